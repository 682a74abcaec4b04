"""Rates as readers see them."""

import pytest
from django.utils.translation import override

from sukhbat.web.concerns.rates import shown_rate


@pytest.mark.parametrize(
    ("people", "population", "shown"),
    [
        (12, 2_100_000, "0.06"),
        (1, 20_000_000, "< 0.01"),
        (500, 500_000, "10"),
        (499, 500_000, "10.0"),
        (123, 500_000, "2.5"),
        (41_208, 20_000, "20604"),
        (12, None, ""),
        (12, 0, ""),
    ],
)
def test_a_rate_is_rounded_to_what_can_be_compared(people, population, shown):
    with override("en"):
        assert shown_rate(people, population) == shown


def test_a_rate_has_the_reader_s_comma():
    with override("ru"):
        assert shown_rate(123, 500_000) == "2,5"
    with override("kk"):
        assert shown_rate(12, 2_100_000) == "0,06"
