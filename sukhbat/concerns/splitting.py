"""A concern is two: an official takes questions out of it, and they never come back into it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sukhbat.concerns import policies
from sukhbat.concerns.deciding import decisions_of, put_apart
from sukhbat.concerns.detaching import detach
from sukhbat.concerns.events import ConcernSplit
from sukhbat.concerns.holding import hold
from sukhbat.concerns.models import Concern
from sukhbat.concerns.moving import Step, make_steps, note_ends, open_concerns
from sukhbat.concerns.official import found, official, subject
from sukhbat.concerns.queries import members_of
from sukhbat.concerns.rules import How, Left
from sukhbat.kernel.ids import uuid7
from sukhbat.kernel.refusals import Refusal, Refused, ensure
from sukhbat.ledger.actions import record
from sukhbat.people.models import Person
from sukhbat.questions.queries import questions_by_number

NOBODY = Refusal("nobody", _("None of these questions stands in this concern any more."), 409)
EVERYBODY = Refusal("everybody", _("Leave at least one question in the concern."), 422)


@dataclass(frozen=True)
class SplitReport:
    """What was taken out of which concern, and the new one; None when it was a single question."""

    concern: Concern
    to: Concern | None
    numbers: list[str]


@transaction.atomic
def split_concern(
    *, person: Person, concern_number: int, numbers: Collection[str], now: datetime
) -> SplitReport:
    """Take questions out of a concern: two or more make a new one, a single one stands alone.

    Numbers that do not stand in it (any more) are passed over; the report lists those that moved. Raises Refused
    when the policy says no, none of them stands there, or nobody would stay.
    """
    hold([found(concern_number).body_id])
    concern = found(concern_number)
    ensure(policies.may_split(person, concern, now=now))
    members = set(members_of([concern.pk]).get(concern.pk, ()))
    named = {row.pk: row.number for row in questions_by_number(numbers).values() if row.pk in members}
    out, stay = sorted(named), members - named.keys()
    if not out:
        raise Refused(NOBODY)
    if not stay:
        raise Refused(EVERYBODY)
    act, actor = uuid7(), official(person, [concern.body_id], now=now)
    detach(decisions_of(concern.body_id), out, stay, act=act, actor=actor, now=now)
    put_apart(act=act, questions=out, other=min(stay), left=concern.pk, actor=actor, now=now)
    target = uuid7() if len(out) > 1 else None
    if target is not None:
        open_concerns([target], body=concern.body_id, now=now)
    make_steps(
        [Step(question, concern.pk, target) for question in out], how=How.PERSON, why=Left.SPLIT, now=now
    )
    note_ends([concern.pk], now=now)
    to = Concern.objects.select_related("body").get(pk=target) if target else None
    event = ConcernSplit(body=concern.body.slug, questions=len(out), to=to.number if to else None)
    record(event=event, subject=subject(concern), actor=actor, now=now)
    return SplitReport(concern, to, [named[question] for question in out])
