"""The table of the shared cache names nobody."""

import re

import pytest
from django.core.cache.backends.db import DatabaseCache
from django.db import connection
from django.test import Client

from sukhbat.settings import base

pytestmark = pytest.mark.django_db


def test_a_sign_in_leaves_neither_network_nor_address_in_the_table(settings):
    settings.CACHES = {**settings.CACHES, "default": base.CACHES["default"]}
    Client().post("/en/account/sign-in/", {"email": "aigerim@example.kz"})
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key, value FROM kernel_cache")
        rows = cursor.fetchall()
    assert rows
    assert all(re.fullmatch(r"[0-9a-f]{64}", key) for key, _value in rows)


def test_what_is_put_in_comes_out():
    options = base.CACHES["default"]
    cache = DatabaseCache(options["LOCATION"], {"KEY_FUNCTION": options["KEY_FUNCTION"]})
    cache.set("of:somebody", 7, 60)
    assert (cache.get("of:somebody"), cache.get("of:another")) == (7, None)
