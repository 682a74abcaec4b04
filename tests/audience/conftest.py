"""A live part at a fixed moment, and a guest who looks at it."""

import pytest
from django.core.cache import caches
from django.test import Client

from sukhbat.web.kept_pages import kept_pages
from tests.people import MONDAY
from tests.studio.steps import live


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


@pytest.fixture
def conference(state):
    return live(state)


@pytest.fixture
def page_of():
    """The text of an address as it is now: what is kept for a second is made anew."""

    def read(client, address="/en/conferences/internet/"):
        caches["fragments"].clear()
        kept_pages.forget()
        return client.get(address).content.decode()

    return read
