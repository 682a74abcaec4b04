"""The operator's pages through HTTP: a caller's question is entered once, never as one's own, and told aloud."""

from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from sukhbat.kernel import clock
from sukhbat.ledger.queries import entries_about
from sukhbat.questions.models import Question, QuestionPrivate
from tests.people import appoint, ask, make_conference, make_person

pytestmark = pytest.mark.django_db

ENTER = "/kk/operator/"
TEXT = "Біздің ауылға газ қашан тартылады, нақты мерзімін айтыңызшы"
PHONE_TEXT = f"{TEXT}. Менің нөмірім 8 701 123 45 67"


@pytest.fixture
def client(state):
    client = Client()
    client.force_login(state.oleg)
    return client


def sent(**changes):
    fields = {
        "key": str(uuid4()),
        "text": TEXT,
        "language": "kk",
        "consent": "on",
        "hide_name": "on",
        **changes,
    }
    return {name: value for name, value in fields.items() if value is not None}


def body(response) -> str:
    return response.content.decode()


def test_an_operator_enters_a_question_and_is_never_its_author(state, client):
    data = sent(theme="internet", region="10", name="Серік", contact="8 705 000 00 00")
    response = client.post(ENTER, data)
    question = Question.objects.get()
    private = QuestionPrivate.objects.get()
    assert (response.status_code, response["Location"]) == (303, f"{ENTER}{question.shown_number}/")
    assert (private.source, private.author, private.entered_by) == ("operator", None, state.oleg)
    assert (private.name, private.contact, private.hide_name) == ("Серік", "8 705 000 00 00", True)
    assert private.consent_version
    assert (question.body, question.theme, question.region) == (state.ministry, state.internet, state.abai)
    assert question.asker_name == ""
    entry = entries_about(question.number).get()
    assert (entry.actor_role, entry.facts["source"]) == ("operator", "operator")


def test_a_second_press_finds_the_first_question(client):
    data = sent()
    first, second = client.post(ENTER, data), client.post(ENTER, data)
    assert first["Location"] == second["Location"]
    assert Question.objects.count() == 1


def test_a_second_press_works_after_the_intake_closed(state, client):
    conference = make_conference(state, now=clock.now())
    data = sent(to=f"conference:{conference.slug}")
    first = client.post(ENTER, data)
    type(conference).objects.update(intake_open=False)
    assert client.post(ENTER, data)["Location"] == first["Location"]


def test_a_key_of_someone_else_gives_nothing_of_theirs(state, client):
    key = uuid4()
    question = ask(state, key=key)
    response = client.post(ENTER, sent(key=str(key)))
    assert response.status_code in {404, 409}
    assert question.shown_number not in body(response)


def test_the_page_tells_the_number_the_body_and_the_day(state, client):
    page = client.post(ENTER, sent(language="ru"), follow=True)
    question = Question.objects.get()
    assert question.shown_number in body(page)
    assert question.body.name in body(page)
    assert str(question.due_on.year) in body(page)
    assert [[sign for sign, _name in group] for group in page.context["groups"]] == [
        list(part) for part in question.shown_number.split("-")
    ]
    assert len(page.context["calculation"]) > 3


def test_a_body_may_be_chosen_and_its_hierarchy_answers(state, client):
    client.post(ENTER, sent(to="body:min-transport"))
    assert (Question.objects.get().body, Question.objects.get().routed_by) == (state.other, "chosen")


def test_a_closed_conference_refuses_in_the_same_words_and_keeps_the_text(state, client):
    conference = make_conference(state, now=clock.now(), intake_open=False)
    response = client.post("/en/operator/", sent(to=f"conference:{conference.slug}"))
    assert response.status_code == 409
    assert "no longer takes questions" in body(response)
    assert TEXT in body(response)
    assert not Question.objects.exists()


def test_found_data_is_asked_about_once_and_masked_by_default(client):
    data = sent(text=PHONE_TEXT)
    asked = client.post(ENTER, data)
    assert (asked.status_code, Question.objects.count()) == (200, 0)
    form = asked.context["form"]
    assert form["mask"].value() == ["8 701 123 45 67"]
    assert PHONE_TEXT in body(asked)
    client.post(ENTER, data | {"seen": form["seen"].value(), "mask": form["mask"].value()})
    question = Question.objects.get()
    assert "701" not in question.text
    assert QuestionPrivate.objects.get().original == PHONE_TEXT


def test_an_unmasked_finding_goes_to_the_moderators_with_its_flag(client):
    data = sent(text=PHONE_TEXT)
    form = client.post(ENTER, data).context["form"]
    client.post(ENTER, data | {"seen": form["seen"].value()})
    assert "701" in Question.objects.get().text
    assert QuestionPrivate.objects.get().findings == ["phone"]


def test_a_changed_text_is_asked_about_anew(client):
    data = sent(text=PHONE_TEXT)
    seen = client.post(ENTER, data).context["form"]["seen"].value()
    again = client.post(ENTER, data | {"seen": seen, "text": f"{PHONE_TEXT} немесе 8 705 765 43 21"})
    assert (again.status_code, Question.objects.count()) == (200, 0)
    assert len(again.context["form"]["mask"].value()) == 2


@pytest.mark.parametrize(
    ("changes", "kept"),
    [
        ({"text": ""}, ""),
        ({"text": "қысқа"}, "қысқа"),
        ({"text": "я" * 4_001}, "я" * 4_001),
        ({"text": "\x00\x01"}, ""),
        ({"text": "1234567890 !"}, "1234567890 !"),
        ({"consent": None}, TEXT),
        ({"language": "xx"}, TEXT),
        ({"key": "x"}, TEXT),
        ({"key": None}, TEXT),
        ({"to": "body:nowhere"}, TEXT),
        ({"to": "conference:nowhere"}, TEXT),
        ({"to": "x\x00:y"}, TEXT),
        ({"theme": "nowhere"}, TEXT),
        ({"region": "99"}, TEXT),
        ({"name": "я" * 121}, TEXT),
    ],
)
def test_bad_input_is_explained_and_kept(client, changes, kept):
    response = client.post(ENTER, sent(**changes))
    assert response.status_code == 422
    assert 'role="alert"' in body(response)
    assert kept in body(response)
    assert not Question.objects.exists()


@pytest.mark.parametrize(
    "text", [f"{TEXT}\x00", f"\u202e{TEXT}", f"{TEXT} <b>HTML</b>", "е" + "\u0301" * 1000 + TEXT]
)
def test_odd_text_is_taken_clean(client, text):
    assert client.post(ENTER, sent(text=text)).status_code == 303
    stored = Question.objects.get().text
    assert "\x00" not in stored
    assert "\u202e" not in stored


def test_a_megabyte_is_refused_in_words(client):
    response = client.post(ENTER, sent(text="a " * 500_000))
    assert response.status_code in {400, 413}
    assert "<h1>" in body(response)


def test_an_operator_sees_only_numbers_and_only_their_own(state, client):
    client.post(ENTER, sent())
    mine = Question.objects.get()
    foreign = ask(state)
    page = body(client.get(ENTER))
    assert mine.shown_number in page
    assert mine.text not in page
    assert foreign.shown_number not in page
    assert client.get(f"{ENTER}{foreign.shown_number}/").status_code == 404
    assert client.get(f"{ENTER}nonsense/").status_code == 404
    second = make_person("second")
    appoint(second, "operator", state.coordinator)
    other = Client()
    other.force_login(second)
    assert other.get(f"{ENTER}{mine.shown_number}/").status_code == 404


@pytest.mark.parametrize("name", ["aigerim", "dana", "saule", "gulnar", "madina", "aliya"])
def test_only_operators_come_in(state, name):
    client = Client()
    client.force_login(state.people[name])
    for response in (
        client.get(ENTER),
        client.post(ENTER, sent()),
        client.get(f"{ENTER}{ask(state).shown_number}/"),
    ):
        assert response.status_code == 403
    assert not QuestionPrivate.objects.filter(source="operator").exists()


def test_a_guest_is_sent_to_sign_in(state):
    response = Client().get(ENTER)
    assert response["Location"].startswith(reverse(settings.LOGIN_URL))


def test_opening_the_page_writes_nothing_and_another_method_is_refused(client, django_assert_max_num_queries):
    client.get(ENTER)
    with django_assert_max_num_queries(12):
        client.get(ENTER)
    assert not Question.objects.exists()
    assert client.put(ENTER).status_code == 405
