import pytest
from hypothesis import given
from hypothesis import strategies as st

from sukhbat.understanding.search_text import MAX_TERMS, fold, terms


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Қазақ тілі", "казак тили"),
        ("казак тили", "казак тили"),
        ("Ауыз су — ҮЙГЕ!", "ауыз су уйге"),
        ("Ұлттық һәм өңір", "улттык хам онир"),
        ("Ёлка, ЁЖИК", "елка ежик"),
        ("е\u0308лка и\u0306од", "елка йод"),
        ("ТЭЦ-2 (газ)_x", "тэц 2 газ x"),
        ("Internet ОЙ", "internet ой"),
        ("", ""),
        ("?!", ""),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_latin_lookalikes_stay_latin() -> None:
    assert fold("cop") != fold("сор")


@given(st.text(st.characters(codec=None, exclude_categories=())))
def test_fold_is_idempotent(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_terms_are_few_different_and_long_enough() -> None:
    assert terms("Что с дорогой, с ДОРОГОЙ в Үштөбе?") == ["что", "дорогой", "уштобе"]
    assert len(terms(" ".join(f"слово{n}" for n in range(40)))) == MAX_TERMS
    assert terms("%_' я") == []
