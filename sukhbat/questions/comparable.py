"""Questions as the comparison by meaning holds them: the groupable ones, and the public answered ones of all years."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from sukhbat.questions.groupable import groupable
from sukhbat.questions.models import Question
from sukhbat.questions.rules import Outcome, Visibility

_ANSWERED = [Outcome.ANSWERED_LIVE.value, Outcome.ANSWERED_IN_WRITING.value]
_FIELDS = ("pk", "body_id", "language", "visibility")


@dataclass(frozen=True)
class Comparable:
    """A question without its text."""

    question: UUID
    body: UUID
    language: str
    is_public: bool


def comparable_after(*, now: datetime, after: UUID | None, limit: int) -> list[Comparable]:
    """The next of them, oldest first (keyset)."""
    found = _comparable(now)
    if after is not None:
        found = found.filter(pk__gt=after)
    return [_read(row) for row in found.order_by("pk").values_list(*_FIELDS)[:limit]]


def comparable_by_number(numbers: Iterable[str], *, now: datetime) -> tuple[list[Comparable], set[UUID]]:
    """Of the questions with these numbers those that are comparable, and the keys of the others."""
    numbers = list(numbers)
    keys = set(Question.objects.filter(number__in=numbers).values_list("pk", flat=True))
    found = [_read(row) for row in _comparable(now).filter(pk__in=keys).values_list(*_FIELDS)]
    return found, keys - {row.question for row in found}


def texts_of(questions: Iterable[UUID]) -> dict[UUID, str]:
    """The texts as they may be public now, by question."""
    return dict(Question.objects.filter(pk__in=list(questions)).values_list("pk", "text"))


def newest_texts(*, limit: int) -> list[str]:
    """The texts of the newest public questions, to know how people usually write."""
    found = Question.objects.filter(visibility=Visibility.PUBLIC).order_by("-pk")
    return list(found.values_list("text", flat=True)[:limit])


def _comparable(now: datetime) -> QuerySet[Question]:
    return groupable(now=now) | Question.objects.filter(visibility=Visibility.PUBLIC, outcome__in=_ANSWERED)


def _read(row: tuple[UUID, UUID, str, str]) -> Comparable:
    question, body, language, visibility = row
    return Comparable(question, body, language, visibility == Visibility.PUBLIC)
