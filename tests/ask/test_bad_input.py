"""Whatever is sent, a clear sentence comes back with the right status, and what was typed is kept."""

from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from sukhbat.questions.drafts import KEPT_FOR, forget_old_drafts
from sukhbat.questions.models import Draft, Question
from sukhbat.web.ask import write
from tests.people import MONDAY, make_conference

pytestmark = pytest.mark.django_db
DRAFT = reverse("web:ask_draft")
HERE = {"HTTP_SEC_FETCH_SITE": "same-origin"}
GOOD = "Ауылымызға интернет қашан тартылады?"


@pytest.fixture(autouse=True)
def at_monday(monkeypatch, state):
    monkeypatch.setattr("sukhbat.kernel.clock.now", lambda: MONDAY)


def post(client, text=GOOD, **fields):
    """As a browser sends it; an unpaired surrogate as the bytes that stand for it."""
    typed = urlencode({"text": text, **fields}, errors="surrogatepass")
    return client.generic("POST", DRAFT, typed, "application/x-www-form-urlencoded", **HERE)


@pytest.mark.parametrize(
    ("text", "keeps"),
    [
        ("", ""),
        ("   \n\t ", ""),
        ("коротко", "коротко"),
        ("1234567890 !!!", "1234567890 !!!"),
        ("я" * 4_001, "я" * 4_001),
        ("слово " * 5_000, "слово слово"),
        ("\x00\x00\x00", ""),
        ("\ud800" * 3, "\ufffd\ufffd"),
        ("\u202e" * 50, ""),
    ],
    ids=["empty", "blank", "short", "no letters", "4001", "30000", "NUL", "surrogates", "bidi"],
)
def test_what_cannot_be_sent_is_kept_and_said(client, text, keeps):
    response = post(client, text)
    assert response.status_code == 422
    assert response.context["form"].errors["text"]
    assert keeps in response.content.decode()
    assert Draft.objects.count() == (1 if keeps else 0)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Қашан\x00 интернет болады?", "Қашан интернет болады?"),
        ("Қашан \u202eинтернет\u202c болады?", "Қашан интернет болады?"),
        ("Қашан \ud83dинтернет болады?", None),
        ("<script>alert(1)</script> қашан?", "<script>alert(1)</script> қашан?"),
        ("Қашан" + "\u0301" * 1_000 + " интернет болады?", None),
        ("'; DROP TABLE questions_question; --", "'; DROP TABLE questions_question; --"),
    ],
    ids=["NUL", "bidi", "surrogate", "html", "zalgo", "sql"],
)
def test_what_is_only_strange_goes_on(client, text, kept):
    response = post(client, text)
    assert response.status_code == 303
    page = client.get(response["Location"])
    assert page.status_code == 200
    assert "<script>alert" not in page.content.decode()
    if kept:
        assert Draft.objects.get().fields["text"] == kept


def test_a_megabyte_gets_413_and_its_beginning_back(client):
    response = post(client, "Сұрақ " * 120_000)
    assert response.status_code == 413
    assert ("Сұрақ " * 3_000).strip() in response.content.decode()


def test_a_million_marks_of_zalgo_get_413(client):
    assert post(client, "Қашан" + "\u0301" * 1_000_000).status_code == 413


@pytest.mark.parametrize("name", ["web:ask_send", "account_login"])
def test_a_megabyte_elsewhere_is_no_500(client, name):
    draft = post(client)["Location"].rstrip("/").rsplit("/", 1)[-1]
    address = reverse(name, args=[draft] if name == "web:ask_send" else [])
    assert client.post(address, {"name": "x" * 1_100_000}).status_code in {400, 413}


@pytest.mark.parametrize(
    "to", ["body:nowhere", "conference:none", "x", "body:", "conference:\x00", "body:" + "x" * 9_000]
)
def test_a_place_that_is_none_is_refused_and_the_text_kept(client, to):
    response = post(client, to=to)
    assert response.status_code == 422
    assert GOOD in response.content.decode()


def test_unknown_decisions_are_refused_at_their_field(client):
    address = post(client)["Location"]
    wrong = {
        "language": "xx",
        "theme": "no",
        "region": "\x00",
        "show_name": "maybe",
        "name": "я" * 500,
        "mask": ["1-2"],
    }
    response = client.post(address + "send/", {**wrong, "consent": "on"})
    assert response.status_code == 422
    assert set(response.context["form"].errors) >= {
        "language",
        "theme",
        "region",
        "show_name",
        "name",
        "mask",
    }
    assert Draft.objects.get().fields["language"] == "kk"


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"HTTP_SEC_FETCH_SITE": "cross-site"},
        {"HTTP_SEC_FETCH_SITE": "same-site"},
        {"HTTP_ORIGIN": "https://evil.example"},
        {"HTTP_ORIGIN": "null"},
    ],
)
def test_another_page_cannot_post_for_us(headers):
    browser = Client(enforce_csrf_checks=True)
    response = browser.post(DRAFT, {"text": GOOD}, **headers)
    assert response.status_code == 403
    assert GOOD in response.content.decode()
    assert not Draft.objects.exists()


def test_a_browser_that_says_nothing_of_itself_presses_once_more():
    browser = Client(enforce_csrf_checks=True)
    refused = browser.post(DRAFT, {"text": GOOD})
    token = refused.context["csrf_token"]
    assert f'value="{token}"' in refused.content.decode()
    response = browser.post(DRAFT, {"text": GOOD, "csrfmiddlewaretoken": str(token)})
    assert response.status_code == 303


@pytest.mark.parametrize("headers", [HERE, {"HTTP_ORIGIN": "http://testserver"}])
def test_our_own_page_needs_no_token(headers):
    assert Client(enforce_csrf_checks=True).post(DRAFT, {"text": GOOD}, **headers).status_code == 303


def test_sending_needs_a_token(state):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(state.aigerim)
    address = browser.post(DRAFT, {"text": GOOD}, **HERE)["Location"]
    assert browser.post(address + "send/", {"consent": "on"}).status_code == 403
    assert not Question.objects.exists()


def test_too_many_drafts_from_one_network_are_refused_and_kept_on_the_page(client, monkeypatch):
    monkeypatch.setattr(write, "DRAFTS", type(write.DRAFTS)("test.draft", 2, 600))
    assert [post(client).status_code for _ in range(3)] == [303, 303, 429]
    response = post(client)
    assert GOOD in response.content.decode()
    assert response["Retry-After"]
    elsewhere = client.post(DRAFT, {"text": GOOD}, REMOTE_ADDR="203.0.113.9", **HERE)
    assert elsewhere.status_code == 303


@pytest.mark.parametrize("name", ["web:ask_draft", "web:ask_send", "web:sign_out_everywhere"])
def test_a_get_where_a_post_belongs_is_said_on_a_page(client, name):
    address = reverse(name, args=[uuid4()] if name == "web:ask_send" else [])
    response = client.get(address)
    assert response.status_code == 405
    assert "POST" in response["Allow"]
    assert "<h1>" in response.content.decode()


@pytest.mark.parametrize(
    "address", ["/kk/ask/not-a-uuid/", "/kk/ask/00000000-0000-0000-0000-000000000000/edit/"]
)
def test_a_wrong_address_is_not_there(client, address):
    assert client.get(address).status_code == 404


def test_choices_in_the_address_that_are_none_are_ignored(client):
    assert client.get("/kk/ask/?conference=%00&body=nowhere").status_code == 200


def test_a_tampered_cookie_opens_nothing(client):
    address = post(client)["Location"]
    client.cookies["draft"] = client.cookies["draft"].value + "x"
    assert client.get(address).status_code == 404


def test_the_cookie_is_out_of_reach_of_scripts(client):
    cookie = post(client).cookies["draft"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["max-age"] == 7 * 86_400


def test_a_draft_lives_seven_days(client, monkeypatch):
    address = post(client)["Location"]
    monkeypatch.setattr("sukhbat.kernel.clock.now", lambda: MONDAY + KEPT_FOR)
    assert client.get(address).status_code == 404
    assert forget_old_drafts(now=MONDAY + KEPT_FOR) == 1


def test_the_open_page_is_cacheable_for_guests_alone(client, state):
    make_conference(state)
    address = reverse("web:ask") + "?conference=internet"
    page = client.get(address)
    assert "public" in page["Cache-Control"]
    assert "csrfmiddlewaretoken" not in page.content.decode()
    assert page.context["form"].initial["to"] == "conference:internet"
    client.force_login(state.aigerim)
    assert "private" in client.get(address)["Cache-Control"]
