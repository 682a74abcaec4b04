"""One script and whole letters for programs that read; the language is found, never given."""

import pytest

from sukhbat.understanding.as_read import as_read
from sukhbat.understanding.latin import in_cyrillic
from sukhbat.understanding.letters import lacks_letters, restored


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("казакстанда интернет багасы неге кымбат", "қазақстанда интернет бағасы неге қымбат"),
        ("balabaqsha kezegi jyljymay tur", "балабақша кезегі жылжымай тұр"),
        ("zhana salyk kodeksi qashan", "жаңа салық кодексі қашан"),
        ("ne mogu zapisatsya k vrachu", "не могу записатся к врачу"),
    ],
)
def test_what_was_typed_in_another_way_is_read_alike(typed, read):
    assert as_read(typed) == read


@pytest.mark.parametrize(
    "text",
    [
        "Ауылда су жоқ, қашан тартылады?",
        "Почему не работает eGov?",
        "When will the road to our village be built?",
        "Пособиеге документ тапсырдым, бірақ отказ берді",
        "",
        "!!!",
        "5",
    ],
)
def test_what_is_written_properly_stays(text):
    assert as_read(text) == text


def test_blanks_are_one_space_and_letters_are_composed():
    assert as_read("  Жол\n\n жоқ, и\u0306од ") == "Жол жоқ, йод"


def test_restoring_gives_letters_only_where_they_belong():
    assert restored("мектепте бала коп") == "мектепте бала көп"
    assert restored("казак тили мугалими керек, көл бар") == "қазақ тілі мұғалімі керек, көл бар"
    assert restored("документ тапсырдым, как быть") == "документ тапсырдым, как быть"
    assert lacks_letters("мектепте бала коп")
    assert not lacks_letters("мектепте бала көп")
    assert not lacks_letters("")


def test_other_languages_keep_their_script():
    assert in_cyrillic("the road", "en") == "the road"
    assert in_cyrillic("Жол 5G", "und") == "Жол 5G"


def test_any_text_can_be_read():
    for text in ("\ud800", "ә" * 30_000, "q'" * 500, "\u0301" * 50, "🛣️🛣️"):
        assert isinstance(as_read(text), str)
