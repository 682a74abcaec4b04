"""What is done to questions. ``advance`` is the one writer of stage, body, due date and outcome."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sukhbat.bodies.models import Body
from sukhbat.conferences.models import Conference
from sukhbat.kernel.refusals import Refusal, Refused, ensure
from sukhbat.ledger.actions import record
from sukhbat.ledger.events import Event
from sukhbat.ledger.models import Entry
from sukhbat.ledger.rules import Actor
from sukhbat.people.models import Person
from sukhbat.questions import policies
from sukhbat.questions.events import QuestionWithdrawn
from sukhbat.questions.intake import Submission
from sukhbat.questions.models import Question
from sukhbat.questions.queries import locked
from sukhbat.questions.rules import OUTCOMES, Move, Stage, after
from sukhbat.questions.taking_in import Arrival, take_in_all
from sukhbat.questions.world import conference_facts
from sukhbat.terms.rules import DueDate


@dataclass(frozen=True)
class Received:
    """What sending gave: the question, and whether this very call stored it."""

    question: Question
    is_new: bool


def submit_question(
    *, person: Person, submission: Submission, conference: Conference | None, now: datetime
) -> Received:
    """Take one question in. Raises Refused for length or closed intake; a known key gives its first question."""
    ensure(policies.may_submit(person, None, now=now))
    facts = conference_facts(conference) if conference else None
    return take_in(submission=replace(submission, author_id=person.pk, conference=facts), now=now)


def take_in(*, submission: Submission, now: datetime) -> Received:
    """Take one submission in: a batch of one. Raises Refused when it cannot be taken."""
    conference_id = submission.conference.id if submission.conference else None
    outcome = take_in_all(arrivals=[Arrival(submission, conference_id)], now=now)[0]
    if isinstance(outcome, Refusal):
        raise Refused(outcome)
    return Received(Question.objects.get(pk=outcome.question_id), is_new=outcome.is_new)


def advance(
    *,
    question: Question,
    move: Move,
    event: Event,
    actor: Actor,
    now: datetime,
    body: Body | None = None,
    due: DueDate | None = None,
    digest: str = "",
) -> Entry:
    """Make a move on a locked question and record it. Raises Refused when the stage does not allow it.

    The caller holds the row (queries.locked), has asked its policy and is inside a transaction. A new
    ``body`` restarts the body's own clock; ``due`` replaces the due date with its calculation.
    """
    target = after(Stage(question.stage), move)
    if target is None:
        raise Refused(
            Refusal("wrong_stage", _("Meanwhile this question has moved on. Please look at it again."), 409)
        )
    question.stage = target
    question.outcome = OUTCOMES.get(move, question.outcome)
    if body is not None:
        question.body, question.body_since_at = body, now
    if due is not None:
        question.due_on, question.due_calculation = due.due_on, due.to_json()
    if move in {Move.SIGN_ANSWER, Move.ANSWER_LIVE}:
        question.answered_at = now
    elif move is Move.SAY_DIFFERENT:
        question.answered_at = None
    question.version += 1
    question.save()
    return record(event=event, subject=question.number, actor=actor, now=now, digest=digest)


@transaction.atomic
def withdraw_question(*, person: Person, number: str, now: datetime) -> Question:
    """The author takes the question back; number and dates stay in the log and the counters."""
    question = locked(number)
    ensure(policies.may_withdraw(person, question, now=now))
    advance(
        question=question,
        move=Move.WITHDRAW,
        event=QuestionWithdrawn(),
        actor=Actor("citizen", person.pk),
        now=now,
    )
    return question
