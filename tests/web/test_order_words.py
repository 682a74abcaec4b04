"""Groups that are named by what they lack get a sentence of their own."""

import pytest
from django.utils import translation

from sukhbat.web.conferences.order_words import reason_words


@pytest.mark.parametrize("lack", ["theme", "region"])
@pytest.mark.parametrize(
    ("held", "before", "end"),
    [
        (0, 8, "are 12 % and have 0 of the 8 places before it."),
        (1, 1, "are 12 % and have 1 of the 1 place before it."),
        (0, 0, "are 12 %."),
    ],
)
def test_questions_without_a_theme_or_region_are_a_group_in_words(lack, held, before, end):
    with translation.override("en"):
        words = reason_words(
            part="quota", group=f"{lack}:-", reason=(12, held), before=before, size=100, names={}
        )
    assert words == f"By quota: questions without a {lack} {end}"
