"""Reading the moderators' queue: what waits for its check, nearest promise first, without identity.

A moderator may ask for the marked ones first: then the queue is two parts one after the other, each with the
nearest promise first, and a place says in which part it is.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from sukhbat.people.models import Person
from sukhbat.questions.models import ModerationClaim, Question, QuestionPrivate
from sukhbat.questions.rules import CLAIM_LASTS, Stage, Visibility

PAGE = 30
_HIDDEN_FROM_MODERATORS = ("original", "name", "contact", "salt")
_MARKED = ~Q(findings=[]) | ~Q(flags=[])


@dataclass(frozen=True)
class Place:
    """A place in the queue's order: by the time to publish, then by id; ``is_marked`` tells the part of the queue."""

    publish_by: datetime
    id: UUID
    is_marked: bool = False


@dataclass(frozen=True)
class Marked:
    """What was found in a question's text as it would be published: codes (marks.py)."""

    findings: tuple[str, ...]
    flags: tuple[str, ...]

    @property
    def any(self) -> bool:
        return bool(self.findings or self.flags)


@dataclass(frozen=True)
class Waiting:
    """A question of the queue, what was found in it, and who is checking it."""

    question: Question
    marks: Marked
    claim: ModerationClaim | None

    @property
    def place(self) -> Place:
        return Place(self.question.publish_by, self.question.pk, self.marks.any)


@dataclass(frozen=True)
class WaitingCount:
    """How many questions wait in a conference (None: asked to a body), with marks, and past their time."""

    conference_id: UUID | None
    all: int
    flagged: int
    late: int


def queue(
    *,
    now: datetime,
    conference_id: UUID | None = None,
    flagged: bool = False,
    marked_first: bool = False,
    after: Place | None = None,
    limit: int = PAGE,
) -> list[Waiting]:
    """A page of the queue in its stable order; ``after`` is the place of the last one of the page before.

    ``flagged`` leaves only those that are marked.
    """
    found = _waiting()
    if conference_id is not None:
        found = found.filter(question__conference_id=conference_id)
    if flagged:
        found = found.filter(_MARKED)
    rows = _rows(found, marked_first=marked_first and not flagged, after=after, limit=limit)
    claims = _claims([row.question_id for row in rows], now)
    return [Waiting(row.question, _marked(row), claims.get(row.question_id)) for row in rows]


def queue_counts(*, now: datetime) -> list[WaitingCount]:
    """What waits, by conference, in one query; its cost is bounded by what waits."""
    rows = (
        _waiting()
        .order_by()
        .values_list("question__conference_id")
        .annotate(
            all=Count("pk"),
            flagged=Count("pk", filter=_MARKED),
            late=Count("pk", filter=Q(question__publish_by__lte=now)),
        )
    )
    return [WaitingCount(*row) for row in rows]


def waiting_since(since: UUID | None, *, conference_id: UUID | None = None, most: int = 100) -> int:
    """How many wait that came after an id (ids follow the time of arrival), counted up to ``most``."""
    found = _waiting()
    if since is not None:
        found = found.filter(question_id__gt=since)
    if conference_id is not None:
        found = found.filter(question__conference_id=conference_id)
    return len(found.values_list("question_id", flat=True)[:most])


def free_for(
    person: Person, *, after: Place | None, now: datetime, limit: int, marked_first: bool = False
) -> list[Question]:
    """The next questions that this moderator may take: nobody else's claim, not their own question."""
    held = ModerationClaim.objects.filter(claimed_at__gt=now - CLAIM_LASTS).exclude(moderator=person)
    found = _waiting().exclude(question_id__in=held.values("question_id")).exclude(author=person)
    return [row.question for row in _rows(found, marked_first=marked_first, after=after, limit=limit)]


def marks_on(question: Question) -> Marked:
    """What was found in the text as it would be published."""
    return _marked(QuestionPrivate.objects.only("findings", "flags").get(question=question))


def marks_among(ids: Iterable[UUID]) -> dict[UUID, Marked]:
    """What was found in each of some questions; those without marks are left out. One query."""
    rows = QuestionPrivate.objects.filter(_MARKED, question_id__in=list(ids)).only("findings", "flags")
    return {row.question_id: _marked(row) for row in rows}


def place_of(question: Question) -> Place:
    """Where a question stands in the queue, or stood."""
    return Place(question.publish_by, question.pk, marks_on(question).any)


def claim_on(question: Question, *, now: datetime) -> ModerationClaim | None:
    """Who is checking the question now, if anybody."""
    return _claims([question.pk], now).get(question.pk)


def _waiting() -> QuerySet[QuestionPrivate]:
    # What its author took back before it was shown stays unshown, so there is nothing to check.
    return QuestionPrivate.objects.filter(question__visibility=Visibility.PENDING).exclude(
        question__stage=Stage.WITHDRAWN
    )


def _marked(row: QuestionPrivate) -> Marked:
    return Marked(tuple(row.findings), tuple(row.flags))


def _rows(
    found: QuerySet[QuestionPrivate], *, marked_first: bool, after: Place | None, limit: int
) -> list[QuestionPrivate]:
    """Rows in order; with the marked ones first, the others follow when a page has room for them."""
    if not marked_first:
        return _part(found, after, limit)
    rows: list[QuestionPrivate] = []
    if after is None or after.is_marked:
        rows = _part(found.filter(_MARKED), after, limit)
        after = None
    if len(rows) < limit:
        rows += _part(found.filter(findings=[], flags=[]), after, limit - len(rows))
    return rows


def _part(found: QuerySet[QuestionPrivate], after: Place | None, limit: int) -> list[QuestionPrivate]:
    return list(_in_order(found, after).defer(*_HIDDEN_FROM_MODERATORS)[:limit])


def _in_order(found: QuerySet[QuestionPrivate], after: Place | None) -> QuerySet[QuestionPrivate]:
    if after is not None:
        found = found.filter(
            Q(question__publish_by=after.publish_by, question_id__gt=after.id)
            | Q(question__publish_by__gt=after.publish_by),
            question__publish_by__gte=after.publish_by,
        )
    shown = found.select_related("question__region", "question__theme", "question__conference")
    return shown.order_by("question__publish_by", "question_id")


def _claims(ids: list[UUID], now: datetime) -> dict[UUID, ModerationClaim]:
    held = ModerationClaim.objects.filter(question_id__in=ids, claimed_at__gt=now - CLAIM_LASTS)
    return {claim.question_id: claim for claim in held.select_related("moderator")}
