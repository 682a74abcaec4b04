"""The table that texts are translated by stays small whatever is sent."""

import pytest

from sukhbat.understanding import language as language_module
from sukhbat.understanding import text as text_module
from sukhbat.understanding.characters import CharacterTable, is_ordinary
from sukhbat.understanding.language import detect
from sukhbat.understanding.personal_data import plain as plain_module
from sukhbat.understanding.personal_data.plain import Plain, plain
from sukhbat.understanding.text import clean, length

ORDINARY = [chr(code) for code in range(0x2200) if is_ordinary(chr(code), with_quotes=True)]


def same(one, other) -> bool:
    if isinstance(one, Plain):
        return (one.text, one.cased, [*one.starts], [*one.ends]) == (
            other.text,
            other.cased,
            [*other.starts],
            [*other.ends],
        )
    return one == other


def test_it_gives_what_the_function_gives():
    table = CharacterTable(str.upper)
    assert "ұлы дала ①".translate(table) == "ҰЛЫ ДАЛА ①"


def test_common_characters_are_remembered_and_rare_ones_are_not():
    table = CharacterTable(str.upper)
    "".join(chr(code) for code in range(0x110000) if not 0xD800 <= code < 0xE000).translate(table)
    assert 0 < len(table) <= 0x2200
    assert ord("ғ") in table
    assert 0x1F600 not in table


def test_an_ordinary_text_has_only_characters_that_need_no_care():
    assert is_ordinary("Ауылда жол жоқ,\nкогда will it be? 50%")
    assert not is_ordinary("«тырнақша»")
    assert is_ordinary("«тырнақша» — 5 №…", with_quotes=True)
    for odd in ("\t", "\x00", "\x7f", "\u200b", "\u0301", "и\u0306", "\ufeff", "½", "ß", "ў", "\r"):
        assert not is_ordinary(f"жол {odd} жоқ", with_quotes=True), repr(odd)


@pytest.mark.parametrize("read", [clean, length, detect, plain])
@pytest.mark.parametrize("character", ORDINARY)
def test_the_fast_look_changes_nothing(monkeypatch, read, character):
    """Each ordinary character comes out of the long way as out of the short one."""
    text = f"Жол {character}ол{character} қашан"
    short = read(text)
    for module in (text_module, language_module, plain_module):
        monkeypatch.setattr(module, "is_ordinary", lambda *_text, **_marks: False)
    assert same(read(text), short)
