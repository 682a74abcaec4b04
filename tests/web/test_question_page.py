"""One question's page: its address, what is shown to whom, its path, its timers."""

from datetime import timedelta

import pytest
from django.urls import NoReverseMatch, reverse
from django.utils import translation

from sukhbat.answers.actions import hand_over, save_draft, sign_answer
from sukhbat.answers.drafts import DraftText
from sukhbat.ledger.actions import number_leaves
from tests.assignments.steps import CONFIRMED, REASON, assigned, redirected
from tests.people import MONDAY, ask, make_conference
from tests.web.steps import hidden, publish, published

pytestmark = pytest.mark.django_db
KAZAKH = "Құрметті азамат! Ауылыңызға желі 2027 жылғы 1 қыркүйекке дейін тартылады."
RUSSIAN = "Сеть в ваше село проведут до 1 сентября 2027 года."


def address(question, language="en"):
    return f"/{language}/questions/{question.shown_number}/"


def text_of(response):
    return response.content.decode()


def with_answer(state, question):
    texts = {
        "kk": DraftText(text=KAZAKH, legal_ground="«Байланыс туралы» заң", based_on=0),
        "ru": DraftText(text=RUSSIAN, legal_ground="Закон «О связи»", based_on=0),
    }
    number = question.number
    save_draft(person=state.erlan, number=number, texts=texts, confirmed=CONFIRMED, binding="kk", now=MONDAY)
    hand_over(person=state.erlan, number=number, now=MONDAY)
    sign_answer(person=state.gulnar, number=number, now=MONDAY)
    question.refresh_from_db()
    return question


def test_a_number_typed_in_any_way_leads_to_its_one_address(state, guest):
    question = published(state)
    number = question.number
    for typed in (
        number,
        number.lower(),
        f"{number[:4]} {number[4:8]} {number[8]}",
        f" {question.shown_number}",
    ):
        response = guest.get(f"/en/questions/{typed}/")
        assert (response.status_code, response["Location"]) == (301, address(question))
    found = guest.get("/en/questions/find/", {"number": number.lower()})
    assert (found.status_code, found["Location"]) == (302, address(question))


@pytest.mark.parametrize("typed", ["0000-0000-1", "x", "%00", "' OR 1=1", "7K3M-Q2XD-6", "%F0%9F%98%80" * 50])
def test_what_is_no_number_gets_a_sentence(state, guest, typed):
    response = guest.get(f"/en/questions/{typed}/")
    assert response.status_code == 404
    assert "There is no such question here." in text_of(response)


def test_words_typed_where_a_number_belongs_are_searched_for(state, guest):
    response = guest.get("/en/questions/find/", {"number": "интернет & co"})
    assert response["Location"].startswith("/en/search/?q=")


def test_a_waiting_and_a_hidden_text_are_stubs_with_everything_else(state, guest):
    waiting = ask(state, text="Words that nobody has checked yet", name="Unchecked Name", hide_name=False)
    page = text_of(guest.get(address(waiting)))
    assert "nobody has checked" not in page
    assert "Unchecked Name" not in page
    assert "being checked for other people" in page
    assert state.ministry.name_en in page
    gone = hidden(state, text="Words that were taken away")
    page = text_of(guest.get(address(gone)))
    assert "taken away" not in page
    assert "A moderator hid this text. Ground:" in page


def test_the_author_reads_their_own_waiting_text(state, guest):
    waiting = ask(state, text="Words that nobody has checked yet")
    guest.force_login(state.aigerim)
    response = guest.get(address(waiting))
    assert "nobody has checked" in text_of(response)
    assert "This is your question" in text_of(response)
    assert "private" in response["Cache-Control"]
    guest.force_login(state.bolat)
    assert "nobody has checked" not in text_of(guest.get(address(waiting)))


def test_a_private_question_is_there_only_for_its_people(state, guest):
    question = ask(state, text="Between me and the ministry", keep_private=True)
    assert guest.get(address(question)).status_code == 404
    guest.force_login(state.bolat)
    assert guest.get(address(question)).status_code == 404
    for person in (state.aigerim, state.erlan):
        guest.force_login(person)
        assert "Between me and the ministry" in text_of(guest.get(address(question)))


def test_an_answer_is_shown_in_the_reader_s_language_with_a_switch(state, guest):
    question = with_answer(state, publish(state, assigned(state)))
    assert f'lang="ru"><p>{RUSSIAN}' in text_of(guest.get(address(question, "ru")))
    assert "A translation. The text that binds is in Kazakh." in text_of(
        guest.get(address(question) + "?answer=ru")
    )
    page = text_of(guest.get(address(question)))
    assert KAZAKH in page
    assert 'aria-current="true">in Kazakh</a>' in page
    assert KAZAKH in text_of(guest.get(address(question) + "?answer=xx"))


def test_the_answer_to_a_hidden_question_is_not_shown(state, guest):
    from sukhbat.questions.moderation import hide_question
    from tests.web.steps import a_ground

    question = with_answer(state, publish(state, assigned(state)))
    hide_question(person=state.dana, number=question.number, ground=a_ground(), now=MONDAY)
    page = text_of(guest.get(address(question)))
    assert KAZAKH not in page
    assert "The question is answered." in page


def test_a_redirect_is_told_with_both_bodies_and_its_reason(state, guest):
    question = published(state)
    redirected(state, question)
    page = text_of(guest.get(address(question)))
    assert f"Sent on to: {state.other.name_en}" in page
    assert f"From: {state.ministry.name_en}" in page
    assert f'<q lang="kk">{REASON}</q>' in page


def test_the_timers_count_on_and_a_late_body_is_named(state, guest, at):
    question = published(state)
    clocks = guest.get(address(question)).context["story"].clocks
    assert (clocks.day, clocks.days, clocks.asked, clocks.days_late) == (0, 15, 0, 0)
    at(MONDAY + timedelta(days=7))
    clocks = guest.get(address(question)).context["story"].clocks
    assert (clocks.day, clocks.asked) == (5, 7)
    at(MONDAY + (question.due_on - MONDAY.date()) + timedelta(days=1))
    page = text_of(guest.get(address(question)))
    assert "is-overdue" in page
    assert "1 working day late" in page


def test_the_asker_s_clock_goes_on_where_the_body_s_starts_anew(state, guest, at):
    question = published(state)
    later = MONDAY + timedelta(days=2)
    redirected(state, question, now=later)
    at(later)
    clocks = guest.get(address(question)).context["story"].clocks
    assert (clocks.day, clocks.asked, clocks.held) == (0, 2, 0)


def test_a_question_to_a_conference_has_a_clock_that_has_not_started(state, guest):
    question = published(state, conference=make_conference(state))
    response = guest.get(address(question))
    assert response.context["story"].clocks.day is None
    assert "The term starts on 26 November 2026." in text_of(response)


def test_the_proof_names_the_place_in_the_log(state, guest):
    question = published(state)
    assert "given within seconds" in text_of(guest.get(address(question)))
    number_leaves(now=MONDAY, window=None)
    story = guest.get(address(question)).context["story"]
    assert story.proof.index is not None
    assert story.proof.digest
    assert story.proof.digest in text_of(guest.get(address(question)))


def test_the_due_date_comes_with_its_calculation(state, guest):
    page = text_of(guest.get(address(published(state))))
    assert "Registered: Monday" in page
    assert "Working day 15, the last one:" in page


def test_a_question_s_page_costs_a_bounded_number_of_queries(state, guest, django_assert_max_num_queries):
    question = with_answer(state, publish(state, assigned(state)))
    guest.get(address(question))
    with django_assert_max_num_queries(9):
        guest.get(address(question))


def test_links_to_a_question_are_written_as_its_address(state):
    question = published(state)
    with translation.override("kk"):
        assert reverse("web:question", args=[question.number]) == f"/kk/questions/{question.shown_number}/"
    with pytest.raises(NoReverseMatch):
        reverse("web:question", args=["nothing"])
