"""Who may write, hand over, return and sign an answer, and who may download its files."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from sukhbat.answers import attached, queries
from sukhbat.answers.models import Attachment
from sukhbat.answers.rules import State
from sukhbat.assignments.policies import (
    MOVED_ON,
    holds,
    is_executor,
    may_open_desk,
    may_open_item,
    may_sign_for,
)
from sukhbat.bodies.rules import Role
from sukhbat.kernel.refusals import Refusal
from sukhbat.people.models import Person
from sukhbat.questions.models import Question
from sukhbat.questions.policies import NOT_YOURS, SIGN_IN, is_author
from sukhbat.questions.rules import Outcome, Stage

NOT_WAITING = Refusal("not_for_signature", _("This answer does not wait for a signature now."), 409)
HANDED_OVER = Refusal(
    "handed_over", _("The answer waits for a signature. Take it back first if it must be changed."), 409
)
NOT_A_RECORD = Refusal("not_a_record", _("This question was not answered on air."), 409)


def may_draft(person: Person | None, question: Question, *, now: datetime) -> Refusal | None:
    """The executor who holds the question, while the draft is not handed over."""
    if refusal := _executes(person, question, now=now):
        return refusal
    return HANDED_OVER if _state(question) is State.FOR_SIGNATURE else None


def may_hand_over(person: Person | None, question: Question, *, now: datetime) -> Refusal | None:
    """The same who may draft, once something was saved."""
    if refusal := may_draft(person, question, now=now):
        return refusal
    if _state(question) is None:
        return Refusal("no_draft", _("There is no answer to hand over yet. Write it first."), 409)
    return None


def may_take_back(person: Person | None, question: Question, *, now: datetime) -> Refusal | None:
    """The executor who holds the question, until it is signed."""
    if refusal := _executes(person, question, now=now):
        return refusal
    return None if _state(question) is State.FOR_SIGNATURE else NOT_WAITING


def may_return_answer(person: Person | None, question: Question, *, now: datetime) -> Refusal | None:
    """A signatory of the body who is not the executor."""
    if refusal := may_sign_for(person, question, now=now):
        return refusal
    if question.stage != Stage.ASSIGNED:
        return MOVED_ON
    return None if _state(question) is State.FOR_SIGNATURE else NOT_WAITING


def may_sign(person: Person | None, question: Question, *, now: datetime) -> Refusal | None:
    """A signatory who neither holds the question nor wrote or attached a part of its answer: two people."""
    if refusal := may_return_answer(person, question, now=now):
        return refusal
    draft = queries.draft_of(question)
    if person is not None and draft is not None and person.pk in _writers(draft):
        return Refusal("own_answer", _("You wrote a part of this answer, so another signatory must sign it."))
    return None


def may_confirm(person: Person | None, question: Question, *, now: datetime) -> Refusal | None:
    """The record of an answer on air: a signatory of the body who is not the host that wrote it."""
    if refusal := may_sign_for(person, question, now=now):
        return refusal
    draft = queries.draft_of(question)
    if question.outcome != Outcome.ANSWERED_LIVE or draft is None:
        return NOT_A_RECORD
    if draft.answer.state != State.FOR_SIGNATURE:
        return NOT_WAITING
    if question.stage not in {Stage.ANSWERED, Stage.CLOSED}:
        return MOVED_ON
    if person is not None and person.pk == draft.answer.executor_id:
        return Refusal("own_record", _("You wrote this record, so another signatory must confirm it."))
    return None


def may_download(
    person: Person | None, attachment: Attachment, *, now: datetime, at: Question | None = None
) -> Refusal | None:
    """Everyone, once the answer is signed and its question public; before, those who work on it.

    ``at`` is the question on whose page a file of an answer to all stands (``attached.attachment_of``).
    """
    answer = attachment.answer
    question = answer.question
    if question is None:
        return _download_of_all(person, attachment, at, now=now)
    if may_open_item(person, question, now=now) is None and attachment.body_id == question.body_id:
        return None
    if answer.state != State.SIGNED or attachment.body_id != answer.body_id:
        return NOT_YOURS
    return None if question.is_public or is_author(person, question) else NOT_YOURS


def _download_of_all(
    person: Person | None, attachment: Attachment, at: Question | None, *, now: datetime
) -> Refusal | None:
    """The desk of the body that writes it; once signed, everyone who reads it at one of its questions."""
    answer = attachment.answer
    if attachment.body_id != answer.body_id:
        return NOT_YOURS
    if may_open_desk(person, answer.body_id, now=now) is None:
        return None
    if answer.state != State.SIGNED:
        return NOT_YOURS
    if at is not None and is_author(person, at):
        return None
    is_public = at.is_public if at is not None else attached.is_read_by_everyone(answer)
    return None if is_public else NOT_YOURS


def _executes(person: Person | None, question: Question, *, now: datetime) -> Refusal | None:
    if person is None:
        return SIGN_IN
    if not holds(person, Role.EXECUTOR, question, now=now) or not is_executor(person, question):
        return Refusal("not_executor", _("Only the executor who holds this question may do this."))
    return None if question.stage == Stage.ASSIGNED else MOVED_ON


def _state(question: Question) -> State | None:
    draft = queries.draft_of(question)
    return State(draft.answer.state) if draft else None


def _writers(draft: queries.Written) -> set[UUID]:
    files = {file.added_by_id for file in draft.attachments}
    return {draft.answer.executor_id, *queries.authors_of(draft.answer), *files}
