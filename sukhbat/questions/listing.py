"""Lists of public questions at a cost that does not grow: keyset pages of ids, and counts with a ceiling.

A page's face asks for ids and versions first and reads the rows only of what it does not hold rendered.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import Count, Min, Q

from sukhbat.questions.models import Question
from sukhbat.questions.rules import IN_WORK, Outcome, Stage, Visibility

PAGE = 30
CEILING = 1_000
OVERDUE = "overdue"
_IN_WORK = sorted(stage.value for stage in IN_WORK)
_ENDED = sorted(stage.value for stage in frozenset(Stage) - IN_WORK)
# What a reader may ask for: the parts of the balance, and the stages inside "in work".
_STAGES = (Stage.RECEIVED.value, Stage.ASSIGNED.value, Stage.DISPUTED.value)
_OUTCOMES: Mapping[str, tuple[str, ...]] = {
    "answered": (Outcome.ANSWERED_LIVE, Outcome.ANSWERED_IN_WRITING),
    **{outcome.value: (outcome.value,) for outcome in Outcome if outcome},
}
STATES = frozenset({"in_work", OVERDUE, *_STAGES, *_OUTCOMES})
_UNSHOWN = """
SELECT
    (SELECT count(*) FROM (SELECT FROM questions_question WHERE conference_id = %(conference)s
        AND visibility = 'pending' AND stage <> 'withdrawn' LIMIT %(ceiling)s) AS waiting),
    (SELECT count(*) FROM (SELECT FROM questions_question WHERE conference_id = %(conference)s
        AND visibility = 'hidden' LIMIT %(ceiling)s) AS hidden)
"""


@dataclass(frozen=True)
class Wanted:
    """What narrows a list; None is no filter. ``state`` is one of STATES, ``today`` tells what is overdue."""

    today: date
    conference_id: UUID | None = None
    body_id: UUID | None = None
    theme_id: UUID | None = None
    region_id: UUID | None = None
    language: str | None = None
    state: str | None = None

    def where(self, prefix: str = "") -> Q:
        """The condition on a question, or on one at the end of a relation (``prefix`` "question__")."""
        ids = ("conference_id", "body_id", "theme_id", "region_id", "language")
        named = {prefix + name: value for name in ids if (value := getattr(self, name)) is not None}
        return Q(**named, **(_state(self.state, prefix, self.today) if self.state else {}))


def _state(state: str, prefix: str, today: date) -> dict[str, object]:
    if state in _STAGES:
        return {f"{prefix}stage": state}
    if state in _OUTCOMES:
        # A disputed question keeps its outcome and is in work again.
        return {f"{prefix}outcome__in": _OUTCOMES[state], f"{prefix}stage__in": _ENDED}
    late = {f"{prefix}due_on__lt": today} if state == OVERDUE else {}
    return {f"{prefix}stage__in": _IN_WORK, **late}


class Row(NamedTuple):
    """A question of a list by its id and the version that tells whether a rendering of it still holds."""

    id: UUID
    version: int


@dataclass(frozen=True)
class Slice:
    """A page of a list, newest first, and whether there are newer and older ones."""

    rows: tuple[Row, ...]
    has_newer: bool
    has_older: bool


@dataclass(frozen=True)
class Unshown:
    """Questions that are counted but not shown, each number at most CEILING + 1."""

    waiting: int
    hidden: int


def public_slice(
    wanted: Wanted, *, before: UUID | None = None, after: UUID | None = None, limit: int = PAGE
) -> Slice:
    """A keyset page; one query. ``before``: the last id of the page above, ``after``: the first one below."""
    found = Question.objects.filter(wanted.where(), visibility=Visibility.PUBLIC).values_list("id", "version")
    if after is not None:
        rows = [Row(*row) for row in found.filter(id__gt=after).order_by("id")[: limit + 1]]
        return Slice(tuple(reversed(rows[:limit])), has_newer=len(rows) > limit, has_older=True)
    if before is not None:
        found = found.filter(id__lt=before)
    rows = [Row(*row) for row in found.order_by("-id")[: limit + 1]]
    return Slice(tuple(rows[:limit]), has_newer=before is not None, has_older=len(rows) > limit)


def just_answered_rows(*, limit: int, before: datetime | None = None) -> list[tuple[Row, datetime]]:
    """Public questions that have an answer, the last answered first, each with when; ``before`` is a keyset."""
    found = Question.objects.filter(visibility=Visibility.PUBLIC, answered_at__isnull=False)
    if before is not None:
        found = found.filter(answered_at__lt=before)
    rows = found.order_by("-answered_at").values_list("id", "version", "answered_at")[:limit]
    return [(Row(key, version), at) for key, version, at in rows if at is not None]


def unshown(conference_id: UUID) -> Unshown:
    """How many questions of a conference wait for their check or are hidden; one query with a ceiling."""
    with connection.cursor() as cursor:
        cursor.execute(_UNSHOWN, {"conference": str(conference_id), "ceiling": CEILING + 1})
        row = cursor.fetchone()
    return Unshown(*row) if row else Unshown(0, 0)


def overdue_by_body(*, today: date) -> dict[UUID, int]:
    """Questions in work past their due date, by body; bounded by the backlog."""
    late = Question.objects.filter(stage__in=_IN_WORK, due_on__lt=today)
    return dict(late.order_by().values_list("body_id").annotate(n=Count("pk")))


def overdue_total(*, today: date) -> int:
    return Question.objects.filter(stage__in=_IN_WORK, due_on__lt=today).count()


def without_owner() -> int:
    """Questions without a body or a due date: 0, for the columns may not be empty. Asked, not assumed."""
    return Question.objects.filter(Q(body=None) | Q(due_on=None)).count()


def oldest_unassigned_at() -> datetime | None:
    """When the oldest question that still waits for an officer reached its body."""
    found = Question.objects.filter(stage=Stage.RECEIVED)
    oldest: datetime | None = found.aggregate(oldest=Min("body_since_at"))["oldest"]
    return oldest
