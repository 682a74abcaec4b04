"""Every sign that a public number may hold has a name to say, in each language, and no two share one."""

import pytest

from sukhbat.desk.operator.spelling import spelled
from sukhbat.kernel.ids import ALPHABET


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_every_letter_has_a_name_of_its_own(language):
    signs = [
        sign
        for start in range(0, len(ALPHABET), 8)
        for sign in spelled(ALPHABET[start : start + 8] + "0", language)
    ]
    names = {sign: name for group in signs for sign, name in group}
    assert set(names) == set(ALPHABET)
    assert all(name != sign for sign, name in names.items() if sign.isalpha())
    assert len(set(names.values())) == len(names)


def test_a_number_is_said_in_three_groups():
    assert spelled("7K3MQ2XD5", "en") == [
        [("7", "7"), ("K", "Kilo"), ("3", "3"), ("M", "Mike")],
        [("Q", "Quebec"), ("2", "2"), ("X", "X-ray"), ("D", "Delta")],
        [("5", "5")],
    ]
