"""What is near in meaning beside what has the words; without the process of meanings words are found."""

import pytest

from sukhbat.search.queries import Near
from tests.people import ask
from tests.search.steps import found, indexed, spoken
from tests.web.steps import hidden, published

pytestmark = pytest.mark.django_db


def near_to(monkeypatch, *questions):
    """Let the process of meanings name these, the nearest first; without any it is away."""
    told = [Near(row.pk, -place / 100) for place, row in enumerate(questions)] if questions else None
    monkeypatch.setattr("sukhbat.web.search.views.near", lambda text: told)


def test_the_same_meaning_is_found_in_another_language_and_said_to_be(state, guest, monkeypatch):
    kazakh = spoken("kk", published(state, text="Ауылда интернет жоқ, қашан болады?"))
    russian = spoken("ru", published(state, text="Когда в селе наладят связь?"))
    alike = spoken("kk", published(state, text="Байланыс ұстамайды бізде"))
    indexed()
    near_to(monkeypatch, russian, kazakh, alike)
    response = guest.get("/en/search/", {"q": "ауылда интернет жоқ"})
    hits = [row.hit for row in response.context["hits"]]
    assert [hit.question.pk for hit in hits] == [kazakh.pk, russian.pk, alike.pk]
    assert [(hit.has_words, hit.is_across) for hit in hits] == [(True, False), (False, True), (False, False)]
    page = response.content.decode()
    assert page.count("Close in meaning, another language") == 1
    assert page.count('"chip line">Close in meaning<') == 1
    assert response.context["found"].counts["language"] == {"kk": 2, "ru": 1}


def test_what_is_near_but_not_public_or_filtered_out_is_not_shown(state, guest, monkeypatch):
    shown = spoken("ru", published(state, text="Когда в селе наладят связь?"))
    gone = hidden(state, text="Hidden words about bridges")
    waiting = ask(state, text="Waiting words about bridges")
    indexed()
    near_to(monkeypatch, gone, waiting, shown)
    assert found(guest, "байланыс қайда") == [shown.text]
    assert found(guest, "байланыс қайда", language="kk") == []
    response = guest.get("/en/search/", {"q": "байланыс қайда"})
    assert "No question has these words. Close in meaning:" in response.content.decode()


def test_without_the_process_of_meanings_words_are_found_and_it_is_said(state, guest, monkeypatch):
    question = published(state, text="Something about bridges here")
    indexed()
    near_to(monkeypatch)
    response = guest.get("/en/search/", {"q": "bridge"})
    assert [row.hit.question.pk for row in response.context["hits"]] == [question.pk]
    assert "Only words are compared just now" in response.content.decode()
