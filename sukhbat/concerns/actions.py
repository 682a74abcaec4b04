"""What askers say of their own questions: this is my concern, mine is different, and that this was a mistake."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sukhbat.concerns import policies
from sukhbat.concerns.deciding import CITIZEN, Known, decisions_around, put_apart, put_together
from sukhbat.concerns.detaching import detach
from sukhbat.concerns.events import QuestionJoined, QuestionParted
from sukhbat.concerns.holding import Lines, hold
from sukhbat.concerns.models import Concern, Membership
from sukhbat.concerns.moving import Step, make_steps, note_ends
from sukhbat.concerns.official import KEPT_APART, found, official
from sukhbat.concerns.queries import concern_by_number, members_of, membership_of, some_of
from sukhbat.concerns.rules import How, Kind, Left
from sukhbat.conferences.models import Conference
from sukhbat.kernel.ids import uuid7
from sukhbat.kernel.refusals import Refusal, Refused, ensure
from sukhbat.ledger.actions import record
from sukhbat.ledger.rules import Actor
from sukhbat.people.models import Person
from sukhbat.questions.actions import Received, submit_question
from sukhbat.questions.intake import Submission
from sukhbat.questions.models import Question
from sukhbat.questions.policies import is_author
from sukhbat.questions.queries import locked

YOU_LEFT = Refusal(
    "you_left", _("You said that your question is a different one. Take that back first."), 409
)
ALONE = Refusal("alone", _("No other question stands in this concern."), 409)


@dataclass(frozen=True)
class AskedAndJoined:
    """The receipt's question, and the concern it joined; None when that was not possible (``refusal`` says why)."""

    received: Received
    concern: Concern | None
    refusal: Refusal | None = None


def ask_and_join(
    *,
    person: Person,
    submission: Submission,
    concern_number: int,
    conference: Conference | None = None,
    now: datetime,
) -> AskedAndJoined:
    """Ask, and join a concern: its body answers. The question is received whatever becomes of the joining.

    Raises Refused as submit_question does. The same key again finds the first receipt and joins nothing twice.
    """
    concern = concern_by_number(concern_number)
    if concern is not None:
        submission = replace(submission, chosen_body_id=concern.body_id)
    received = submit_question(person=person, submission=submission, conference=conference, now=now)
    number = received.question.number
    try:
        membership = join_concern(person=person, number=number, concern_number=concern_number, now=now)
    except Refused as refused:
        return AskedAndJoined(received, None, refused.refusal)
    return AskedAndJoined(received, membership.concern)


@transaction.atomic
def join_concern(*, person: Person, number: str, concern_number: int, now: datetime) -> Membership:
    """Put one's own question into a concern; an old number leads to the concern it was merged into.

    A repeat changes nothing. Raises Refused when the policy says no, or a decision keeps them apart.
    """
    question = locked(number)
    here = Membership.objects.select_related("concern").filter(pk=question.pk)
    # A question that was redirected may have its old body's row still.
    hold({question.body_id, *here.values_list("concern__body_id", flat=True)})
    concern, present = found(concern_number), here.first()
    ensure(policies.may_join(person, question, concern, now=now))
    if present is not None and present.concern_id == concern.pk:
        return present
    hubs = some_of(concern)
    known = decisions_around([question.pk, *hubs])
    _ensure_may_stand(question, concern, known)
    hub = next((one for one in hubs if not known.closure.are_apart(question.pk, one)), None)
    if hub is None:
        raise Refused(KEPT_APART)
    act, actor = uuid7(), Actor(CITIZEN, person.pk)
    if present is not None:
        _detach(question, present.concern, known, act=act, actor=actor, now=now)
    put_together(act=act, first=question.pk, second=hub, into=concern.pk, actor=actor, now=now)
    source = present.concern_id if present else None
    make_steps([Step(question.pk, source, concern.pk)], how=How.PERSON, why=Left.JOINED, now=now)
    note_ends({concern.pk} | ({source} if source else set()), now=now)
    event = QuestionJoined(concern=concern.number, body=concern.body.slug)
    record(event=event, subject=question.number, actor=actor, now=now)
    return Membership.objects.select_related("concern").get(pk=question.pk)


@transaction.atomic
def part_question(*, person: Person, number: str, now: datetime) -> Concern:
    """ "Mine is different": the question leaves its concern at once and for good. The concern it left.

    By its asker until three working days after they were told, or by an official who decides about the body's
    groups. Number, support, body and due date stay as they are. Raises Refused when the policy says no.
    """
    question = locked(number)
    hold([question.body_id])
    membership = membership_of(question)
    ensure(policies.may_part(person, question, membership, now=now))
    assert membership is not None  # the policy refuses without one
    if not some_of(membership.concern, without=question.pk):
        raise Refused(ALONE)
    return part_held(question, membership, actor=_actor(person, question, now=now), now=now)


def part_held(question: Question, membership: Membership, *, actor: Actor, now: datetime) -> Concern:
    """Part a locked question under the lock of its body, after the policy; others stand in its concern, too."""
    concern, act = membership.concern, uuid7()
    others = some_of(concern, without=question.pk)
    _detach(question, concern, decisions_around([question.pk]), act=act, actor=actor, now=now)
    put_apart(act=act, questions=[question.pk], other=others[0], left=concern.pk, actor=actor, now=now)
    make_steps([Step(question.pk, concern.pk, None)], how=How.PERSON, why=Left.PARTED, now=now)
    note_ends({concern.pk}, now=now)
    event = QuestionParted(concern=concern.number, body=concern.body.slug)
    record(event=event, subject=question.number, actor=actor, now=now)
    return concern


def _ensure_may_stand(question: Question, concern: Concern, known: Known) -> None:
    """Raises Refused when the asker left this concern, or somebody in it left this question's."""
    if concern.pk in known.barred(Lines([concern.body_id])).get(question.pk, ()):
        raise Refused(YOU_LEFT)
    parted = known.closure.parted_from(question.pk)
    others = [one for one in known.closure.decided if known.closure.unit(one) in parted]
    if Membership.objects.filter(concern=concern, question_id__in=others).exists():
        raise Refused(KEPT_APART)


def _detach(
    question: Question, concern: Concern, known: Known, *, act: UUID, actor: Actor, now: datetime
) -> None:
    if known.of(Kind.TOGETHER):
        staying = set(members_of([concern.pk]).get(concern.pk, ())) - {question.pk}
        detach(known, {question.pk}, staying, act=act, actor=actor, now=now)


def _actor(person: Person, question: Question, *, now: datetime) -> Actor:
    if is_author(person, question):
        return Actor(CITIZEN, person.pk)
    return official(person, [question.body_id], now=now)
