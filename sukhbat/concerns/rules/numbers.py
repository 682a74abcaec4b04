"""What may be shown of small numbers, and what rises. Pure."""

from collections.abc import Mapping, Sequence

# A cell of fewer people is not shown: one could tell who they are.
FEWEST_SHOWN = 5
# Weeks before the last one that it is compared with.
USUAL_WEEKS = 4
# So many people in the last week at least, else a rise is chance.
FEWEST_RISING = 10


def hidden_cells(people: Mapping[str, int], *, fewest: int = FEWEST_SHOWN) -> set[str]:
    """The cells of one table that must not be shown: fewer than ``fewest`` people, but some.

    When that is one cell alone, the sum of the table would give it away, so the next smallest goes with it.
    """
    hidden = {value for value, n in people.items() if 0 < n < fewest}
    if len(hidden) == 1:
        rest = sorted((n, value) for value, n in people.items() if value not in hidden and n)
        hidden.update(value for _n, value in rest[:1])
    return hidden


def rise(weeks: Sequence[int]) -> float | None:
    """How many times the usual the last week is: ``weeks`` are people by week, the last one last.

    The usual is the mean of the four weeks before, at least one person. None when too few for a rise.
    """
    if not weeks or weeks[-1] < FEWEST_RISING:
        return None
    before = weeks[-1 - USUAL_WEEKS : -1]
    usual = max(1.0, sum(before) / USUAL_WEEKS)
    return weeks[-1] / usual if weeks[-1] > usual else None
