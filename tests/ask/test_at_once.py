"""Two presses at the same moment, from two connections: one question, one receipt."""

import threading

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from sukhbat.questions.models import Draft, Question
from tests.people import make_state

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
FIELDS = {"language": "kk", "show_name": "no", "consent": "on"}


def test_two_presses_at_once_are_one_question():
    state = make_state()
    browser = Client()
    browser.force_login(state.aigerim)
    typed = {"text": "Ауылымызға интернет қашан тартылады?"}
    address = browser.post(reverse("web:ask_draft"), typed, HTTP_SEC_FETCH_SITE="same-origin")["Location"]
    together = threading.Barrier(4)
    answers: list[tuple[int, str]] = []

    def press() -> None:
        client = Client()
        client.cookies.update(browser.cookies)
        together.wait(timeout=20)
        try:
            response = client.post(address + "send/", FIELDS)
            answers.append((response.status_code, response.get("Location", "")))
        finally:
            connection.close()

    presses = [threading.Thread(target=press) for _ in range(4)]
    for thread in presses:
        thread.start()
    for thread in presses:
        thread.join(timeout=60)
    question = Question.objects.get()
    assert answers == [(303, reverse("web:receipt", args=[question.number]))] * 4
    draft = Draft.objects.get()
    assert (draft.question, draft.fields) == (question, {})
