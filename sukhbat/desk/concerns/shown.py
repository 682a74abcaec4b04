"""A concern as the desk shows it: what it is called, its people by language and region, its weeks, its due date."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from sukhbat.answers.queries import open_states
from sukhbat.answers.rules import State
from sukhbat.bodies.models import Region
from sukhbat.bodies.queries import regions
from sukhbat.concerns.counting import Count
from sukhbat.concerns.listing import BodyConcern, Called
from sukhbat.concerns.models import Concern
from sukhbat.concerns.rules import Facet
from sukhbat.concerns.voices import with_earlier_answers
from sukhbat.desk.concerns.weeks import Trend, trend
from sukhbat.desk.templatetags.desk import LANGUAGES
from sukhbat.desk.workplace.clocks import Due, due_word
from sukhbat.kernel.clock import local_day
from sukhbat.questions.models import Question
from sukhbat.questions.queries import questions_by_id
from sukhbat.terms.queries import calendar

REGIONS_SHOWN = 3
NOWHERE = _("region not named")
Part = tuple[str | Promise, int]


@dataclass(frozen=True)
class Line:
    """A concern of the list."""

    concern: Concern
    count: Count
    called: Question | None
    keywords: Sequence[str]
    languages: Sequence[Part]
    regions: Sequence[Part]
    more_regions: int
    trend: Trend
    due: Due | None
    has_earlier_answer: bool
    draft: State | None


def reader_language() -> str:
    return (get_language() or "kk")[:2]


def lines(found: Sequence[BodyConcern], *, now: datetime) -> list[Line]:
    """The lines of a page; six queries however long it is."""
    called = questions_by_id(row.called.question for row in found if row.called)
    answered = with_earlier_answers((row.concern.pk, row.count) for row in found)
    drafts = open_states([row.concern.pk for row in found])
    named = region_names()
    today = local_day(now)
    return [
        _line(row, called, named, answered, drafts.get(row.concern.pk), today=today, now=now) for row in found
    ]


def _line(
    row: BodyConcern,
    called: Mapping[UUID, Question],
    named: Mapping[str, str],
    answered: set[UUID],
    draft: State | None,
    *,
    today: date,
    now: datetime,
) -> Line:
    places = by_region(row.cells.get(Facet.REGION, {}), named)
    return Line(
        concern=row.concern,
        count=row.count,
        called=called_question(row.called, called),
        keywords=row.called.keywords if row.called else (),
        languages=by_language(row.cells.get(Facet.LANGUAGE, {})),
        regions=places[:REGIONS_SHOWN],
        more_regions=max(0, len(places) - REGIONS_SHOWN),
        trend=trend(row.cells.get(Facet.WEEK, {}), today=today),
        due=due_word(row.count.due_on, today=today, days=calendar(now=now)) if row.count.due_on else None,
        has_earlier_answer=row.concern.pk in answered,
        draft=draft,
    )


def called_question(called: Called | None, found: Mapping[UUID, Question]) -> Question | None:
    return found.get(called.question) if called else None


def by_language(people: Mapping[str, int]) -> list[Part]:
    """People by language, most first."""
    return [(LANGUAGES.get(code, code), n) for code, n in _most_first(people)]


def by_region(people: Mapping[str, int], named: Mapping[str, str]) -> list[Part]:
    """People by region, most first; those who named none last."""
    known = [(named.get(key, key), n) for key, n in _most_first(people) if key]
    return [*known, (NOWHERE, people[""])] if people.get("") else list(known)


def region_names() -> dict[str, str]:
    """The names of all regions by id, in the reader's language; one query."""
    found: Sequence[Region] = list(regions())
    return {str(row.pk): row.name for row in found}


def _most_first(people: Mapping[str, int]) -> list[tuple[str, int]]:
    return sorted(people.items(), key=lambda cell: (-cell[1], cell[0]))
