"""An answer given on air: the host's record becomes the draft that a signatory of the body confirms."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sukhbat.answers import queries
from sukhbat.answers.models import Answer, AnswerVersion
from sukhbat.answers.rules import LANGUAGES, Kind, State
from sukhbat.kernel.refusals import Refusal, Refused
from sukhbat.people.models import Person
from sukhbat.questions.answered_live import change_record, end_with_record
from sukhbat.questions.models import Airing, Question
from sukhbat.questions.records import Record

CONFIRMED = Refusal("confirmed", _("The body has confirmed this answer, so its record stays."), 409)


@transaction.atomic
def answer_live(
    *, person: Person, slug: str, number: str, record: Record, seen: str, now: datetime
) -> Airing:
    """The question on air is answered. Its due date stays: by then the body confirms the record.

    Refused: 409 when it is not on air any more or ``seen`` is another airing, 422 for the record. The same
    record again changes nothing.
    """
    airing, is_new = end_with_record(
        person=person, slug=slug, number=number, record=record, seen=seen, now=now
    )
    if is_new:
        answer = _draft(airing.question, person, airing.record_language, now=now)
        _write(answer, airing, person, now=now)
    return airing


@transaction.atomic
def correct_record(*, person: Person, slug: str, number: str, record: Record, now: datetime) -> Airing:
    """Another record of an answer on air, until the body has confirmed it (409 then)."""
    airing, is_changed = change_record(person=person, slug=slug, number=number, record=record, now=now)
    if is_changed:
        answer = Answer.objects.filter(question=airing.question).first()
        if answer is not None and answer.state == State.SIGNED:
            raise Refused(CONFIRMED)
        answer = _draft(airing.question, person, airing.record_language, now=now)
        _write(answer, airing, person, now=now)
    return airing


def is_confirmed(question: Question) -> bool:
    """Whether the body has confirmed the answer, so that its record stays."""
    return Answer.objects.filter(question=question, state=State.SIGNED).exists()


def _draft(question: Question, person: Person, language: str, *, now: datetime) -> Answer:
    """The answer of the locked question, waiting for a signatory; one that was being written gives way."""
    answer = Answer.objects.filter(question=question).first() or Answer(question=question)
    answer.body_id, answer.executor, answer.binding = question.body_id, person, language
    answer.state, answer.handed_over_at = State.FOR_SIGNATURE, now
    answer.return_reason, answer.returned_by, answer.returned_at = "", None, None
    answer.save()
    return answer


def _write(answer: Answer, airing: Airing, person: Person, *, now: datetime) -> None:
    """The record as the text of its language; texts of others that were written before give way to it."""
    texts = dict.fromkeys(_written_languages(airing.question), "") | {airing.record_language: airing.record}
    for language, text in texts.items():
        AnswerVersion.objects.create(
            answer=answer,
            body_id=answer.body_id,
            language=language,
            number=queries.last_number(answer, language) + 1,
            kind=Kind.ORIGINAL.value,
            text=text,
            author=person,
            at=now,
        )


def _written_languages(question: Question) -> list[str]:
    """The languages in which a text stands now, in the state's order."""
    draft = queries.draft_of(question)
    return [code for code in LANGUAGES if draft is not None and code in draft.versions]
