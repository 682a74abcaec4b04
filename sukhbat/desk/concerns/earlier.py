"""Similar answers that were given before: the concern's own first, then those of questions that are near to it."""

from datetime import datetime

from sukhbat.concerns.listing import called_of
from sukhbat.concerns.models import Concern
from sukhbat.concerns.voices import answered_before
from sukhbat.desk.concerns.shown import called_question, reader_language
from sukhbat.desk.earlier import Earlier, Found, earlier_answers
from sukhbat.questions.models import Question
from sukhbat.questions.queries import questions_by_id


def earlier_of(concern: Concern, called: Question | None, *, now: datetime) -> Found:
    """Earlier answers about what a concern asks; ``called`` is the question that stands for it."""
    own = [Earlier(question, answer, is_own=True) for question, answer in answered_before(concern)]
    if called is None:
        return Found(own)
    return earlier_answers(called.text, body_id=concern.body_id, without=called.pk, own=own, now=now)


def question_called(concern: Concern) -> Question | None:
    """The question that stands for the concern, in the reader's language if there is one; three queries."""
    called = called_of([concern.pk], language=reader_language()).get(concern.pk)
    return called_question(called, questions_by_id([called.question] if called else []))
