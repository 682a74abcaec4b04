"""Supporting by an ordinary form: as a guest, signed in, twice, taken back, closed, and from another site."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from sukhbat.questions.support_tally import supported_by, supports_of
from tests.people import MONDAY, ask
from tests.studio.steps import public

pytestmark = pytest.mark.django_db
HERE = {
    "Sec-Fetch-Site": "same-origin",
    "Referer": "http://testserver/en/conferences/internet/?theme=internet",
}
PAGE = "/en/conferences/internet/?theme=internet"


@pytest.fixture
def question(state, conference):
    return public(state, conference)


@pytest.fixture
def bolat(state, guest):
    guest.force_login(state.bolat)
    return guest


def address(question):
    return f"/en/questions/{question.shown_number}/support/"


def count(question):
    return supports_of([question.pk]).get(question.pk, 0)


def press(client, question, wanted="yes", **headers):
    return client.post(address(question), {"wanted": wanted}, headers=HERE | headers)


def test_a_support_counts_once_and_leads_back_to_the_list(bolat, question):
    for _ in range(2):
        response = press(bolat, question)
        assert (response.status_code, response["Location"]) == (303, f"{PAGE}#s-{question.number}")
    assert count(question) == 1


def test_it_can_be_taken_back(state, bolat, question):
    press(bolat, question)
    press(bolat, question, "no")
    assert count(question) == 0
    assert supported_by(state.bolat, [question.pk]) == set()


def test_a_script_gets_json(bolat, question):
    response = press(bolat, question, Accept="application/json")
    assert response.json() == {"number": question.number, "supports": 1, "mine": True}
    assert "no-store" in response["Cache-Control"]


def test_a_guest_says_who_they_are_and_confirms_once(state, guest, question):
    response = press(guest, question)
    assert response.status_code == 303
    onward = parse_qs(urlsplit(response["Location"]).query)["next"][0]
    assert onward.startswith(address(question))
    assert press(guest, question, Accept="application/json").status_code == 401
    guest.force_login(state.bolat)
    page = guest.get(onward)
    assert "Support this question?" in page.content.decode()
    assert count(question) == 0
    back = page.context["back"]
    assert back == PAGE
    done = guest.post(address(question), {"wanted": "yes", "back": back}, headers=HERE)
    assert done["Location"].startswith(PAGE)
    assert count(question) == 1


def test_the_page_that_asks_has_a_token_for_browsers_that_say_nothing(state, question, at):
    client = Client(enforce_csrf_checks=True)
    client.force_login(state.bolat)
    page = client.post(address(question), {"wanted": "yes"})
    assert page.status_code == 403
    assert "did not say where this came from" in page.content.decode()
    assert count(question) == 0
    token = page.context["csrf_token"]
    done = client.post(address(question), {"wanted": "yes", "csrfmiddlewaretoken": str(token)})
    assert done.status_code == 303
    assert count(question) == 1


@pytest.mark.parametrize(
    "headers",
    [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "none"}],
)
def test_another_site_cannot_press(state, question, headers):
    client = Client(enforce_csrf_checks=True)
    client.force_login(state.bolat)
    assert client.post(address(question), {"wanted": "yes"}, headers=headers).status_code == 403
    assert count(question) == 0


@pytest.mark.parametrize(
    "back", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "\\\\evil"]
)
def test_it_leads_nowhere_else(bolat, question, back):
    response = bolat.post(address(question), {"back": back}, headers={"Sec-Fetch-Site": "same-origin"})
    assert response["Location"] == f"/en/questions/{question.shown_number}/#s-{question.number}"


def test_after_the_end_it_is_closed_in_words(bolat, question, at):
    at(MONDAY + timedelta(hours=3))
    response = press(bolat, question)
    assert response.status_code == 409
    assert "Supports count only" in response.content.decode()
    assert press(bolat, question, Accept="application/json").json()["code"] == "supports_closed"
    assert "Supports count only" in bolat.get(address(question)).content.decode()


def test_one_s_own_question_has_no_button_and_says_why(state, guest, question):
    guest.force_login(state.aigerim)
    assert "data-support=" not in guest.get(f"/en/questions/{question.shown_number}/").content.decode()
    response = press(guest, question)
    assert response.status_code == 409
    assert "You asked this question yourself" in response.content.decode()


def test_what_is_not_public_is_not_there(state, conference, bolat):
    waiting = ask(state, conference=conference)
    assert bolat.get(address(waiting)).status_code == 404
    assert press(bolat, waiting).status_code == 409
    assert bolat.get("/en/questions/0000-0000-1/support/").status_code == 404
    assert bolat.post("/en/questions/nothing/support/", headers=HERE).status_code == 404


def test_a_question_s_page_has_the_button(bolat, question):
    page = bolat.get(f"/en/questions/{question.shown_number}/").content.decode()
    assert f'data-support="{question.number}"' in page
    assert 'data-pass-url="/en/conferences/internet/pass/"' in page
