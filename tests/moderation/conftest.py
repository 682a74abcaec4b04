"""A second moderator beside dana, an auditor, and a client signed in as someone."""

import pytest
from django.test import Client

from sukhbat.bodies.rules import Role
from tests.people import appoint, make_person


@pytest.fixture
def state(state):
    for name, role in (("asel", Role.MODERATOR), ("nurlan", Role.AUDITOR)):
        state.people[name] = make_person(name)
        appoint(state.people[name], role, state.coordinator)
    return state


@pytest.fixture
def enter():
    def signed_in(person) -> Client:
        client = Client()
        if person is not None:
            client.force_login(person)
        return client

    return signed_in
