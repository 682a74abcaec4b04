"""A whole grouping is put in force: identities by overlap, people's decisions above all, one transaction a body."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

Pair = tuple[UUID, UUID]


@dataclass(frozen=True)
class Grouped:
    """The number of a question's group in this grouping, and how near it is to the group (None: not measured)."""

    question: UUID
    group: int
    score: float | None = None


@dataclass(frozen=True)
class Decisions:
    """People's decisions as pairs of questions; ``upto`` is the last one that was read."""

    together: Sequence[Pair] = field(default=())
    apart: Sequence[Pair] = field(default=())
    upto: int = 0


@dataclass(frozen=True)
class Report:
    """What a regrouping came to, in questions and concerns."""

    joined: int = 0
    moved: int = 0
    left: int = 0
    opened: int = 0
    ended: int = 0


class DecisionViolated(ValueError):
    """A grouping puts together what people parted, or parts what they put together, though it was told so."""


def decisions_for(questions: Collection[UUID]) -> Decisions:
    """What people decided that a grouping of these questions must obey, as pairs of them."""
    raise NotImplementedError


def apply_grouping(
    *, grouped: Sequence[Grouped], version: str, now: datetime, decisions: Decisions | None = None
) -> Report:
    """Put a grouping in force; the same one again changes nothing.

    ``decisions`` are those the grouping obeyed: what was decided since is obeyed here. Raises DecisionViolated when
    the grouping breaks one it was given (without ``decisions``: any).
    """
    raise NotImplementedError
