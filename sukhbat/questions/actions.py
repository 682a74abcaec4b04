"""What is done to questions. ``advance`` is the one writer of stage, body, due date and outcome."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sukhbat.bodies.models import Body
from sukhbat.conferences.models import Conference
from sukhbat.conferences.queries import held_for_intake
from sukhbat.kernel.refusals import Refusal, Refused, ensure
from sukhbat.kernel.switches import INTAKE, is_on
from sukhbat.ledger.actions import record
from sukhbat.ledger.events import Event
from sukhbat.ledger.models import Entry
from sukhbat.ledger.rules import Actor
from sukhbat.people.models import Person
from sukhbat.questions import policies
from sukhbat.questions.events import QuestionWithdrawn
from sukhbat.questions.intake import NumberTaken, Prepared, Submission, World, prepare, store
from sukhbat.questions.models import Question, QuestionPrivate
from sukhbat.questions.queries import locked
from sukhbat.questions.rules import OUTCOMES, Move, Stage, after
from sukhbat.questions.world import conference_facts, intake_world
from sukhbat.terms.rules import DueDate

DRAWS = 3
PAUSED = Refusal(
    "paused", _("New questions are paused for a moment. Please try again: your text is kept."), 503
)


@dataclass(frozen=True)
class Received:
    """What sending gave: the question, and whether this very call stored it."""

    question: Question
    is_new: bool


def submit_question(
    *, person: Person, submission: Submission, conference: Conference | None, now: datetime
) -> Received:
    """Take one question in. Raises Refused for length or closed intake; a known key gives its first question."""
    if (known := _known(submission.key, person)) is not None:
        return Received(known, is_new=False)
    ensure(policies.may_submit(person, conference, now=now))
    facts = conference_facts(conference) if conference else None
    received = take_in(submission=replace(submission, author_id=person.pk, conference=facts), now=now)
    if not received.is_new and not policies.is_author(person, received.question):
        raise Refused(Refusal("key_taken", _("Please open the form anew and send your question again."), 409))
    return received


def take_in(*, submission: Submission, now: datetime) -> Received:
    """Prepare and store one submission whose policy was asked. Raises Refused when it cannot be taken."""
    if not is_on(INTAKE):
        raise Refused(PAUSED)
    world = intake_world(now=now)
    for _draw in range(DRAWS):
        try:
            with transaction.atomic():
                prepared = _prepared(submission, world, now=now)
                stored = store([prepared], now=now)
        except NumberTaken:
            continue
        return _received(prepared, stored)
    raise Refused(Refusal("busy", _("Please try again: your text is kept."), 503))


def _prepared(submission: Submission, world: World, *, now: datetime) -> Prepared:
    """Prepare with the conference as it is, held until the question is stored.

    So one that closes sees this question in its balance, and one that is postponed moves its due date, too.
    """
    if submission.conference is not None:
        conference = held_for_intake(submission.conference.id)
        if conference.closed_at is not None:
            raise Refused(policies.INTAKE_CLOSED)
        submission = replace(submission, conference=conference_facts(conference))
    prepared = prepare(submission, world, now=now)
    if isinstance(prepared, Refusal):
        raise Refused(prepared)
    return prepared


def _received(prepared: Prepared, stored: dict[UUID, Question]) -> Received:
    question = stored[prepared.key]
    return Received(question, is_new=question.number == prepared.question["number"])


def _known(key: UUID, person: Person) -> Question | None:
    """The question this person already sent with the key; so a second press works after intake closed, too."""
    return Question.objects.filter(
        pk__in=QuestionPrivate.objects.filter(key=key, author=person).values("question_id")
    ).first()


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
