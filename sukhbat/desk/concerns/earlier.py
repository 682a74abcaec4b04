"""Similar answers that were given before: the concern's own first, then those of questions in like words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sukhbat.answers.queries import Written, answers_of
from sukhbat.concerns.models import Concern
from sukhbat.concerns.voices import answered_before
from sukhbat.kernel.clock import local_day
from sukhbat.questions.listing import Wanted
from sukhbat.questions.models import Question
from sukhbat.questions.queries import questions_by_id
from sukhbat.search.queries import search
from sukhbat.search.rules import ask

SHOWN = 3
# Words in common are a weak sign: a short text finds more of what fits than a long one.
WORDS = 12


@dataclass(frozen=True)
class Earlier:
    """A public question with its answer; ``is_own``: it stood in this very concern."""

    question: Question
    answer: Written
    is_own: bool


def earlier_answers(concern: Concern, called: Question | None, *, now: datetime) -> list[Earlier]:
    """At most three earlier answers of public questions, no answer twice."""
    own = [Earlier(question, answer, is_own=True) for question, answer in answered_before(concern)]
    if len(own) >= SHOWN or called is None or not called.is_public:
        return own[:SHOWN]
    seen = {row.answer.answer.pk for row in own}
    for question, answer in _answered(_by_words(called, now=now)):
        if answer.answer.pk not in seen:
            seen.add(answer.answer.pk)
            own.append(Earlier(question, answer, is_own=False))
    return own[:SHOWN]


def _by_words(called: Question, *, now: datetime) -> list[UUID]:
    asked = ask(" ".join(called.text.split()[:WORDS]))
    if asked is None:
        return []
    found = search(asked, Wanted(today=local_day(now)), page=1)
    return [hit.question.pk for hit in found.hits if hit.question.pk != called.pk]


def _answered(keys: Iterable[UUID]) -> list[tuple[Question, Written]]:
    ordered = list(keys)
    answers, questions = answers_of(ordered), questions_by_id(ordered)
    return [
        (questions[key], answers[key])
        for key in ordered
        if key in answers and key in questions and questions[key].is_public
    ]
