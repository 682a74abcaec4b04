"""The bodies as a tree of rows with their numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sukhbat.bodies.models import Body
from sukhbat.questions.rules import Balance

DEEPEST = 2


@dataclass(frozen=True)
class TreeRow:
    """One body: what it holds now. ``overdue`` is of what is in work."""

    body: Body
    depth: int
    held: Balance
    overdue: int


def tree_rows(
    bodies: Sequence[Body], held: Mapping[UUID, Balance], overdue: Mapping[UUID, int]
) -> list[TreeRow]:
    """Parents before their children, siblings in the order given. Whose parent is missing is a root."""
    known = {row.pk for row in bodies}
    children: dict[UUID | None, list[Body]] = {}
    for row in bodies:
        children.setdefault(row.parent_id if row.parent_id in known else None, []).append(row)
    rows: list[TreeRow] = []
    waiting = [(row, 0) for row in reversed(children.get(None, []))]
    while waiting:
        row, depth = waiting.pop()
        rows.append(TreeRow(row, min(depth, DEEPEST), held[row.pk], overdue.get(row.pk, 0)))
        waiting += [(child, depth + 1) for child in reversed(children.pop(row.pk, []))]
    return rows
