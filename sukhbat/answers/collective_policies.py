"""Who may write, hand over, return and sign an answer to all who asked the same.

As for a single answer, with one difference: no officer holds all of the questions, so that any executor of the body may
write. Whoever signs neither wrote nor attached a part of it, and of the list no question goes along whose executor is
the signatory.
"""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from sukhbat.answers import attached, queries
from sukhbat.answers.models import Answer
from sukhbat.answers.policies import HANDED_OVER, NOT_WAITING
from sukhbat.answers.rules import State
from sukhbat.bodies.queries import standing
from sukhbat.bodies.rules import Role
from sukhbat.kernel.clock import local_day
from sukhbat.kernel.refusals import Refusal
from sukhbat.people.models import Person
from sukhbat.questions.policies import SIGN_IN


def may_draft_for_all(
    person: Person | None, body_id: UUID, answer: Answer | None, *, now: datetime
) -> Refusal | None:
    """An executor of the body, while the draft is not handed over."""
    if refusal := _executes(person, body_id, now=now):
        return refusal
    return HANDED_OVER if answer is not None and answer.state == State.FOR_SIGNATURE else None


def may_hand_over_for_all(
    person: Person | None, body_id: UUID, answer: Answer | None, *, now: datetime
) -> Refusal | None:
    """The same who may draft, once something was saved."""
    if refusal := may_draft_for_all(person, body_id, answer, now=now):
        return refusal
    if answer is None:
        return Refusal("no_draft", _("There is no answer to hand over yet. Write it first."), 409)
    return None


def may_take_back_for_all(
    person: Person | None, body_id: UUID, answer: Answer | None, *, now: datetime
) -> Refusal | None:
    """An executor of the body, until it is signed."""
    if refusal := _executes(person, body_id, now=now):
        return refusal
    return None if _waits(answer) else NOT_WAITING


def may_return_for_all(
    person: Person | None, body_id: UUID, answer: Answer | None, *, now: datetime
) -> Refusal | None:
    """A signatory of the body; who wrote a part may return it, too, as that decides nothing."""
    if refusal := _signs(person, body_id, now=now):
        return refusal
    return None if _waits(answer) else NOT_WAITING


def may_sign_for_all(
    person: Person | None, body_id: UUID, answer: Answer | None, *, now: datetime
) -> Refusal | None:
    """A signatory of the body who neither wrote nor attached a part of it: two people.

    The same may tick and take the list anew.
    """
    if refusal := may_return_for_all(person, body_id, answer, now=now):
        return refusal
    assert person is not None
    assert answer is not None
    writers = {answer.executor_id, *queries.authors_of(answer), *attached.attachers_of(answer)}
    if person.pk in writers:
        return Refusal("own_answer", _("You wrote a part of this answer, so another signatory must sign it."))
    return None


def _executes(person: Person | None, body_id: UUID, *, now: datetime) -> Refusal | None:
    if person is None:
        return SIGN_IN
    if standing(person, on=local_day(now)).holds(Role.EXECUTOR, body_id):
        return None
    return Refusal("not_executor", _("Only an executor of this body may write the answer to all."))


def _signs(person: Person | None, body_id: UUID, *, now: datetime) -> Refusal | None:
    if person is None:
        return SIGN_IN
    if standing(person, on=local_day(now)).holds(Role.SIGNATORY, body_id):
        return None
    return Refusal("not_signatory", _("Only a signatory of this body may do this."))


def _waits(answer: Answer | None) -> bool:
    return answer is not None and answer.state == State.FOR_SIGNATURE
