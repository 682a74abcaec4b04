"""New questions find their concern one by one: provisional until the next regrouping."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from sukhbat.concerns.deciding import decisions_around
from sukhbat.concerns.holding import Lines, hold
from sukhbat.concerns.models import Concern, Membership
from sukhbat.concerns.moving import Step, make_steps
from sukhbat.concerns.rules import How, Left
from sukhbat.questions.groupable import bodies_of_groupable


@dataclass(frozen=True)
class Nearest:
    """The concern a question is near enough to, and how near; None: it stays alone for now."""

    question: UUID
    concern: UUID | None
    score: float | None


def stand_in_streamed(*, found: Sequence[Nearest], version: str, now: datetime) -> int:
    """Put questions into the concerns found for them; how many joined. ``version`` is the embedder's.

    Skipped are those that already stand somewhere, left that concern, may not stand beside one of its questions by a
    decision, ended, or went to another body meanwhile. A concern without questions takes none.
    """
    near = {one.question: one for one in found if one.concern is not None}
    concerns = Concern.objects.in_bulk({one.concern for one in near.values()})
    of_body: dict[UUID, list[Nearest]] = defaultdict(list)
    for one in near.values():
        if one.concern in concerns:
            of_body[concerns[one.concern].body_id].append(one)
    return sum(_stand(body, of_body[body], version, now) for body in sorted(of_body))


@transaction.atomic
def _stand(body: UUID, near: Sequence[Nearest], version: str, now: datetime) -> int:
    hold([body])
    bodies = bodies_of_groupable((one.question for one in near), now=now)
    lines = Lines([body])
    ends = {one.question: lines.end(one.concern) for one in near if one.concern is not None}
    open_ones = set(
        Concern.objects.filter(pk__in=set(ends.values()), body_id=body, ended_at=None).values_list(
            "pk", flat=True
        )
    )
    guard = _Guard(list(ends), lines)
    steps = []
    for one in near:
        end = ends[one.question]
        if bodies.get(one.question) == body and end in open_ones and guard.admits(one.question, end):
            guard.places[one.question] = end
            steps.append(Step(one.question, None, end, one.concern, one.score))
    _left, stood = make_steps(steps, how=How.STREAM, why=Left.REGROUPED, now=now, version=version)
    return stood


class _Guard:
    """What people decided about newcomers, and where those stand whom the decisions name."""

    def __init__(self, newcomers: Sequence[UUID], lines: Lines) -> None:
        known = decisions_around(newcomers)
        self.closure = known.closure
        barred = known.barred(lines)
        self.barred: dict[UUID, set[UUID]] = defaultdict(set)
        for question, left in barred.items():
            self.barred[self.closure.unit(question)] |= left
        asked = self.closure.decided | set(newcomers)
        standing = Membership.objects.filter(question_id__in=asked)
        self.places = dict(standing.values_list("question_id", "concern_id"))

    def admits(self, question: UUID, concern: UUID) -> bool:
        """Whether the question stands nowhere yet and breaks no decision by standing in the concern."""
        if question in self.places or concern in self.barred.get(self.closure.unit(question), ()):
            return False
        parted = self.closure.parted_from(question)
        for other in self.closure.decided & self.places.keys():
            unit = self.closure.unit(other)
            if self.places[other] == concern and unit in parted:
                return False
            if unit == self.closure.unit(question) and self.places[other] != concern:
                return False
        return True
