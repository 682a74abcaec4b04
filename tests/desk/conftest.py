"""A client signed in as someone, and the real moment of the test state: pages ask the clock themselves."""

import pytest
from django.test import Client

from sukhbat.kernel import clock
from tests.people import MONDAY


@pytest.fixture(autouse=True)
def monday(monkeypatch):
    """Every page is opened on the Monday the state lives in."""
    monkeypatch.setattr(clock, "now", lambda: MONDAY)


@pytest.fixture
def enter():
    def signed_in(person) -> Client:
        client = Client()
        if person is not None:
            client.force_login(person)
        return client

    return signed_in
