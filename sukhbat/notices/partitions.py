"""The quarters of the table of notices, made ahead of time."""

from datetime import datetime

from django.db import connection

from sukhbat.kernel.partitions import ensure_quarters

TABLE = "notices_notice"


def ensure_partitions(*, now: datetime, quarters: int = 5) -> int:
    """Make the missing partitions from this quarter on; how many were made. Run in a transaction."""
    with connection.cursor() as cursor:
        return len(ensure_quarters(cursor, TABLE, start=now, count=quarters))
