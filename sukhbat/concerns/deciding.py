"""The decisions in force, read as far as they reach, and written."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from sukhbat.concerns.holding import Lines
from sukhbat.concerns.models import Decision, Undoing
from sukhbat.concerns.rules import Kind
from sukhbat.concerns.rules.decisions import Closure
from sukhbat.ledger.rules import Actor

CITIZEN = "citizen"


class Known:
    """Decisions in force, in the order in which they were made."""

    def __init__(self, rows: Collection[Decision]) -> None:
        self.rows = sorted(rows, key=lambda row: row.pk)
        self.closure = closure_of(self.rows)

    def barred(self, lines: Lines) -> dict[UUID, set[UUID]]:
        """The concerns that each question left for good, as far as their numbers lead by now."""
        found: dict[UUID, set[UUID]] = defaultdict(set)
        for row in self.rows:
            if row.left_id is not None:
                found[row.first_id].add(lines.end(row.left_id))
        return dict(found)

    def of(self, kind: Kind) -> list[Decision]:
        return [row for row in self.rows if row.kind == kind]


def closure_of(rows: Collection[Decision]) -> Closure:
    """What decisions mean together, in their order."""
    return Closure(
        ((row.first_id, row.second_id) for row in rows if row.kind == Kind.TOGETHER),
        ((row.first_id, row.second_id) for row in rows if row.kind == Kind.APART),
    )


def in_force() -> QuerySet[Decision]:
    """Every decision that was not taken back."""
    return Decision.objects.filter(undoing=None)


def decisions_around(questions: Collection[UUID]) -> Known:
    """The decisions about the questions and about all that people put together with them."""
    return _reached(_about(questions), set(questions))


def decisions_of(body: UUID) -> Known:
    """The decisions about the questions of a body, and what those reach elsewhere."""
    return _reached(Q(first__body_id=body) | Q(second__body_id=body), set())


def _reached(start: Q, seen: set[UUID]) -> Known:
    rows = {row.pk: row for row in in_force().filter(start)}
    seen = seen or {question for row in rows.values() for question in (row.first_id, row.second_id)}
    while fresh := _tied(rows.values()) - seen:
        seen |= fresh
        rows |= {row.pk: row for row in in_force().filter(_about(fresh))}
    return Known(rows.values())


def _about(questions: Collection[UUID]) -> Q:
    keys = list(questions)
    return Q(first_id__in=keys) | Q(second_id__in=keys)


def _tied(rows: Collection[Decision]) -> set[UUID]:
    together = (row for row in rows if row.kind == Kind.TOGETHER)
    return {question for row in together for question in (row.first_id, row.second_id)}


def put_apart(
    *,
    act: UUID,
    questions: Sequence[UUID],
    other: UUID,
    left: UUID,
    actor: Actor,
    now: datetime,
) -> None:
    """Write that questions left a concern in which ``other`` stands; citizens stay unnamed."""
    Decision.objects.bulk_create(
        Decision(
            act=act,
            kind=Kind.APART,
            first_id=question,
            second_id=other,
            left_id=left,
            by_id=named(actor),
            role=actor.role,
            at=now,
        )
        for question in questions
    )


def put_together(
    *,
    act: UUID,
    first: UUID,
    second: UUID,
    into: UUID,
    merged: UUID | None = None,
    actor: Actor,
    now: datetime,
) -> Decision:
    """Write that a question joined another in a concern, or that a whole concern did (``merged``)."""
    return Decision.objects.create(
        act=act,
        kind=Kind.TOGETHER,
        first_id=first,
        second_id=second,
        into_id=into,
        merged_id=merged,
        by_id=named(actor),
        role=actor.role,
        at=now,
    )


def take_back(*, act: UUID, rows: Collection[Decision], actor: Actor, now: datetime) -> None:
    """Write that decisions are no longer in force."""
    Undoing.objects.bulk_create(
        Undoing(decision=row, act=act, by_id=named(actor), role=actor.role, at=now) for row in rows
    )


def named(actor: Actor) -> UUID | None:
    """The person of an act as this app keeps it: none for citizens, whom the log's erasable tag knows."""
    return None if actor.role == CITIZEN else actor.person_id
