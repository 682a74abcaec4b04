"""What a region is called on a small tile."""

import pytest

from sukhbat.web.concerns.places import _short


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Маңғыстау облысы", "Маңғыстау"),
        ("область Абай", "Абай"),
        ("город Алматы", "Алматы"),
        ("Abai Region", "Abai"),
        ("Батыс Қазақстан облысы", "БҚО"),
        ("Западно-Казахстанская область", "ЗКО"),
        ("Turkistan", "Turkistan"),
        ("Region", "Region"),
    ],
)
def test_the_telling_word_or_initials(name, short):
    assert _short(name) == short
