"""Forms of Kazakh words and their stems, however their letters were typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sukhbat.understanding.letters import without_letters
from sukhbat.understanding.morphology.kazakh import stems, stripped
from sukhbat.understanding.search_text import fold


def own(word):
    found = stems(fold(word))
    return found[0].lemma if found else None


def every(word):
    return {stem.lemma for stem in stems(fold(word))}


@pytest.mark.parametrize(
    ("lemma", "forms"),
    [
        ("мектеп", "мектеп мектептер мектебі мектепте мектептеріміздің мектебіндегі мектептегілерге"),
        ("бала", "балалардың баласын балам балаңызға балалармен"),
        ("уй", "үйіміздің үйге үйдегі үйлерінен"),
        ("халык", "халқы халықтың халқына халыққа"),
        ("ауыз", "аузы ауызда аузынан"),
        ("кезек", "кезегі кезекте кезегіміз кезектен"),
        ("салык", "салықты салығы салықтарын салығымыз"),
        ("су", "су суды суы судан сумен суымыз"),
        ("тил", "тілі тілінде тілдер тілде"),
        ("зейнетакы", "зейнетақыны зейнетақымыз зейнетақысына"),
        ("беру", "беріп бермейді бермеген берсін беретін бергенде берді береміз берілмейді"),
        ("оку", "оқиды оқып оқимыз оқитын оқымайды оқуға"),
        ("койу", "қояды қойды қойған қоймайды"),
        ("кымбаттау", "қымбаттап қымбаттады қымбаттаған қымбаттайды"),
    ],
)
def test_forms_are_of_one_lemma(lemma, forms):
    for form in forms.split():
        assert own(form) == lemma, form


@pytest.mark.parametrize(
    ("word", "root"),
    [
        ("қымбаттап", "кымбат"),
        ("жұмыссыз", "жумыс"),
        ("сусыз", "су"),
        ("емделу", "емдеу"),
        ("айлығы", "ай"),
        ("қазақша", "казак"),
        ("төлем", "толеу"),
    ],
)
def test_a_word_is_found_by_what_it_is_derived_from(word, root):
    assert root in every(word)


@pytest.mark.parametrize(
    ("one", "other"),
    [("жылу", "жылы"), ("мектеп", "мектен"), ("бал", "бала"), ("суретші", "су"), ("жолдас", "жолбарыс")],
)
def test_strangers_share_no_lemma(one, other):
    assert own(one) != own(other)


@given(st.text(alphabet="абвгдежзийклмнопрстуфхцчшщыьэюяәғқңөұүһі", min_size=1, max_size=25))
def test_whatever_is_typed_has_the_same_stems_without_its_letters(word):
    assert stems(fold(word)) == stems(fold(without_letters(word)))


@given(st.text(max_size=60))
def test_nothing_breaks_it(word):
    folded = fold(word).replace(" ", "")
    assert all(stem.lemma and stem.length <= len(folded) for stem in stems(folded))
    if folded:
        assert stripped(folded).lemma


def test_a_word_of_no_dictionary_loses_the_endings_of_a_noun():
    assert stripped("акиматка").lemma == "акимат"
    assert stripped("фапка").lemma == "фапка"
