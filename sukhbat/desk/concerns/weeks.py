"""People by week as bars of a small picture; the words beside it say the last two weeks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

SHOWN = 12
STEP, WIDTH, HEIGHT = 10, 7, 40


@dataclass(frozen=True)
class Bar:
    """A week and its people; the rest is in units of the picture."""

    week: date
    people: int
    x: int
    y: int
    height: int


@dataclass(frozen=True)
class Trend:
    """The last weeks, oldest first."""

    bars: Sequence[Bar]
    width: int = STEP * SHOWN
    height: int = HEIGHT
    bar: int = WIDTH

    @property
    def this_week(self) -> int:
        return self.bars[-1].people

    @property
    def last_week(self) -> int:
        return self.bars[-2].people

    @property
    def newest_first(self) -> list[Bar]:
        return [bar for bar in reversed(self.bars) if bar.people]


def trend(people: Mapping[str, int], *, today: date) -> Trend:
    """The last SHOWN weeks; ``people`` by the Monday of each week."""
    monday = today - timedelta(days=today.weekday())
    days = [monday - timedelta(weeks=n) for n in reversed(range(SHOWN))]
    numbers = [people.get(day.isoformat(), 0) for day in days]
    most = max(numbers) or 1
    bars = []
    for place, (day, n) in enumerate(zip(days, numbers, strict=True)):
        height = max(2, round(HEIGHT * n / most)) if n else 0
        bars.append(Bar(day, n, STEP * place, HEIGHT - height, height))
    return Trend(bars)
