"""What is said of a rise, and that it gives no hidden week away to whoever knows how it is computed."""

from collections import defaultdict
from itertools import product

import pytest

from sukhbat.concerns.rules.numbers import FEWEST_RISING, FEWEST_SHOWN, hidden_cells
from sukhbat.concerns.rules.rising import Rise, told_rise

# For so many weeks all histories are tried whose sum is smaller than that.
TRIED = {2: 46, 3: 34, 4: 20}


@pytest.mark.parametrize(
    ("weeks", "told"),
    [
        ([], None),
        ([9], None),
        ([12], Rise(12, True, 10)),
        ([20, 20, 20, 20, 40], Rise(40, True, 2)),
        ([20, 20, 20, 20, 39], None),
        ([40, 20, 20, 20, 20], None),
        # Small weeks together are known, so the last one may be compared with them.
        ([3, 2, 1, 40], Rise(40, True, 10)),
        # Shown exactly, 40 of 43 would give the 3 away.
        ([3, 40], Rise(39, False, 10)),
        ([3, 11], Rise(10, False, 10)),
        ([3, 10], None),
        # What is older than four weeks is not what is usual.
        ([90, 0, 0, 0, 0, 30], Rise(30, True, 10)),
    ],
)
def test_a_rise_is_told_where_it_can_be(weeks, told):
    assert told_rise(weeks) == told


@pytest.mark.parametrize(("length", "top"), TRIED.items())
def test_a_rise_gives_no_hidden_week_away(length, top):
    """All that the page tells, and in which weeks anybody asked; what else could have been in a hidden week?"""
    alike = defaultdict(list)
    for weeks in product(range(top), repeat=length):
        if FEWEST_SHOWN <= sum(weeks) < top:
            hidden = hidden_cells({str(place): n for place, n in enumerate(weeks)})
            shown = tuple(None if str(place) in hidden else n for place, n in enumerate(weeks))
            told = told_rise(weeks)
            assert told is None or FEWEST_RISING <= told.people <= weeks[-1]
            alike[sum(weeks), shown, told].append(weeks)
    assert any(told for _total, _shown, told in alike)
    for (_total, shown, _told), histories in alike.items():
        for place, n in enumerate(shown):
            assert n is not None or len({weeks[place] for weeks in histories}) > 1
