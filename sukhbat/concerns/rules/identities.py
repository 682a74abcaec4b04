"""Which number a group carries on after a regrouping. Pure, O(n): a concern lives where most of it is."""

from collections import Counter
from collections.abc import Mapping, Sequence
from uuid import UUID


def identities(groups: Mapping[int, Sequence[UUID]], stood: Mapping[UUID, UUID]) -> dict[int, UUID]:
    """The old concern that each group carries on, by group; a group without one is new.

    A concern goes to the group that holds most of its questions (of equals the one with the oldest question), and of
    several concerns that meet in one group the one with most questions there goes on (of equals the older one). The
    result does not depend on the groups' numbers or on any order. Keys are UUIDv7, so the smaller is the older.
    """
    overlaps: Counter[tuple[UUID, int]] = Counter()
    oldest: dict[int, UUID] = {}
    for group, questions in groups.items():
        if not questions:
            continue
        oldest[group] = min(questions)
        overlaps.update((stood[question], group) for question in questions if question in stood)
    best: dict[UUID, tuple[int, int]] = {}
    for (concern, group), shared in overlaps.items():
        known = best.get(concern)
        if known is None or _is_better(shared, oldest[group], known[0], oldest[known[1]]):
            best[concern] = shared, group
    carried: dict[int, tuple[int, UUID]] = {}
    for concern, (shared, group) in best.items():
        rival = carried.get(group)
        if rival is None or _is_better(shared, concern, *rival):
            carried[group] = shared, concern
    return {group: concern for group, (_shared, concern) in carried.items()}


def _is_better(shared: int, key: UUID, other_shared: int, other_key: UUID) -> bool:
    return (-shared, key) < (-other_shared, other_key)
