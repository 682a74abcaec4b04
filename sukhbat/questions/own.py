"""A person's own questions to one conference, for the page of that conference."""

from collections.abc import Collection
from uuid import UUID

from sukhbat.people.models import Person
from sukhbat.questions.models import Question, QuestionPrivate

# Each is shown with its place, which costs three queries.
MOST = 3


def own_in_conference(person: Person, conference_id: UUID, *, limit: int = MOST) -> list[Question]:
    """The newest questions that the person asked this conference; two queries."""
    mine = QuestionPrivate.objects.filter(author=person, question__conference_id=conference_id)
    ids = list(mine.order_by("-question_id").values_list("question_id", flat=True)[:limit])
    found = Question.objects.in_bulk(ids)
    return [found[question_id] for question_id in ids]


def own_among(person: Person, question_ids: Collection[UUID]) -> set[UUID]:
    """Which of the questions the person asked."""
    mine = QuestionPrivate.objects.filter(author=person, question_id__in=list(question_ids))
    return set(mine.values_list("question_id", flat=True))
