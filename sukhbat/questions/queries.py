"""Reading questions: public ones for everyone, private parts for the desk, and the counters."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from sukhbat.kernel.ids import read_number
from sukhbat.people.models import Person
from sukhbat.questions.models import Access, Draft, Ground, PublishedVersion, Question, QuestionPrivate
from sukhbat.questions.rules import IN_WORK, Stage, Visibility

PAGE = 30
_SHOWN = ("region", "theme", "body", "conference")


@dataclass(frozen=True)
class Filters:
    """What narrows a list of questions; None is no filter. ``stage`` is a stage's code or ``in_work``."""

    conference_id: UUID | None = None
    body_id: UUID | None = None
    theme_id: UUID | None = None
    region_id: UUID | None = None
    language: str | None = None
    stage: str | None = None


def public_questions(filters: Filters, *, before: UUID | None = None, limit: int = PAGE) -> list[Question]:
    """A page of public questions, newest first; ``before`` is the last id of the page above (keyset)."""
    found = Question.objects.filter(_where(filters), visibility=Visibility.PUBLIC)
    if before is not None:
        found = found.filter(id__lt=before)
    return list(found.select_related(*_SHOWN).order_by("-id")[:limit])


def _where(filters: Filters) -> Q:
    named = {
        name: value
        for name in ("conference_id", "body_id", "theme_id", "region_id", "language")
        if (value := getattr(filters, name)) is not None
    }
    where = Q(**named)
    if filters.stage == "in_work":
        where &= Q(stage__in=[stage.value for stage in IN_WORK])
    elif filters.stage:
        where &= Q(stage=filters.stage)
    return where


def just_answered(*, limit: int) -> list[Question]:
    """Public questions that have an answer, the last answered first."""
    found = Question.objects.filter(visibility=Visibility.PUBLIC, answered_at__isnull=False)
    return list(found.select_related(*_SHOWN).order_by("-answered_at")[:limit])


def question(number: str) -> Question | None:
    """A question by its number as people type it; visibility is the policy's affair (may_see)."""
    stored = read_number(number)
    if stored is None:
        return None
    return Question.objects.select_related(*_SHOWN, "first_body").filter(number=stored).first()


def questions_by_id(ids: Iterable[UUID]) -> dict[UUID, Question]:
    return Question.objects.select_related(*_SHOWN).in_bulk(list(ids))


def questions_by_number(numbers: Iterable[str]) -> dict[str, Question]:
    return {
        row.number: row for row in Question.objects.select_related(*_SHOWN).filter(number__in=list(numbers))
    }


def locked(number_or_id: str | UUID) -> Question:
    """The row for change, locked until the transaction ends. Raises Question.DoesNotExist.

    Nothing is joined: a row whose body changed while we waited for its lock would fall out of the join.
    """
    by = {"pk": number_or_id} if isinstance(number_or_id, UUID) else {"number": number_or_id}
    return Question.objects.select_for_update().get(**by)


def private_part(found: Question) -> QuestionPrivate:
    """The private side; only for desk queries and the author's own pages, after their policy."""
    return QuestionPrivate.objects.select_related("author", "entered_by").get(question=found)


def author_ids(question_ids: Iterable[UUID]) -> dict[UUID, UUID]:
    """Who asked, by question, for those with an account; for notices."""
    rows = QuestionPrivate.objects.filter(question_id__in=list(question_ids), author__isnull=False)
    return dict(rows.values_list("question_id", "author_id"))


def questions_of(author: Person, *, before: UUID | None = None, limit: int = PAGE) -> list[Question]:
    """A person's own questions, newest first."""
    mine = QuestionPrivate.objects.filter(author=author)
    if before is not None:
        mine = mine.filter(question_id__lt=before)
    ids = list(mine.order_by("-question_id").values_list("question_id", flat=True)[:limit])
    found = questions_by_id(ids)
    return [found[question_id] for question_id in ids]


def entered_by(operator: Person, *, since: datetime, limit: int) -> list[Question]:
    """What an operator entered for callers since a moment, newest first."""
    mine = QuestionPrivate.objects.filter(entered_by=operator, question__received_at__gte=since)
    return [row.question for row in mine.select_related("question").only("question").order_by("-pk")[:limit]]


def grounds(kind: str) -> QuerySet[Ground]:
    """The closed list of grounds that may be chosen: kind is ``hide`` or ``decline``."""
    return Ground.objects.filter(kind=kind, is_offered=True)


def ground(code: str) -> Ground | None:
    return Ground.objects.filter(pk=code).first()


def accesses_to(found: Question) -> QuerySet[Access]:
    """Who looked behind the mask, for the owner's page."""
    return Access.objects.filter(question=found).order_by("at")


def versions_of(found: Question) -> QuerySet[PublishedVersion]:
    return PublishedVersion.objects.filter(question=found).order_by("number")


def draft(draft_id: UUID, secret_hash: str) -> Draft | None:
    return Draft.objects.select_related("question").filter(pk=draft_id, secret_hash=secret_hash).first()


def overdue_count(*, body_id: UUID, today: date) -> int:
    """Questions of a body in work past their due date; bounded by its backlog."""
    return Question.objects.filter(
        body_id=body_id, stage__in=[stage.value for stage in IN_WORK], due_on__lt=today
    ).count()


def pending_publication(*, now: datetime, limit: int) -> list[Question]:
    """Pending past their time without a machine finding: they become public by the promise.

    What its author took back before it was shown stays unshown.
    """
    return list(overdue_publication(now=now)[:limit])


def overdue_publication(*, now: datetime) -> QuerySet[Question]:
    """The same as a query, the oldest promise first: it walks the index of waiting texts."""
    flagged = QuestionPrivate.objects.filter(question=OuterRef("pk")).exclude(findings=[])
    return (
        Question.objects.filter(~Exists(flagged), visibility=Visibility.PENDING, publish_by__lte=now)
        .exclude(stage=Stage.WITHDRAWN)
        .order_by("publish_by")
    )
