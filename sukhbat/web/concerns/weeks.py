"""People by week as bars of a picture; a week without a bar had nobody, or too few to be shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sukhbat.concerns.public.rising import monday

SHOWN, TREND = 26, 9
STEP, WIDTH, HEIGHT = 10, 7, 60


@dataclass(frozen=True)
class Bar:
    """A week; ``people`` is None where none are shown. The rest is in units of the picture."""

    week: date
    people: int | None
    x: int
    y: int
    height: int


@dataclass(frozen=True)
class Weeks:
    bars: Sequence[Bar]
    width: int
    height: int = HEIGHT
    bar: int = WIDTH

    @property
    def shown(self) -> list[Bar]:
        """The weeks with a bar, the newest first."""
        return [bar for bar in reversed(self.bars) if bar.people is not None]


def weeks_of(people: Mapping[str, int], *, today: date) -> Weeks:
    """The weeks from the first that is shown until this one, TREND to SHOWN of them; ``people`` by Monday."""
    last = monday(today)
    first = date.fromisoformat(min(people)) if people else last
    weeks = min(max((last - first).days // 7 + 1, TREND), SHOWN)
    return _drawn(people, last - timedelta(weeks=weeks - 1), last)


def trend_of(people: Mapping[str, int], *, today: date) -> Weeks:
    """The last TREND weeks, whether people are shown in them or not: a small picture beside others of its kind."""
    last = monday(today)
    return _drawn(people, last - timedelta(weeks=TREND - 1), last)


def _drawn(people: Mapping[str, int], first: date, last: date) -> Weeks:
    days = [first + timedelta(weeks=n) for n in range((last - first).days // 7 + 1)]
    most = max((people.get(str(day), 0) for day in days), default=0) or 1
    bars = []
    for place, day in enumerate(days):
        n = people.get(str(day))
        height = max(2, round(HEIGHT * n / most)) if n else 0
        bars.append(Bar(day, n, STEP * place + (STEP - WIDTH) // 2, HEIGHT - height, height))
    return Weeks(bars, STEP * len(days))
