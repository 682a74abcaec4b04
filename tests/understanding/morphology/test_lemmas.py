"""Lemmas of words in each language, and a query that finds every word of a text."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sukhbat.understanding.morphology.lemmas import LONGEST, lemmas
from sukhbat.understanding.morphology.reading import query_lemmas, text_words

TEXTS = [
    "Балам мектепке бармайды, өйткені мектептеріміздің жылуы жоқ.",
    "Почему школьников не возят на автобусе? Дорогами не занимаются, стали болеть.",
    "Пособиеге документ тапсырдым, бірақ отказ берді, причинасын айтпайды.",
    "mektepke avtobus kashan keledi? balalar zhaiau zhuredi",
    "казакстанда интернет багасы неге кымбат, уйде ишки байланыс жок",
    "When will the hospitals in our villages be opened again, as promised?",
    "Справкасын 2024 жылы egov.kz арқылы алдым",
]


def folded(word, language="und"):
    return {one.folded for one in lemmas(word, language)}


@pytest.mark.parametrize(
    ("word", "language", "lemma"),
    [
        ("школьников", "ru", "школьник"),
        ("детьми", "ru", "ребенок"),
        ("дорогой", "ru", "дорога"),
        ("дорогой", "ru", "дорогой"),
        ("строится", "ru", "строить"),
        ("бесплатно", "ru", "бесплатный"),
        ("hospitals", "en", "hospit"),
        ("справкасын", "kk", "справка"),
        ("пособиеге", "kk", "пособие"),
        ("мектептеріміздің", "und", "мектеп"),
        ("2024", "kk", "2024"),
    ],
)
def test_a_form_has_its_lemma(word, language, lemma):
    assert lemma in folded(word, language)


def test_a_lemma_keeps_the_letters_of_its_word():
    assert lemmas("тілінде", "kk")[0][:2] == ("тил", "тіл")
    assert lemmas("кітабы", "kk")[0][:2] == ("китап", "кітап")
    assert lemmas("оқиды", "kk")[0][:2] == ("оку", "оқу")


def test_a_schoolchild_is_no_school():
    assert "школа" not in folded("школьников")


@pytest.mark.parametrize("text", TEXTS)
def test_each_word_of_a_text_finds_it(text):
    for word in text_words(text):
        asked = {one.folded for one in query_lemmas(word.form)}
        assert {one.folded for one in word.lemmas} <= asked, word.form


@pytest.mark.parametrize(
    ("query", "lemma"),
    [
        ("qazaq", "казак"),
        ("kazak", "казак"),
        ("tili", "тил"),
        ("mektepterimizdin", "мектеп"),
        ("dorogi", "дорога"),
    ],
)
def test_latin_letters_may_stand_for_cyrillic_ones(query, lemma):
    assert lemma in {one.folded for one in query_lemmas(query)}


@given(st.text(max_size=80), st.sampled_from(["kk", "ru", "en", "mixed", "und"]))
def test_lemmas_are_letters_and_digits_and_no_longer_than_a_word(text, language):
    for part in text.lower().split():
        for one in lemmas(part, language):
            assert one.folded.replace(" ", "").isalnum()
            assert len(one.folded) <= LONGEST + 8


@given(st.text(max_size=4_000))
@example("\U00031350 \u0e3f слово\U00031350")  # letters that Python's tables have no name for
def test_a_text_is_read_whatever_it_holds(text):
    for word in text_words(text):
        assert word.form
        assert word.lemmas
