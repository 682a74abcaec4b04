"""Who searches."""

import pytest
from django.test import Client

from tests.people import MONDAY


@pytest.fixture
def guest(monkeypatch):
    monkeypatch.setattr("sukhbat.kernel.clock.now", lambda: MONDAY)
    return Client()
