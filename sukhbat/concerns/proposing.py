"""That two concerns are one: an executor proposes it, a signatory decides inside a body, the coordinator across."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sukhbat.assignments.texts import checked
from sukhbat.concerns import policies
from sukhbat.concerns.events import MergeDeclined, MergeProposed
from sukhbat.concerns.holding import hold
from sukhbat.concerns.merging import merge_held
from sukhbat.concerns.models import Concern, MergeProposal
from sukhbat.concerns.official import found, official, subject
from sukhbat.concerns.rules import Verdict
from sukhbat.kernel.refusals import Refusal, Refused, ensure
from sukhbat.ledger.actions import record
from sukhbat.people.models import Person

REASON_SHORTEST, REASON_LONGEST = 10, 2_000
NO_PROPOSAL = Refusal("no_proposal", _("There is no such proposal here."), 404)


@transaction.atomic
def propose_merge(*, person: Person, number: int, into: int, reason: str, now: datetime) -> MergeProposal:
    """Say that two concerns are one; the reason has 10 characters or more. A second proposal gives the open one."""
    concern, target = found(number), found(into)
    hold([concern.body_id, target.body_id])
    ensure(policies.may_propose_merge(person, concern, target, now=now))
    why = checked("reason", reason, low=REASON_SHORTEST, high=REASON_LONGEST)
    open_one = MergeProposal.objects.filter(concern=concern, into=target, verdict=Verdict.OPEN).first()
    if open_one is not None:
        return open_one
    event = MergeProposed(body=concern.body.slug, into=target.number, into_body=target.body.slug)
    actor = official(person, [concern.body_id, target.body_id], now=now)
    record(event=event, subject=subject(concern), actor=actor, now=now)
    return MergeProposal.objects.create(concern=concern, into=target, reason=why, by=person, at=now)


@transaction.atomic
def decline_merge(*, person: Person, proposal_id: UUID, now: datetime) -> MergeProposal:
    """Decide that the two stay two. Raises Refused when the policy says no."""
    proposal = _decidable(person, proposal_id, now=now)
    concern, target = proposal.concern, proposal.into
    event = MergeDeclined(body=concern.body.slug, into=target.number, into_body=target.body.slug)
    actor = official(person, [concern.body_id, target.body_id], now=now)
    record(event=event, subject=subject(concern), actor=actor, now=now)
    return _decided(proposal, Verdict.DECLINED, person, now)


@transaction.atomic
def accept_merge(*, person: Person, proposal_id: UUID, now: datetime) -> Concern:
    """Decide that the two are one. The concern in which their questions stand now. Raises Refused as merging does."""
    proposal = _decidable(person, proposal_id, now=now)
    merge_held(person, proposal.concern, proposal.into, now=now)
    _decided(proposal, Verdict.MERGED, person, now)
    return proposal.into


def _decidable(person: Person, proposal_id: UUID, *, now: datetime) -> MergeProposal:
    proposals = MergeProposal.objects.select_related("concern__body", "into__body")
    proposal = proposals.filter(pk=proposal_id).first()
    if proposal is None:
        raise Refused(NO_PROPOSAL)
    hold([proposal.concern.body_id, proposal.into.body_id])
    proposal = proposals.get(pk=proposal_id)
    ensure(policies.may_decide_merge(person, proposal, now=now))
    return proposal


def _decided(proposal: MergeProposal, verdict: Verdict, person: Person, now: datetime) -> MergeProposal:
    proposal.verdict, proposal.decided_by, proposal.decided_at = verdict, person, now
    proposal.save(update_fields=["verdict", "decided_by", "decided_at"])
    return proposal
