"""Which concerns rise this week, and why it may be that none is told."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from django.core.cache import caches
from django.db import connection

from sukhbat.concerns.models import ConcernCell
from sukhbat.concerns.public.listing import Counted, Listed, counted, with_words
from sukhbat.concerns.public.statements import RISING
from sukhbat.concerns.rules import Facet
from sukhbat.concerns.rules.numbers import FEWEST_RISING, USUAL_WEEKS, shown_cells
from sukhbat.concerns.rules.rising import Rise, told_rise
from sukhbat.kernel.snapshots import one_snapshot

SHOWN = 5
# So many are looked at: the rule drops some whose weeks are hidden.
CANDIDATES = 40
KEPT_SECONDS = 60


class Why(StrEnum):
    """Why nothing is told, or that something is."""

    TOLD = "told"
    TOO_EARLY = "too_early"
    TOO_FEW = "too_few"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Risen:
    """A concern that rises, how much, and its shown cells: people by language, and by the Monday of a week."""

    counted: Counted
    rise: Rise
    languages: Mapping[str, int]
    weeks: Mapping[str, int]


@dataclass(frozen=True)
class Rises:
    """The concerns that rise in numbers, the steepest first; none: ``why``."""

    why: Why
    rows: Sequence[Risen] = ()


@dataclass(frozen=True)
class Rising:
    """The concerns that rise with their words; none: ``why``."""

    why: Why
    rows: Sequence[tuple[Listed, Risen]] = ()


def monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def rising(*, today: date, language: str) -> Rising:
    """This week against the four before it. Numbers are kept for a minute; words are read: three queries."""
    week = monday(today)
    key = f"concerns:rising:{week}"
    kept: Rises | None = caches["fragments"].get(key)
    if kept is None:
        with one_snapshot():
            kept = rises(week)
        caches["fragments"].set(key, kept, KEPT_SECONDS)
    return told(kept, with_words([row.counted for row in kept.rows], language=language))


def told(found: Rises, words: Sequence[Listed]) -> Rising:
    """The rises with the words of their concerns; one without words is not told."""
    known = {row.key: row for row in words}
    rows = [(known[row.counted.key], row) for row in found.rows if row.counted.key in known]
    return Rising(Why.NOTHING if found.rows and not rows else found.why, rows)


def rises(week: date) -> Rises:
    """The numbers of what rises in the week of this Monday; at most five queries, to be read of one moment."""
    usual = [str(week - timedelta(weeks=back)) for back in range(1, USUAL_WEEKS + 1)]
    first = (
        ConcernCell.objects.filter(facet=Facet.WEEK).order_by("value").values_list("value", flat=True).first()
    )
    if first is None or first > usual[-1]:
        return Rises(Why.TOO_EARLY)
    candidates = _candidates(week, usual)
    if not candidates:
        return Rises(Why.TOO_FEW)
    weeks = _cells(candidates, Facet.WEEK)
    risen = [(key, rise) for key in candidates if (rise := told_rise(_in_a_row(weeks[key], week)))]
    risen.sort(key=lambda found: (-found[1].times, -found[1].people))
    return _with_cells(dict(risen[:SHOWN]), weeks) if risen else Rises(Why.NOTHING)


def _candidates(week: date, before: list[str]) -> list[UUID]:
    with connection.cursor() as cursor:
        cursor.execute(
            RISING, {"week": str(week), "before": before, "fewest": FEWEST_RISING, "limit": CANDIDATES}
        )
        return [row[0] for row in cursor.fetchall()]


def _with_cells(risen: Mapping[UUID, Rise], weeks: Mapping[UUID, Mapping[str, int]]) -> Rises:
    languages = _cells(list(risen), Facet.LANGUAGE)
    rows = [
        Risen(row, risen[row.key], shown_cells(languages[row.key]), shown_cells(weeks[row.key]))
        for row in counted(list(risen), {})
    ]
    return Rises(Why.TOLD if rows else Why.NOTHING, rows)


def _cells(concerns: list[UUID], facet: Facet) -> dict[UUID, dict[str, int]]:
    """People of the concerns by the value of one facet, hidden cells among them; one query."""
    people: dict[UUID, dict[str, int]] = defaultdict(dict)
    rows = ConcernCell.objects.filter(concern_id__in=concerns, facet=facet, public_people__gt=0)
    for concern, value, n in rows.values_list("concern_id", "value", "public_people"):
        people[concern][value] = n
    return people


def _in_a_row(people: Mapping[str, int], week: date) -> list[int]:
    """People of every week of a concern until this one."""
    weeks = (week - date.fromisoformat(min(people))).days // 7
    return [people.get(str(week - timedelta(weeks=back)), 0) for back in range(weeks, -1, -1)]
