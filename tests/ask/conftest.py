"""Browsers of the tests that ask."""

import pytest
from django.test import Client


@pytest.fixture
def other_client():
    """A second browser."""
    return Client()
