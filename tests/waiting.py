"""Tests with several connections: until the others have come to wait for a lock."""

import pytest
from django.db import connection


def wait_until_blocked(count: int, *, attempts: int = 500) -> None:
    """Until so many other sessions wait for a lock; fails loudly after so many attempts of 10 ms or more."""
    with connection.cursor() as cursor:
        for _attempt in range(attempts):
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
                "AND wait_event_type = 'Lock'"
            )
            if cursor.fetchone()[0] >= count:
                return
            cursor.execute("SELECT pg_sleep(0.01)")
    pytest.fail("the acts did not come to wait")
