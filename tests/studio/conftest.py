"""A client signed in as someone."""

import pytest
from django.test import Client


@pytest.fixture
def enter():
    def signed_in(person) -> Client:
        client = Client()
        if person is not None:
            client.force_login(person)
        return client

    return signed_in
