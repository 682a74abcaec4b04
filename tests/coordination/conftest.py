"""Someone signed in as anybody of the small state, at a moment that does not move; an auditor beside the others."""

from collections.abc import Callable

import pytest
from django.test import Client

from sukhbat.bodies.rules import Role
from sukhbat.kernel import clock
from tests.people import MONDAY, appoint, make_person


@pytest.fixture
def state(state):
    state.people["nurlan"] = make_person("nurlan")
    appoint(state.people["nurlan"], Role.AUDITOR, state.coordinator)
    return state


@pytest.fixture
def at_monday(monkeypatch):
    """The pages' clock stands at MONDAY; the returned function sets another moment."""

    def set_to(moment):
        monkeypatch.setattr(clock, "now", lambda: moment)

    set_to(MONDAY)
    return set_to


@pytest.fixture
def enter(at_monday) -> Callable[..., Client]:
    def signed_in(person) -> Client:
        client = Client()
        if person is not None:
            client.force_login(person)
        return client

    return signed_in
