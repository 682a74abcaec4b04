"""The last second of intake: the moment of arrival decides, and nothing written is lost."""

from datetime import timedelta

import pytest
from django.urls import reverse

from sukhbat.questions.models import Question
from tests.people import MONDAY, make_conference

pytestmark = pytest.mark.django_db
HERE = {"HTTP_SEC_FETCH_SITE": "same-origin"}
GOOD = "Ауылымызға интернет қашан тартылады?"
FIELDS = {"language": "kk", "show_name": "no", "consent": "on"}


@pytest.fixture
def at(monkeypatch):
    def set_clock(moment):
        monkeypatch.setattr("sukhbat.kernel.clock.now", lambda: moment)

    set_clock(MONDAY)
    return set_clock


@pytest.fixture
def conference(state):
    return make_conference(state)


@pytest.fixture
def address(client, state, at, conference):
    client.force_login(state.aigerim)
    return client.post(reverse("web:ask_draft"), {"text": GOOD, "conference": "internet"}, **HERE)["Location"]


def test_one_microsecond_before_the_end_is_in_time(client, at, conference, address):
    at(conference.ends_at - timedelta(microseconds=1))
    assert client.post(address + "send/", FIELDS).status_code == 303
    assert Question.objects.get().conference == conference


def test_at_the_end_it_is_late_and_one_press_sends_it_to_a_body(client, state, at, conference, address):
    at(conference.ends_at)
    late = client.post(address + "send/", FIELDS)
    assert late.status_code == 409
    assert GOOD in late.content.decode()
    assert not Question.objects.exists()
    body = late.context["goes"].body
    assert body == state.ministry
    sent = client.post(address + "send/", {**FIELDS, "instead": body.slug})
    assert sent.status_code == 303
    question = Question.objects.get()
    assert (question.conference, question.body) == (None, state.ministry)
    assert question.registered_on < question.due_on


def test_a_second_press_after_the_end_finds_the_receipt(client, at, conference, address):
    first = client.post(address + "send/", FIELDS)
    at(conference.ends_at)
    assert client.post(address + "send/", FIELDS)["Location"] == first["Location"]


def test_the_review_says_that_intake_closed_meanwhile(client, at, conference, address):
    at(conference.ends_at)
    page = client.get(address)
    assert page.context["closed"]
    assert 'name="instead"' in page.content.decode()
