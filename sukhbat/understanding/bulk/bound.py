"""The bound of joining as people's decisions teach it (``meaning.learning``)."""

from collections.abc import Iterator, Sequence

from sukhbat.understanding.bulk.linkage import linked
from sukhbat.understanding.bulk.sums import Sums
from sukhbat.understanding.meaning.groups import Decisions, Pair
from sukhbat.understanding.meaning.learning import Answer, learned
from sukhbat.understanding.meaning.weights import Floats

# Fewer decisions teach nothing; of more, the latest of each kind are heard.
ENOUGH = 20
_MOST_OF_A_KIND = 1_000


def bound(vectors: Floats, crowd: Floats, join_at: float, decisions: Decisions) -> float:
    """The nearness from which unit vectors are joined: ``join_at`` until ENOUGH decisions say more.

    ``crowd``: what each vector has with its nearest (``crowd.crowds``).
    """
    if len(decisions.together) + len(decisions.apart) < ENOUGH:
        return join_at
    return learned(list(_answers(vectors, crowd, join_at, decisions)), join_at).join


def _answers(vectors: Floats, crowd: Floats, join_at: float, decisions: Decisions) -> Iterator[Answer]:
    """What people said, with how near the two groups were that they spoke of; within one group, the two texts."""
    number = linked(vectors, crowd, join_at)
    groups = Sums.of(vectors, crowd, number)
    for (one, other), together in _latest(decisions):
        if number[one] != number[other]:
            near = groups.nearness(int(number[one]), int(number[other]))
        else:
            near = float(vectors[one] @ vectors[other]) - float(crowd[one] + crowd[other]) / 2
        yield Answer(near, together)


def _latest(decisions: Decisions) -> Sequence[tuple[Pair, bool]]:
    return [
        *((pair, True) for pair in decisions.together[-_MOST_OF_A_KIND:]),
        *((pair, False) for pair in decisions.apart[-_MOST_OF_A_KIND:]),
    ]
