"""Which concerns rise this week, and why it may be that none is told."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from django.core.cache import caches
from django.db import connection

from sukhbat.concerns.models import ConcernCell
from sukhbat.concerns.public.listing import Listed, rows_of
from sukhbat.concerns.public.statements import RISING
from sukhbat.concerns.rules import Facet
from sukhbat.concerns.rules.numbers import FEWEST_RISING, USUAL_WEEKS
from sukhbat.concerns.rules.rising import Rise, told_rise

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
class Rising:
    """The concerns that rise, the steepest first, each with how much; none: ``why``."""

    why: Why
    rows: Sequence[tuple[Listed, Rise]] = ()


def monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def rising(*, today: date, language: str) -> Rising:
    """This week against the four before it; kept for a minute, at most seven queries."""
    week = monday(today)
    key = f"concerns:rising:{week}"
    kept: tuple[Why, list[tuple[UUID, Rise]]] | None = caches["fragments"].get(key)
    if kept is None:
        kept = _found(week)
        caches["fragments"].set(key, kept, KEPT_SECONDS)
    why, risen = kept
    # Their texts are read anew each time: one may have been hidden meanwhile.
    rows = rows_of([concern for concern, _rise in risen], {}, language=language)
    rises = dict(risen)
    return Rising(why, [(row, rises[row.key]) for row in rows])


def _found(week: date) -> tuple[Why, list[tuple[UUID, Rise]]]:
    usual = [str(week - timedelta(weeks=back)) for back in range(1, USUAL_WEEKS + 1)]
    first = (
        ConcernCell.objects.filter(facet=Facet.WEEK).order_by("value").values_list("value", flat=True).first()
    )
    if first is None or first > usual[-1]:
        return Why.TOO_EARLY, []
    with connection.cursor() as cursor:
        cursor.execute(
            RISING, {"week": str(week), "before": usual, "fewest": FEWEST_RISING, "limit": CANDIDATES}
        )
        candidates = [row[0] for row in cursor.fetchall()]
    if not candidates:
        return Why.TOO_FEW, []
    risen = [(concern, rise) for concern, weeks in _weeks(candidates, week) if (rise := told_rise(weeks))]
    risen.sort(key=lambda found: (-found[1].times, -found[1].people))
    return (Why.TOLD if risen else Why.NOTHING), risen[:SHOWN]


def _weeks(concerns: list[UUID], week: date) -> list[tuple[UUID, list[int]]]:
    """People of every week of the concerns until this one, in the order of the concerns."""
    rows = ConcernCell.objects.filter(concern_id__in=concerns, facet=Facet.WEEK).order_by("value")
    people: dict[UUID, dict[date, int]] = defaultdict(dict)
    for concern, value, n in rows.values_list("concern_id", "value", "public_people"):
        people[concern][date.fromisoformat(value)] = n
    return [(concern, _in_a_row(people[concern], week)) for concern in concerns]


def _in_a_row(people: dict[date, int], week: date) -> list[int]:
    weeks = (week - min(people)).days // 7
    return [people.get(week - timedelta(weeks=back), 0) for back in range(weeks, -1, -1)]
