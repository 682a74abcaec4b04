"""A fixed moment for pages, and small helpers to reach them."""

import pytest
from django.test import Client

from tests.people import MONDAY


@pytest.fixture
def at(monkeypatch):
    """Set the clock that views read; starts at MONDAY."""

    def set_to(moment):
        monkeypatch.setattr("sukhbat.kernel.clock.now", lambda: moment)

    set_to(MONDAY)
    return set_to


@pytest.fixture
def guest(at):
    return Client()
