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


@pytest.mark.parametrize(("signed_in", "queries"), [(False, 9), (True, 16)])
def test_the_review(client, state, django_assert_max_num_queries, signed_in, queries):
    make_conference(state)
    if signed_in:
        client.force_login(state.aigerim)
    typed = {"text": "Ауылымызға интернет қашан тартылады?", "conference": "internet"}
    address = warm(client, client.post(reverse("web:ask_draft"), typed, **HERE)["Location"])
    with django_assert_max_num_queries(queries):
        client.get(address)
