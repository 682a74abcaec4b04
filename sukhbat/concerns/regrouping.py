"""A whole grouping is put in force: identities by overlap, people's decisions above all, one transaction a body.

Everything is settled in memory from what is true under the lock of the body, then written in four statements.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import astuple, dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from sukhbat.concerns.bodies import follow_questions
from sukhbat.concerns.deciding import Known, closure_of, decisions_of
from sukhbat.concerns.holding import Lines, hold
from sukhbat.concerns.models import Membership
from sukhbat.concerns.moving import Step, make_steps, note_ends, open_concerns
from sukhbat.concerns.rules import How, Kind, Left
from sukhbat.concerns.rules.decisions import Closure, broken
from sukhbat.concerns.rules.identities import identities
from sukhbat.concerns.rules.settling import Place, settled
from sukhbat.kernel.ids import uuid7
from sukhbat.questions.groupable import bodies_of_groupable

Pair = tuple[UUID, UUID]

_IN_FORCE = """
SELECT d.kind, d.first_id, d.second_id, d.id FROM concerns_decision d
WHERE NOT EXISTS (SELECT 1 FROM concerns_undoing u WHERE u.decision_id = d.id) ORDER BY d.id
"""
# Who left a concern, and who stayed there. In a large one a question that left has no weight to draw others along.
_STAYED = """
SELECT d.first_id, m.question_id FROM concerns_decision d JOIN concerns_membership m ON m.concern_id = d.left_id
WHERE NOT EXISTS (SELECT 1 FROM concerns_undoing u WHERE u.decision_id = d.id)
AND (SELECT count(*) FROM concerns_membership o WHERE o.concern_id = d.left_id) <= %s
ORDER BY d.id, m.question_id
"""
_LARGE = 200


@dataclass(frozen=True)
class Grouped:
    """The number of a question's group in this grouping, and how near it is to the group (None: not measured)."""

    question: UUID
    group: int
    score: float | None = None


@dataclass(frozen=True)
class Decisions:
    """People's decisions as pairs of questions; ``told`` are the rows that were read for them.

    ``barred`` follows from them: a question that left a concern meets none of those who stayed, or it would draw
    away whoever is near to it.
    """

    together: Sequence[Pair] = field(default=())
    apart: Sequence[Pair] = field(default=())
    barred: Sequence[Pair] = field(default=())
    told: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Report:
    """What a regrouping came to, in questions and concerns."""

    joined: int = 0
    moved: int = 0
    left: int = 0
    opened: int = 0
    ended: int = 0

    def __add__(self, other: "Report") -> "Report":
        return Report(*(mine + more for mine, more in zip(astuple(self), astuple(other), strict=True)))


class DecisionViolated(ValueError):
    """A grouping puts together what people parted, or parts what they put together, though it was told so."""


def decisions_for(questions: Collection[UUID]) -> Decisions:
    """What people decided that a grouping of these questions must obey, as pairs of them.

    The pairs say the same as all decisions together, also those that reach over questions not asked about.
    """
    with connection.cursor() as cursor:
        cursor.execute(_IN_FORCE)
        rows = cursor.fetchall()
        cursor.execute(_STAYED, [_LARGE])
        stayed = cursor.fetchall()
    together = [(first, second) for kind, first, second, _key in rows if kind == Kind.TOGETHER]
    apart = [(first, second) for kind, first, second, _key in rows if kind == Kind.APART]
    closure = Closure(together, apart)
    one_of: dict[UUID, UUID] = {}
    pairs = []
    for question in sorted(closure.decided & set(questions)):
        one = one_of.setdefault(closure.unit(question), question)
        if one != question:
            pairs.append((one, question))
    parted = dict.fromkeys((one_of.get(closure.unit(a)), one_of.get(closure.unit(b))) for a, b in apart)
    asked = set(questions)
    barred = [pair for pair in stayed if asked.issuperset(pair) and not closure.are_together(*pair)]
    return Decisions(pairs, [(a, b) for a, b in parted if a and b], barred, frozenset(row[3] for row in rows))


def apply_grouping(
    *, grouped: Sequence[Grouped], version: str, now: datetime, decisions: Decisions | None = None
) -> Report:
    """Put a grouping in force; the same one again changes nothing. One transaction for each body.

    Groups are split by body; a group of one gets no concern. A question that is not in ``grouped`` stays where it
    is, one that ended or went to another body meanwhile is left out. ``decisions`` are those that the grouping
    obeyed: what people decided since is obeyed here. Raises DecisionViolated when the grouping breaks one that it was
    given (without ``decisions``: any), before anything of that body is written.
    """
    follow_questions(now=now)
    bodies = bodies_of_groupable((one.question for one in grouped), now=now)
    of_body: dict[UUID, list[Grouped]] = defaultdict(list)
    for one in grouped:
        if one.question in bodies:
            of_body[bodies[one.question]].append(one)
    report = Report()
    for body in sorted(of_body):
        report += _Regrouping(body, of_body[body], version, now).apply(decisions)
    return report


class _Regrouping:
    """The grouping of one body's questions."""

    def __init__(self, body: UUID, grouped: Sequence[Grouped], version: str, now: datetime) -> None:
        self.body, self.version, self.now = body, version, now
        self.group = {one.question: one.group for one in grouped}
        self.score = {one.question: one.score for one in grouped}
        self.present: dict[UUID, UUID] = {}
        self.origin: dict[UUID, UUID] = {}
        self.fresh: set[UUID] = set()

    @transaction.atomic
    def apply(self, decisions: Decisions | None) -> Report:
        hold([self.body])
        known = decisions_of(self.body)
        self._check(known, decisions)
        standing = Membership.objects.filter(concern__body_id=self.body)
        for question, concern, origin in standing.values_list("question_id", "concern_id", "origin_id"):
            self.present[question], self.origin[question] = concern, origin
        lines = Lines([self.body])
        carried = self._carried()
        wanted: dict[UUID, Place] = {**self.present}
        for question, group in self.group.items():
            wanted[question] = lines.end(carried[group]) if group in carried else None
        places = settled(wanted, self.present, known.closure, known.barred(lines))
        self._dissolve(places)
        return self._write(places, self._origins(places, carried, lines))

    def _check(self, known: Known, decisions: Decisions | None) -> None:
        told = [row for row in known.rows if decisions is None or row.pk in decisions.told]
        if pair := broken(closure_of(told), self.group):
            raise DecisionViolated(f"questions {pair[0]} and {pair[1]}")

    def _carried(self) -> dict[int, UUID]:
        """The concern of each group of two or more: the one it carries on, or a new one."""
        groups: dict[int, list[UUID]] = defaultdict(list)
        for question, group in self.group.items():
            groups[group].append(question)
        groups = {group: questions for group, questions in groups.items() if len(questions) > 1}
        old = identities(groups, self.origin)
        fresh = {group: uuid7() for group in sorted(groups.keys() - old.keys())}
        self.fresh = set(fresh.values())
        return old | fresh

    def _dissolve(self, places: dict[UUID, Place]) -> None:
        """Who alone is left of a group stands in no concern."""
        sizes = Counter(places.values())
        for question in self.group:
            if sizes[places[question]] == 1:
                places[question] = None

    def _origins(
        self, places: Mapping[UUID, Place], carried: Mapping[int, UUID], lines: Lines
    ) -> dict[UUID, UUID]:
        """The machine's concern of each question that is placed: within a merged one, the part it belongs to."""
        found = {}
        for question, group in self.group.items():
            place = places[question]
            if place is not None and lines.end(carried.get(group, place)) == place:
                found[question] = carried.get(group, place)
        return found

    def _write(self, places: Mapping[UUID, Place], origins: Mapping[UUID, UUID]) -> Report:
        steps = [
            Step(question, self.present.get(question), place, origins.get(question), self.score.get(question))
            for question, place in places.items()
            if place != self.present.get(question)
        ]
        if not steps:
            return Report()
        targets = {step.target for step in steps if step.target is not None}
        fresh = sorted(targets & self.fresh)
        open_concerns(fresh, body=self.body, now=self.now)
        make_steps(steps, how=How.BULK, why=Left.REGROUPED, now=self.now, version=self.version)
        sources = {step.source for step in steps if step.source is not None}
        ended = note_ends(targets | sources, now=self.now)
        return Report(
            joined=sum(step.source is None for step in steps),
            moved=sum(None not in (step.source, step.target) for step in steps),
            left=sum(step.target is None for step in steps),
            opened=len(fresh),
            ended=ended,
        )
