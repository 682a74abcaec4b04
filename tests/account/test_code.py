"""Signing in by a code: one way for everyone, and nobody learns who has an account."""

import re
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sukhbat.people.models import Person
from tests.people import make_person

pytestmark = pytest.mark.django_db
LOGIN, CODE = reverse("account_login"), reverse("account_confirm_login_code")


def ask_code(client, email="aigerim@example.kz", **fields):
    return client.post(LOGIN, {"email": email, **fields})


def mailed_code(at=-1):
    return re.search(r"\d{4}-\d{4}", mail.outbox[at].body)[0]


def is_in(client):
    return "_auth_user_id" in client.session


def test_a_known_address_signs_in(client):
    person = make_person("aigerim")
    assert ask_code(client)["Location"] == CODE
    response = client.post(CODE, {"code": mailed_code()})
    assert response["Location"] == reverse("web:my")
    assert client.session["_auth_user_id"] == str(person.pk)


@pytest.mark.parametrize("typed", ["plain", "spaces", "lower"])
def test_the_code_may_be_pasted_as_it_comes(client, typed):
    make_person("aigerim")
    ask_code(client)
    code = mailed_code()
    shown = {"plain": code.replace("-", ""), "spaces": f"  {code} ", "lower": code.replace("-", " ")}[typed]
    client.post(CODE, {"code": shown})
    assert is_in(client)


def test_an_unknown_address_becomes_a_person_by_its_code_and_not_before(client):
    client.post("/ru/account/sign-in/", {"email": "New@Example.KZ"})
    assert not Person.objects.exists()
    client.post("/ru/account/sign-in/code/", {"code": mailed_code()})
    person = Person.objects.get()
    assert (person.email, person.language) == ("new@example.kz", "ru")
    assert not person.has_usable_password()
    assert is_in(client)


def test_known_and_unknown_look_the_same(client, other_client):
    make_person("aigerim", language="en")
    known, unknown = ask_code(client), ask_code(other_client, "nobody@example.kz")
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    first, second = mail.outbox
    plain = [re.sub(r"\d{4}-\d{4}", "", message.subject + message.body) for message in (first, second)]
    assert plain[0] == plain[1]

    def shape(client):
        page = client.get(CODE).content.decode()
        return re.sub(r'value="[^"]*"|\S+@example.kz', "", page)

    assert shape(client) == shape(other_client)


def test_known_and_unknown_cost_the_same_queries(client, other_client):
    make_person("aigerim")
    Client().get(LOGIN)  # what a process keeps for a while is read once
    counts = []
    for browser, email in ((client, "aigerim@example.kz"), (other_client, "nobody@example.kz")):
        with CaptureQueriesContext(connection) as asked:
            ask_code(browser, email)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_the_mail_is_in_the_persons_language_with_the_code_in_its_subject(client):
    make_person("aigerim", language="ru")
    client.post("/en/account/sign-in/", {"email": "aigerim@example.kz"})
    message = mail.outbox[0]
    assert mailed_code() in message.subject
    assert message.to == ["aigerim@example.kz"]
    html, kind = message.alternatives[0]
    assert kind == "text/html"
    assert '<html lang="ru">' in html
    assert mailed_code() in html


def test_a_wrong_code_says_so_and_the_page_can_be_reloaded(client):
    ask_code(client)
    response = client.post(CODE, {"code": "0000-0000"})
    assert response.status_code == 422
    assert client.get(CODE).status_code == 200
    client.post(CODE, {"code": mailed_code()})
    assert is_in(client)


def test_five_wrong_codes_end_it(client):
    ask_code(client, next="/kk/ask/")
    for _ in range(4):
        assert client.post(CODE, {"code": "0000-0000"}).status_code == 422
    response = client.post(CODE + "?next=/kk/ask/", {"code": "0000-0000"})
    assert response["Location"].startswith(LOGIN)
    assert "next=" in response["Location"]
    client.post(CODE, {"code": mailed_code()})
    assert not is_in(client)


def test_an_old_code_is_refused_with_a_sentence(client, monkeypatch):
    import time

    ask_code(client)
    later = time.time() + timedelta(minutes=16).total_seconds()
    monkeypatch.setattr(time, "time", lambda: later)
    response = client.post(CODE, {"code": mailed_code()}, follow=True)
    assert response.redirect_chain[0][0] == LOGIN
    assert [str(message) for message in response.context["messages"]]
    assert not is_in(client)


@pytest.mark.parametrize("code", ["", "x" * 10_000, "\x00", "١٢٣٤٥٦٧٨", "1234-567😀"])
def test_a_strange_code_is_only_a_wrong_one(client, code):
    ask_code(client)
    assert client.post(CODE, {"code": code}).status_code == 422


@pytest.mark.parametrize(
    "email", ["", "no-at-sign", "a@b", "x" * 300 + "@example.kz", "a@exa mple.kz", "\x00@example.kz"]
)
def test_a_strange_address_gets_a_sentence(client, email):
    response = ask_code(client, email)
    assert response.status_code == 422
    assert response.context["form"].errors["email"]
    assert mail.outbox == []


def test_another_code_makes_the_first_one_worthless(client):
    ask_code(client)
    first = mailed_code()
    client.post(CODE, {"action": "resend"})
    assert len(mail.outbox) == 2
    assert mailed_code() != first
    assert client.post(CODE, {"code": first}).status_code == 422
    client.post(CODE, {"code": mailed_code()})
    assert is_in(client)


def test_another_address_may_be_typed(client):
    ask_code(client)
    assert client.post(CODE, {"action": "cancel"})["Location"] == LOGIN
    assert client.get(LOGIN).status_code == 200


def test_an_open_code_brings_the_sign_in_page_to_it(client):
    ask_code(client)
    assert client.get(LOGIN + "?next=/kk/ask/")["Location"] == CODE + "?next=%2Fkk%2Fask%2F"


@pytest.mark.parametrize(
    ("given", "goes"),
    [
        ("/kk/ask/", "/kk/ask/"),
        ("https://evil.example/", None),
        ("//evil.example/", None),
        ("javascript:alert(1)", None),
    ],
)
def test_it_goes_on_only_to_our_own_pages(client, given, goes):
    ask_code(client, next=given)
    assert client.post(CODE, {"code": mailed_code()})["Location"] == (goes or reverse("web:my"))


def test_too_many_codes_for_one_address_are_refused(client):
    assert [ask_code(client).status_code for _ in range(2)] == [303, 302]  # the second finds the open code
    for _ in range(2):
        client.post(CODE, {"action": "cancel"})
        ask_code(client)
    client.post(CODE, {"action": "cancel"})
    response = ask_code(client)
    assert response.status_code == 429
    assert len(mail.outbox) == 3


def test_a_closed_account_stays_closed(client):
    make_person("aigerim", is_active=False)
    ask_code(client)
    assert client.post(CODE, {"code": mailed_code()}).status_code == 403
    assert not is_in(client)
    assert Person.objects.count() == 1


def test_a_mail_server_that_is_down_is_said_and_keeps_the_address(client, settings):
    settings.EMAIL_BACKEND = "tests.account.broken_mail.Backend"
    response = ask_code(client)
    assert response.status_code == 503
    assert "aigerim@example.kz" in response.content.decode()


def test_signing_out_is_a_post(client):
    client.force_login(make_person("aigerim"))
    assert client.get(reverse("account_logout")).status_code == 200
    assert is_in(client)
    assert client.post(reverse("account_logout")).status_code == 303
    assert not is_in(client)
    assert Session.objects.count() <= 1


def test_there_are_no_other_doors(client):
    for address in ("signup/", "password/reset/", "password/change/", "email/", "login/", "inactive/"):
        assert client.get(f"/en/account/{address}").status_code == 404
