"""The kept calendar outlives a rolled-back test, so each test starts without it; sentences are read in English."""

from collections.abc import Iterator

import pytest
from django.utils import translation

from sukhbat.terms.queries import forget_kept


@pytest.fixture(autouse=True)
def _nothing_kept() -> Iterator[None]:
    forget_kept()
    with translation.override("en"):
        yield
    forget_kept()
