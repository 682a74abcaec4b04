"""Who may move a question inside a body and between bodies. No person means refusal; the role comes first."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from sukhbat.assignments import queries
from sukhbat.assignments.models import Extension
from sukhbat.assignments.rules import may_hop_again
from sukhbat.bodies.queries import standing
from sukhbat.bodies.rules import Role
from sukhbat.kernel.clock import local_day
from sukhbat.kernel.refusals import Refusal
from sukhbat.people.models import Person
from sukhbat.questions.models import Question
from sukhbat.questions.policies import SIGN_IN
from sukhbat.questions.rules import OPEN, Stage

WORKERS = (Role.DISPATCHER, Role.EXECUTOR, Role.SIGNATORY)
READERS = (*WORKERS, Role.CONTROLLER)
MOVED_ON = Refusal("wrong_stage", _("Meanwhile this question has moved on. Please look at it again."), 409)


def holds(person: Person | None, role: Role, question: Question, *, now: datetime) -> bool:
    """Whether the person acts in the role for the body that owes the answer."""
    return standing(person, on=local_day(now)).holds(role, question.body_id)


def may_open_desk(person: Person | None, body_id: UUID, *, now: datetime) -> Refusal | None:
    """A body's desk: those who work for it, the coordinator and the auditor."""
    if person is None:
        return SIGN_IN
    held = standing(person, on=local_day(now))
    if held.holds(Role.COORDINATOR) or held.holds(Role.AUDITOR) or body_id in held.bodies(*READERS):
        return None
    return Refusal("not_your_body", _("Only those who work for this body may open its desk."))


def may_open_item(person: Person | None, question: Question, *, now: datetime) -> Refusal | None:
    """The work on one question: the desk of the body that owes its answer."""
    return may_open_desk(person, question.body_id, now=now)


def may_assign(person: Person | None, question: Question, *, now: datetime) -> Refusal | None:
    """The dispatcher of the body or the coordinator names an executor for a question nobody holds."""
    if refusal := _dispatches(person, question, now=now):
        return refusal
    if question.stage == Stage.ASSIGNED:
        return Refusal(
            "assigned", _("Another dispatcher has just assigned this question. Look who holds it."), 409
        )
    return None if question.stage == Stage.RECEIVED else MOVED_ON


def may_reassign(person: Person | None, question: Question, *, now: datetime) -> Refusal | None:
    """The dispatcher or the coordinator gives a held question to another executor."""
    if refusal := _dispatches(person, question, now=now):
        return refusal
    return None if question.stage == Stage.ASSIGNED else MOVED_ON


def may_return(person: Person | None, question: Question, *, now: datetime) -> Refusal | None:
    """Back to the dispatcher: by the executor who holds it, the dispatcher or the coordinator."""
    if person is None:
        return SIGN_IN
    if not is_executor(person, question) and (refusal := _dispatches(person, question, now=now)):
        return refusal
    return None if question.stage == Stage.ASSIGNED else MOVED_ON


def may_redirect(person: Person | None, question: Question, *, now: datetime) -> Refusal | None:
    """To another body: the dispatcher within three working days and two hops, the coordinator any time."""
    if refusal := _dispatches(person, question, now=now):
        return refusal
    if Stage(question.stage) not in OPEN:
        return MOVED_ON
    if standing(person, on=local_day(now)).holds(Role.COORDINATOR):
        return None
    if not may_hop_again(queries.hops(question)):
        return Refusal(
            "too_many_hops",
            _("This question was already redirected twice. Only the coordinator may send it on now."),
        )
    if local_day(now) > queries.last_redirect_day(question, now=now):
        return Refusal(
            "redirect_too_late",
            _("The time to redirect this question has passed. Only the coordinator may send it on now."),
        )
    return None


def may_extend(person: Person | None, question: Question, *, now: datetime) -> Refusal | None:
    """The signatory, once, not after the due date, while an executor works on it."""
    if refusal := may_sign_for(person, question, now=now):
        return refusal
    if question.stage != Stage.ASSIGNED:
        return MOVED_ON
    if Extension.objects.filter(question=question).exists():
        return Refusal(
            "extended_before", _("The due date was extended before; that is possible only once."), 409
        )
    if local_day(now) > question.due_on:
        return Refusal("overdue", _("The due date has passed, so it can no longer be extended."), 409)
    return None


def may_decline(person: Person | None, question: Question, *, now: datetime) -> Refusal | None:
    """The signatory, while the question is open."""
    if refusal := may_sign_for(person, question, now=now):
        return refusal
    return None if Stage(question.stage) in OPEN else MOVED_ON


def may_note(person: Person | None, question: Question, *, now: datetime) -> Refusal | None:
    """Private notes belong to those who work on the question in its body."""
    if person is None:
        return SIGN_IN
    if question.body_id in standing(person, on=local_day(now)).bodies(*READERS):
        return None
    return Refusal("not_your_body", _("Notes are kept inside the body that works on this question."))


def may_sign_for(person: Person | None, question: Question, *, now: datetime) -> Refusal | None:
    """A signatory of the body who is not this question's executor: one item, different people."""
    if person is None:
        return SIGN_IN
    if not holds(person, Role.SIGNATORY, question, now=now):
        return Refusal("not_signatory", _("Only a signatory of this body may do this."))
    if is_executor(person, question):
        return Refusal(
            "own_item", _("You are the executor of this question, so another signatory must decide about it.")
        )
    return None


def is_executor(person: Person | None, question: Question) -> bool:
    """Whether the person holds the question now."""
    if person is None:
        return False
    held = queries.open_assignment(question)
    return held is not None and held.executor_id == person.pk


def _dispatches(person: Person | None, question: Question, *, now: datetime) -> Refusal | None:
    if person is None:
        return SIGN_IN
    if holds(person, Role.DISPATCHER, question, now=now) or holds(
        person, Role.COORDINATOR, question, now=now
    ):
        return None
    return Refusal("not_dispatcher", _("Only a dispatcher of this body or the coordinator may do this."))
