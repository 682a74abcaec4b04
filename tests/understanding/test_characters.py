"""The table that texts are translated by stays small whatever is sent."""

from sukhbat.understanding.characters import CharacterTable


def test_it_gives_what_the_function_gives():
    table = CharacterTable(str.upper)
    assert "ұлы дала ①".translate(table) == "ҰЛЫ ДАЛА ①"


def test_common_characters_are_remembered_and_rare_ones_are_not():
    table = CharacterTable(str.upper)
    "".join(chr(code) for code in range(0x110000) if not 0xD800 <= code < 0xE000).translate(table)
    assert 0 < len(table) <= 0x2200
    assert ord("ғ") in table
    assert 0x1F600 not in table
