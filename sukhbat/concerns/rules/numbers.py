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

    The sum of the table is known, hence the sum of what is hidden is, too. When that tells a hidden cell (one alone,
    all of them one person, all of them the most that is hidden) or is itself a cell of few, every cell as small as
    the smallest that could be shown is hidden with them. The rule is public; tests/concerns/test_hidden_cells.py
    tries what one can compute who knows it. ``concerns.public`` has the same rule as SQL.
    """
    few = {value: n for value, n in people.items() if 0 < n < fewest}
    if not few or _is_safe(len(few), sum(few.values()), fewest):
        return set(few)
    smallest = min((n for n in people.values() if n >= fewest), default=0)
    return set(few) | {value for value, n in people.items() if fewest <= n <= smallest}


def shown_cells(people: Mapping[str, int]) -> dict[str, int]:
    """The cells of one table that may be shown, in its order."""
    hidden = hidden_cells(people)
    return {value: n for value, n in people.items() if n and value not in hidden}


def _is_safe(cells: int, people: int, fewest: int) -> bool:
    """Whether so many people in so many hidden cells leave each of these cells two values or more."""
    return cells > 1 and people >= fewest and cells < people < cells * (fewest - 1)


def rise(weeks: Sequence[int]) -> float | None:
    """How many times the usual the last week is: ``weeks`` are people by week, the last one last.

    The usual is the mean of the four weeks before, at least one person. None when too few for a rise.
    """
    if not weeks or weeks[-1] < FEWEST_RISING:
        return None
    before = weeks[-1 - USUAL_WEEKS : -1]
    usual = max(1.0, sum(before) / USUAL_WEEKS)
    return weeks[-1] / usual if weeks[-1] > usual else None
