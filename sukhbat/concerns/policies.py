"""Who may say what about concerns. No person means refusal; the role comes first."""

from collections.abc import Collection
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from sukhbat.bodies.queries import standing
from sukhbat.bodies.rules import Role
from sukhbat.concerns.models import Concern, Decision, Membership, MergeProposal
from sukhbat.concerns.queries import part_until
from sukhbat.kernel.clock import local_day
from sukhbat.kernel.refusals import Refusal
from sukhbat.people.models import Person
from sukhbat.questions.models import Question
from sukhbat.questions.policies import NOT_YOURS, SIGN_IN, is_author
from sukhbat.questions.rules import OPEN, Stage, Visibility

NOT_THERE = Refusal("not_in_concern", _("This question stands in no concern."), 409)
WINDOW_OVER = Refusal(
    "window_over",
    _(
        "The three working days to say this have passed. If the answer does not fit your question, "
        "say so when you judge it."
    ),
    409,
)
ENDED = Refusal("concern_ended", _("Nobody's question stands in this concern any more."), 409)
ANOTHER_BODY = Refusal("another_body", _("Another state body answers these questions."), 409)


def may_join(person: Person | None, question: Question, concern: Concern, *, now: datetime) -> Refusal | None:
    """The asker, while the question is open and the concern's body answers it."""
    if person is None:
        return SIGN_IN
    if not is_author(person, question):
        return NOT_YOURS
    if question.body_id != concern.body_id:
        return ANOTHER_BODY
    return _takes_part(question) or (ENDED if concern.ended_at is not None else None)


def may_part(
    person: Person | None, question: Question, membership: Membership | None, *, now: datetime
) -> Refusal | None:
    """The asker until three working days after they were told; a signatory of the body or the coordinator any time."""
    if person is None:
        return SIGN_IN
    author = is_author(person, question)
    if not author and not is_official_of(person, question.body_id, now=now):
        return NOT_YOURS
    if membership is None:
        return NOT_THERE
    if author and membership.told_at is not None and local_day(now) > part_until(membership.told_at):
        return WINDOW_OVER
    return None


def may_propose_merge(
    person: Person | None, concern: Concern, into: Concern, *, now: datetime
) -> Refusal | None:
    """An executor or signatory of one of the two bodies, or the coordinator."""
    if person is None:
        return SIGN_IN
    held = standing(person, on=local_day(now))
    bodies = held.bodies(Role.EXECUTOR, Role.SIGNATORY)
    if not held.holds(Role.COORDINATOR) and not {concern.body_id, into.body_id} & bodies:
        return Refusal("not_executor", _("Only those who answer these concerns may propose this."))
    return _two_open(concern, into)


def may_merge(person: Person | None, concern: Concern, into: Concern, *, now: datetime) -> Refusal | None:
    """Inside a body its signatory or the coordinator; across bodies the coordinator."""
    if person is None:
        return SIGN_IN
    if concern.body_id != into.body_id:
        if not standing(person, on=local_day(now)).holds(Role.COORDINATOR):
            return Refusal(
                "not_coordinator", _("Two bodies answer these concerns, so the coordinator decides.")
            )
    elif not is_official_of(person, concern.body_id, now=now):
        return Refusal("not_signatory", _("Only a signatory of this body or the coordinator may do this."))
    return _two_open(concern, into)


def may_decide_merge(person: Person | None, proposal: MergeProposal, *, now: datetime) -> Refusal | None:
    """Who may merge the two, but did not propose it."""
    if person is not None and proposal.by_id == person.pk:
        return Refusal("own_proposal", _("You proposed this, so somebody else must decide about it."))
    if proposal.decided_at is not None:
        return Refusal("decided", _("This proposal was already decided."), 409)
    return may_merge(person, proposal.concern, proposal.into, now=now)


def may_split(person: Person | None, concern: Concern, *, now: datetime) -> Refusal | None:
    """A signatory of the body or the coordinator."""
    if person is None:
        return SIGN_IN
    if not is_official_of(person, concern.body_id, now=now):
        return Refusal("not_signatory", _("Only a signatory of this body or the coordinator may do this."))
    return None


def may_undo(
    person: Person | None, decisions: Collection[Decision], concern: Concern, *, now: datetime
) -> Refusal | None:
    """A citizen's word only the citizen takes back; an official's a signatory of the body, or the coordinator.

    What the coordinator decided only a coordinator takes back. ``concern`` is the one the act was about.
    """
    if person is None:
        return SIGN_IN
    roles = {row.role for row in decisions}
    if "citizen" in roles:
        return None if all(is_author(person, row.first) for row in decisions) else NOT_YOURS
    held = standing(person, on=local_day(now))
    if held.holds(Role.COORDINATOR):
        return None
    if Role.COORDINATOR in roles or concern.body_id not in held.bodies(Role.SIGNATORY):
        return Refusal("not_yours_to_undo", _("Only those who may decide this may take it back."))
    return None


def is_official_of(person: Person, body_id: object, *, now: datetime) -> bool:
    """Whether the person decides about the groups of a body."""
    held = standing(person, on=local_day(now))
    return held.holds(Role.COORDINATOR) or body_id in held.bodies(Role.SIGNATORY)


def _takes_part(question: Question) -> Refusal | None:
    if Stage(question.stage) not in OPEN:
        return Refusal("too_late", _("This question is no longer in work."), 409)
    if question.visibility == Visibility.PRIVATE:
        return Refusal("private", _("A question that only officials see is answered by itself."), 409)
    return None


def _two_open(concern: Concern, into: Concern) -> Refusal | None:
    if concern.pk == into.pk:
        return Refusal("same_concern", _("These two are one concern already."), 409)
    if concern.ended_at is not None or into.ended_at is not None:
        return ENDED
    return None
