"""Two concerns become one.

Inside a body the merged concern leads on to the other and its questions stand there. Across bodies no question moves,
for each body answers its own: the two are kin, and should they ever meet in one body, grouping keeps them together.
"""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from sukhbat.concerns import policies
from sukhbat.concerns.deciding import CITIZEN, Known, decisions_of, put_together
from sukhbat.concerns.detaching import detach
from sukhbat.concerns.events import ConcernMerged
from sukhbat.concerns.holding import Lines, hold
from sukhbat.concerns.models import Concern, Membership
from sukhbat.concerns.moving import Step, make_steps, note_ends
from sukhbat.concerns.official import KEPT_APART, found, official, subject
from sukhbat.concerns.rules import How, Kind, Left
from sukhbat.concerns.rules.settling import settled
from sukhbat.kernel.ids import uuid7
from sukhbat.kernel.refusals import Refused, ensure
from sukhbat.ledger.actions import record
from sukhbat.ledger.rules import Actor
from sukhbat.people.models import Person

# So many questions of each side are tried to stand for the whole of it.
HUBS_TRIED = 20


@transaction.atomic
def merge_concerns(*, person: Person, number: int, into: int, now: datetime) -> Concern:
    """Make two concerns one. The concern in which their questions stand now.

    A question whose asker said that it is different from one of the two stays out, alone. Raises Refused when the
    policy says no, or an official's earlier decision keeps questions of the two apart.
    """
    concern, target = found(number), found(into)
    hold([concern.body_id, target.body_id])
    concern, target = found(number), found(into)
    ensure(policies.may_merge(person, concern, target, now=now))
    merge_held(person, concern, target, now=now)
    return target


def merge_held(person: Person, concern: Concern, target: Concern, *, now: datetime) -> None:
    """Merge under the locks of both bodies, after the policy."""
    merging = _Merging(person, concern, target, now)
    moved = 0
    if concern.body_id == target.body_id:
        merging.make_room()
        merging.tie()
        Concern.objects.filter(pk=concern.pk).update(merged_into=target)
        moved = merging.move()
    else:
        merging.tie()
    event = ConcernMerged(
        body=concern.body.slug, into=target.number, into_body=target.body.slug, questions=moved
    )
    record(event=event, subject=subject(concern), actor=merging.actor, now=now)


class _Merging:
    def __init__(self, person: Person, concern: Concern, target: Concern, now: datetime) -> None:
        self.concern, self.target, self.now = concern, target, now
        self.act = uuid7()
        bodies = [concern.body_id, target.body_id]
        self.actor: Actor = official(person, bodies, now=now)
        self.lines = Lines(bodies)
        self.ours, self.theirs = self._origins(concern), self._origins(target)
        self.leaving: set[UUID] = set()

    def _origins(self, concern: Concern) -> dict[UUID, UUID]:
        rows = Membership.objects.filter(concern=concern).order_by("question_id")
        return dict(rows.values_list("question_id", "origin_id"))

    def make_room(self) -> None:
        """Find who may not stand in the concern that comes, and cut what ties them to the others."""
        known = decisions_of(self.concern.body_id)
        self.lines.merge(self.concern.pk, self.target.pk)
        both = self.ours.keys() | self.theirs.keys()
        for row in known.of(Kind.APART):
            left = row.left_id is not None and self.lines.end(row.left_id) == self.target.pk
            if row.first_id in both and (left or row.second_id in both):
                if row.role != CITIZEN:
                    raise Refused(KEPT_APART)
                self.leaving.add(row.first_id)
        for side in (self.ours.keys(), self.theirs.keys()):
            gone = self.leaving & side
            detach(known, gone, side - gone, act=self.act, actor=self.actor, now=self.now)
        known = decisions_of(self.concern.body_id) if self.leaving else known
        places = settled(dict.fromkeys(both, self.target.pk), {}, known.closure, known.barred(self.lines))
        self.leaving = {question for question, place in places.items() if place is None}

    def tie(self) -> None:
        """Let a question of each side stand for the whole of it. Raises Refused when none of them may."""
        known = self._known()
        for one in self._hubs(self.ours, self.concern):
            for other in self._hubs(self.theirs, self.target):
                if not known.closure.are_apart(one, other):
                    self._put_together(one, other)
                    return
        raise Refused(KEPT_APART)

    def _known(self) -> Known:
        bodies = {self.concern.body_id, self.target.body_id}
        rows = {row.pk: row for body in bodies for row in decisions_of(body).rows}
        return Known(rows.values())

    def _hubs(self, side: Mapping[UUID, UUID], concern: Concern) -> list[UUID]:
        """The oldest, those first that did not come by an earlier merge, which may be taken back."""
        staying = side.keys() - self.leaving
        return sorted(staying, key=lambda question: (side[question] != concern.pk, question))[:HUBS_TRIED]

    def _put_together(self, one: UUID, other: UUID) -> None:
        put_together(
            act=self.act,
            first=one,
            second=other,
            into=self.target.pk,
            merged=self.concern.pk,
            actor=self.actor,
            now=self.now,
        )

    def move(self) -> int:
        """Put the questions of the one into the other, each with its origin; how many moved."""
        steps = [
            Step(question, self.concern.pk, None if question in self.leaving else self.target.pk, origin)
            for question, origin in self.ours.items()
        ]
        steps += [Step(question, self.target.pk, None) for question in self.leaving & self.theirs.keys()]
        _left, moved = make_steps(steps, how=How.PERSON, why=Left.MERGED, now=self.now)
        note_ends([self.concern.pk, self.target.pk], now=self.now)
        return moved
