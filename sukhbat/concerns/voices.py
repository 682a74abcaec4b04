"""What an official hears of a concern first: some of its voices in each language, and what was answered before."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Window
from django.db.models.functions import RowNumber

from sukhbat.answers.queries import Written, answers_of
from sukhbat.concerns.counting import Count
from sukhbat.concerns.models import Concern, Membership
from sukhbat.questions.models import Question
from sukhbat.questions.rules import Outcome, Visibility

_ANSWERED = [Outcome.ANSWERED_LIVE.value, Outcome.ANSWERED_IN_WRITING.value]
# So many answered questions are looked at for different answers: one answer to all was given to each of them.
LOOKED_AT = 60


def voices(concern: Concern, *, of_each: int = 2) -> list[Question]:
    """The questions nearest to the middle in each language; one query."""
    nearest = Window(
        RowNumber(),
        partition_by=[F("question__language")],
        order_by=[F("score").desc(nulls_last=True), F("question_id").asc()],
    )
    found = (
        Membership.objects.select_related("question__region")
        .filter(concern=concern, question__body_id=concern.body_id)
        .annotate(place=nearest)
        .filter(place__lte=of_each)
    )
    return [row.question for row in found.order_by("place", "question__language")]


def answered_before(concern: Concern, *, limit: int = 3) -> list[tuple[Question, Written]]:
    """Different answers that public questions of the concern got before, the last first; at most five queries."""
    found = (
        Membership.objects.select_related("question__body")
        .filter(concern=concern, question__outcome__in=_ANSWERED, question__visibility=Visibility.PUBLIC)
        .order_by("-question__answered_at")[:LOOKED_AT]
    )
    questions = {row.question_id: row.question for row in found}
    answers = answers_of(questions) if questions else {}
    shown: dict[UUID, tuple[Question, Written]] = {}
    for key, question in questions.items():
        if key in answers:
            shown.setdefault(answers[key].answer.pk, (question, answers[key]))
    return list(shown.values())[:limit]


def with_earlier_answers(counts: Iterable[tuple[UUID, Count]]) -> set[UUID]:
    """Of concerns with their numbers those in which a public question has an answer; one query.

    Only where something has ended already: tens of thousands that are all in work need not be looked through.
    """
    ended = [key for key, count in counts if count.questions > count.in_work]
    if not ended:
        return set()
    answered = Membership.objects.filter(
        concern=OuterRef("pk"),
        question__outcome__in=_ANSWERED,
        question__visibility=Visibility.PUBLIC,
    )
    return set(Concern.objects.filter(Exists(answered), pk__in=ended).values_list("pk", flat=True))
