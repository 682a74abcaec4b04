"""What a query means, and where its words stand: nothing of a text is lost, whatever it holds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sukhbat.search.rules import ask, excerpt, marked

SCHOOL = frozenset({"мектеп"})


@pytest.mark.parametrize("query", ["", "  ", "?!", "а", "'", "\\", "—"])
def test_a_query_without_words_asks_for_nothing(query):
    assert ask(query) is None


def test_kazakh_letters_are_folded_and_doubles_dropped():
    assert ask("Қыс қыс ауылда").words == ("кыс", "ауылда")


@given(st.text())
def test_a_query_never_brings_syntax_of_its_own(query):
    if asked := ask(query):
        assert all(word.isalnum() for word in asked.words)
        assert all(lemma.isalnum() for lemma in asked.looked_for)


@given(st.text(), st.sampled_from(["kk", "ru", "en"]))
def test_marking_loses_nothing(text, language):
    asked = ask(text)
    parts = marked(text, asked.looked_for if asked else SCHOOL, language)
    assert "".join(part.text for part in parts) == text


@pytest.mark.parametrize(
    ("query", "text", "language", "hits"),
    [
        ("мектеп", "Біздің мектептеріміздің жылуы, МЕКТЕП!", "kk", ["мектептеріміздің", "МЕКТЕП"]),
        ("мектептер", "Біздің мектепте суық", "kk", ["мектепте"]),
        ("қымбат", "Нан қымбаттап кетті", "kk", ["қымбаттап"]),
        ("казак тили", "Қазақ тілінде жауап", "kk", ["Қазақ", "тілінде"]),
        ("qazaq tili", "Қазақ тілінде жауап", "kk", ["Қазақ", "тілінде"]),
        ("школьник", "Автобусы для школьников не ходят", "ru", ["школьников"]),
        ("дорога", "Дорогами никто не занят", "ru", ["Дорогами"]),
        ("hospitals", "The hospital is closed", "en", ["hospital"]),
        ("су", "Сурет пен су", "kk", ["су"]),
    ],
)
def test_forms_of_a_word_are_marked_however_they_were_typed(query, text, language, hits):
    parts = marked(text, ask(query).looked_for, language)
    assert [part.text for part in parts if part.is_hit] == hits


@given(st.text(max_size=600), st.integers(min_value=20, max_value=300))
def test_an_excerpt_is_short(text, length):
    assert len(excerpt(text, SCHOOL, "kk", length)) <= length + 2


def test_an_excerpt_begins_near_the_word():
    text = "мәтін " * 100 + "мектеп қайда " + "тағы " * 100
    found = excerpt(text, SCHOOL, "kk")
    assert "мектеп қайда" in found
    assert found.startswith("…")
    assert found.endswith("…")


def test_words_in_quotes_stand_together_and_others_do_not():
    asked = ask('жол «қазақ тілі» "су"')
    assert [[term.word for term in phrase] for phrase in asked.phrases] == [["казак", "тили"]]
    assert asked.words == ("жол", "казак", "тили", "су")


def test_a_query_is_about_its_telling_words_and_of_only_common_ones_about_all():
    assert [term.word for term in ask("почему не работает лифт").telling] == ["работает", "лифт"]
    assert [term.word for term in ask("почему так").telling] == ["почему", "так"]
