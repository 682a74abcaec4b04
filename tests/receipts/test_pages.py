"""The receipt's page and file: for the author and the operator, and for nobody else."""

import json

import pytest
from django.urls import reverse

from sukhbat.questions.receipt_rules import verify_receipt
from sukhbat.questions.rules import Source
from tests.people import TEXT, ask, make_conference

pytestmark = pytest.mark.django_db
NAMES = ["web:receipt", "web:receipt_file"]


@pytest.fixture
def question(state):
    return ask(state, conference=make_conference(state))


@pytest.mark.parametrize("name", NAMES)
def test_only_the_author_sees_it(client, state, question, name):
    address = reverse(name, args=[question.number])
    assert client.get(address).status_code == 302  # to the sign-in page
    client.force_login(state.bolat)
    assert client.get(address).status_code == 404
    client.force_login(state.dana)
    assert client.get(address).status_code == 404
    client.force_login(state.aigerim)
    assert client.get(address).status_code == 200


def test_the_page_says_number_body_and_date_with_its_calculation(client, state, question):
    client.force_login(state.aigerim)
    page = client.get("/en/questions/" + question.number + "/receipt/").content.decode()
    for words in (
        question.shown_number,
        "Цифрлық даму министрлігі (en)",
        "18 December 2026",
        "Working day 15",
    ):
        assert words in page
    assert "no-store" in client.get("/en/questions/" + question.number + "/receipt/")["Cache-Control"]


def test_the_number_may_be_typed_in_any_way(client, state, question):
    client.force_login(state.aigerim)
    assert client.get(f"/kk/questions/{question.shown_number.lower()}/receipt/").status_code == 200
    assert client.get("/kk/questions/0000-0000-1/receipt/").status_code == 404
    assert client.get("/kk/questions/%00/receipt/").status_code == 404


def test_anothers_receipt_looks_like_none(client, state, question):
    client.force_login(state.bolat)
    nobodys, anothers = (
        client.get(f"/en/questions/{number}/receipt/").content.decode().partition("<main")[2]
        for number in ("0000-0000-0", question.shown_number)
    )
    assert nobodys == anothers


def test_the_file_is_an_attachment_that_verifies(client, state, question):
    client.force_login(state.aigerim)
    response = client.get(reverse("web:receipt_file", args=[question.number]))
    assert response["Content-Disposition"] == f'attachment; filename="sukhbat-{question.shown_number}.json"'
    assert verify_receipt(json.loads(response.content), text=TEXT) == []


def test_the_operator_who_entered_it_may_print_it(client, state):
    question = ask(state)
    from sukhbat.questions.models import QuestionPrivate

    QuestionPrivate.objects.update(author=None, entered_by=state.oleg, source=Source.OPERATOR)
    client.force_login(state.oleg)
    assert client.get(reverse("web:receipt", args=[question.number])).status_code == 200


def test_the_page_costs_few_queries(client, state, question, django_assert_max_num_queries):
    client.force_login(state.aigerim)
    address = reverse("web:receipt", args=[question.number])
    client.get(address)
    with django_assert_max_num_queries(10):
        client.get(address)
