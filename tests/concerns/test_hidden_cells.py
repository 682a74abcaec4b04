"""Cells under five people: what can somebody compute who knows the rule, the sum and every cell that is shown?"""

from collections import defaultdict
from itertools import product

import pytest

from sukhbat.concerns.rules.numbers import FEWEST_SHOWN, hidden_cells

Table = tuple[int, ...]
# For so many cells every table is tried whose cells hold fewer people than that.
TRIED = {1: 14, 2: 14, 3: 13, 4: 10}


def published(table: Table) -> tuple[int, tuple[int | None, ...]]:
    """What the page tells of a table: its sum and the cells that are shown. Nobody and hidden look alike."""
    hidden = hidden_cells({str(place): n for place, n in enumerate(table)})
    return sum(table), tuple(n if n and str(place) not in hidden else None for place, n in enumerate(table))


@pytest.fixture(scope="module", params=TRIED)
def guesses(request) -> dict[tuple, list[Table]]:
    """For everything that can be published about so many cells, all tables that would look like that."""
    found = defaultdict(list)
    for table in product(range(TRIED[request.param]), repeat=request.param):
        # Larger sums have tables beyond those tried; a sum of few people is not told at all.
        if FEWEST_SHOWN <= sum(table) < TRIED[request.param]:
            found[published(table)].append(table)
    return found


def test_no_cell_of_few_is_shown(guesses):
    for _total, cells in guesses:
        assert all(n is None or n >= FEWEST_SHOWN for n in cells)


def test_the_sum_less_what_is_shown_is_nobody_or_not_few(guesses):
    for total, cells in guesses:
        rest = total - sum(n or 0 for n in cells)
        assert rest == 0 or rest >= FEWEST_SHOWN


def test_each_hidden_cell_may_hold_two_numbers_or_more(guesses):
    for (_total, cells), tables in guesses.items():
        for place, shown in enumerate(cells):
            held = {table[place] for table in tables}
            assert shown is not None or len(held) > 1 or held == {0}


def test_who_knows_which_cells_hold_somebody_knows_no_number(guesses):
    for tables in guesses.values():
        with_whom = defaultdict(list)
        for table in tables:
            with_whom[tuple(map(bool, table))].append(table)
        for somewhere, alike in with_whom.items():
            hidden = [place for place, n in enumerate(published(alike[0])[1]) if n is None]
            for place in hidden:
                assert not somewhere[place] or len({table[place] for table in alike}) > 1
