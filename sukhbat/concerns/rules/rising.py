"""What may be said of a rise, when some of the weeks it is told from are hidden. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from sukhbat.concerns.rules.numbers import FEWEST_SHOWN, USUAL_WEEKS, hidden_cells, rise

# A rise is told in steps: at least so many times the usual week.
STEPS = (10, 5, 2)


@dataclass(frozen=True)
class Rise:
    """``people`` in the last week, exactly or at least; at least ``times`` (one of STEPS) the usual week before."""

    people: int
    is_exact: bool
    times: int


def told_rise(weeks: Sequence[int]) -> Rise | None:
    """The rise of the last week of all weeks of a concern, in people; None where none may be told.

    It is computed from what can be known anyway: the weeks that are shown, the sum of those that are hidden, and how
    much each of these can hold. So it gives no hidden week away, and says rather too little than too much. A last
    week that is hidden only because a small one must not be computed is told as its least.
    """
    named = {str(place): n for place, n in enumerate(weeks)}
    hidden = hidden_cells(named)
    last = str(len(weeks) - 1)
    rest = sum(named[place] for place in hidden)
    if not weeks or (last in hidden and not _is_the_only_large(hidden, named, last)):
        return None
    low, elsewhere = named[last], rest
    if last in hidden:
        elsewhere = (len(hidden) - 1) * (FEWEST_SHOWN - 1)
        low = rest - elsewhere
    before = range(max(0, len(weeks) - 1 - USUAL_WEEKS), len(weeks) - 1)
    high = elsewhere + sum(weeks[place] for place in before if str(place) not in hidden)
    times = rise([high, *[0] * (USUAL_WEEKS - 1), low]) or 0
    step = next((step for step in STEPS if times >= step), None)
    return Rise(low, last not in hidden, step) if step else None


def _is_the_only_large(hidden: set[str], weeks: dict[str, int], place: str) -> bool:
    """Whether all other hidden weeks are hidden for their own few people, and no shown week tells how large it is.

    It is smaller than every shown week; only when that holds of all hidden ones together does it say nothing.
    """
    smallest = min((n for one, n in weeks.items() if n and one not in hidden), default=None)
    large = {one for one in hidden if weeks[one] >= FEWEST_SHOWN}
    return large == {place} and (smallest is None or smallest > sum(weeks[one] for one in hidden))
