"""What is done to a question inside its body: assign, give to another, return, note."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sukhbat.assignments import policies, queries
from sukhbat.assignments.events import QuestionAssigned, QuestionReassigned, QuestionReturned
from sukhbat.assignments.models import Assignment, PrivateNote
from sukhbat.assignments.rules import NOTE_LONGEST, REASON_LONGEST, RETURN_REASON_SHORTEST
from sukhbat.assignments.texts import checked
from sukhbat.bodies.models import Body
from sukhbat.bodies.queries import officers_of
from sukhbat.bodies.rules import Role
from sukhbat.kernel.clock import local_day
from sukhbat.kernel.refusals import Refusal, Refused, ensure
from sukhbat.ledger.rules import SYSTEM, Actor
from sukhbat.people.models import Person
from sukhbat.questions.actions import advance
from sukhbat.questions.models import Question
from sukhbat.questions.queries import locked
from sukhbat.questions.rules import Move, Stage


@dataclass
class Report:
    """What a list of questions came to: those that moved, and each that did not with its refusal."""

    done: list[str] = field(default_factory=list)
    refused: dict[str, Refusal] = field(default_factory=dict)


@transaction.atomic
def assign_question(*, person: Person, number: str, executor_id: UUID, now: datetime) -> Assignment:
    """Name the executor of a question nobody holds. A repeat with the same executor changes nothing."""
    question = locked(number)
    if (same := _held_by(question, executor_id)) is not None and not policies.may_reassign(
        person, question, now=now
    ):
        return same
    ensure(policies.may_assign(person, question, now=now))
    executor = _executor(question, executor_id, now=now)
    advance(
        question=question,
        move=Move.ASSIGN,
        event=QuestionAssigned(body=question.body.slug, due_on=question.due_on),
        actor=dispatcher(person, question, now=now),
        now=now,
    )
    return _hand(question, executor, by=person, now=now)


@transaction.atomic
def reassign_question(*, person: Person, number: str, executor_id: UUID, now: datetime) -> Assignment:
    """Give a held question to another executor of the body. The same executor changes nothing."""
    question = locked(number)
    ensure(policies.may_reassign(person, question, now=now))
    if (same := _held_by(question, executor_id)) is not None:
        return same
    executor = _executor(question, executor_id, now=now)
    advance(
        question=question,
        move=Move.ASSIGN,
        event=QuestionReassigned(body=question.body.slug),
        actor=dispatcher(person, question, now=now),
        now=now,
    )
    return _hand(question, executor, by=person, now=now)


def assign_questions(
    *, person: Person, numbers: Sequence[str], executor_id: UUID, reassign: bool = False, now: datetime
) -> Report:
    """Assign many questions to one executor, each by itself; ``reassign`` also moves held ones."""
    report = Report()
    for number in dict.fromkeys(numbers):
        try:
            try:
                assign_question(person=person, number=number, executor_id=executor_id, now=now)
            except Refused as refused:
                if not reassign or refused.refusal.code != "assigned":
                    raise
                reassign_question(person=person, number=number, executor_id=executor_id, now=now)
            report.done.append(number)
        except Refused as refused:
            report.refused[number] = refused.refusal
        except Question.DoesNotExist:
            report.refused[number] = Refusal("not_found", _("There is no such question here."), 404)
    return report


@transaction.atomic
def return_question(*, person: Person, number: str, reason: str, now: datetime) -> Question:
    """Back to the dispatcher; the reason (10 characters or more) stays inside the body."""
    question = locked(number)
    ensure(policies.may_return(person, question, now=now))
    why = checked("reason", reason, low=RETURN_REASON_SHORTEST, high=REASON_LONGEST)
    actor = (
        Actor("executor", person.pk)
        if policies.is_executor(person, question)
        else dispatcher(person, question, now=now)
    )
    return _return(question, actor=actor, event=QuestionReturned(body=question.body.slug), why=why, now=now)


def return_items_of(*, person: Person, body: Body, now: datetime, actor: Actor = SYSTEM) -> int:
    """Return what a person holds in a body to its dispatcher: their last executor role there ends.

    How many were returned. ``actor`` is who ended the role.
    """
    returned = 0
    for question_id in queries.held_by(person).values_list("question_id", flat=True):
        with transaction.atomic():
            question = locked(question_id)
            if (
                question.stage != Stage.ASSIGNED
                or question.body_id != body.pk
                or _held_by(question, person.pk) is None
            ):
                continue
            _return(
                question,
                actor=actor,
                event=QuestionReturned(body=body.slug, office_ended=True),
                why="",
                now=now,
            )
            returned += 1
    return returned


@transaction.atomic
def add_note(*, person: Person, number: str, text: str, now: datetime) -> PrivateNote:
    """Write a note to colleagues. It changes nothing and stands in no log: it is the body's own paper."""
    question = locked(number)
    ensure(policies.may_note(person, question, now=now))
    words = checked("text", text, low=1, high=NOTE_LONGEST)
    return PrivateNote.objects.create(
        question=question, body=question.body, person=person, text=words, at=now
    )


def dispatcher(person: Person, question: Question, *, now: datetime) -> Actor:
    """The actor of a dispatcher's verb: the coordinator when the person does not dispatch for the body."""
    own = policies.holds(person, Role.DISPATCHER, question, now=now)
    return Actor("dispatcher" if own else "coordinator", person.pk)


def end_assignment(question: Question, *, now: datetime, why: str = "") -> None:
    """Close the open assignment of a locked question, if there is one."""
    Assignment.objects.filter(question=question, ended_at=None).update(ended_at=now, returned_why=why)


def _return(
    question: Question, *, actor: Actor, event: QuestionReturned, why: str, now: datetime
) -> Question:
    advance(question=question, move=Move.RETURN, event=event, actor=actor, now=now)
    end_assignment(question, now=now, why=why)
    return question


def _hand(question: Question, executor: Person, *, by: Person, now: datetime) -> Assignment:
    end_assignment(question, now=now)
    return Assignment.objects.create(question=question, executor=executor, assigned_by=by, assigned_at=now)


def _held_by(question: Question, executor_id: UUID) -> Assignment | None:
    held = queries.open_assignment(question)
    return held if held is not None and held.executor_id == executor_id else None


def _executor(question: Question, executor_id: UUID, *, now: datetime) -> Person:
    executors = officers_of(question.body, Role.EXECUTOR, on=local_day(now))
    found = next((row.person for row in executors if row.person_id == executor_id), None)
    if found is None or not found.is_active:
        raise Refused(Refusal("not_executor", _("Choose an executor of this body."), 422))
    return found
