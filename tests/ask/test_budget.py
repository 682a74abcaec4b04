"""What the pages of asking cost the database, once a process is warm."""

import pytest
from django.urls import reverse

from tests.people import make_conference

pytestmark = pytest.mark.django_db
HERE = {"HTTP_SEC_FETCH_SITE": "same-origin"}


def warm(client, address):
    client.get(address)
    return address


def test_the_open_page(client, state, django_assert_max_num_queries):
    make_conference(state)
    address = warm(client, reverse("web:ask"))
    with django_assert_max_num_queries(5):
        client.get(address)


# Four of them look for similar questions by their words, within 0.2 s, where no process compares meanings.
@pytest.mark.parametrize(("signed_in", "queries"), [(False, 13), (True, 17)])
def test_the_review(client, state, django_assert_max_num_queries, signed_in, queries):
    make_conference(state)
    if signed_in:
        client.force_login(state.aigerim)
    typed = {"text": "Ауылымызға интернет қашан тартылады?", "conference": "internet"}
    address = warm(client, client.post(reverse("web:ask_draft"), typed, **HERE)["Location"])
    with django_assert_max_num_queries(queries):
        client.get(address)
