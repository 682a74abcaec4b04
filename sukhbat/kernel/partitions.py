"""Tables partitioned by time through their UUIDv7 key: the id's first 48 bits are milliseconds.

Partitioning by the key itself keeps the primary key short and unique over all partitions.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Protocol
from uuid import UUID


class Cursor(Protocol):
    """What is used of a database cursor."""

    def execute(self, sql: str, params: Sequence[str] | None = None, /) -> object: ...
    def fetchone(self) -> tuple[Any, ...] | None: ...


def first_id(moment: datetime) -> UUID:
    """The smallest UUIDv7 of a moment: a bound between partitions."""
    return UUID(int=int(moment.timestamp() * 1000) << 80)


def quarter_start(year: int, quarter: int) -> datetime:
    """The first moment (UTC) of a quarter; quarters above 4 run on into the next years."""
    year, quarter = year + (quarter - 1) // 4, (quarter - 1) % 4 + 1
    return datetime(year, quarter * 3 - 2, 1, tzinfo=UTC)


def ensure_quarters(cursor: Cursor, table: str, *, start: datetime, count: int) -> list[str]:
    """Create the missing partitions for ``count`` quarters from that of ``start``; names of the new ones."""
    made = []
    quarter = (start.month - 1) // 3 + 1
    for step in range(count):
        low = quarter_start(start.year, quarter + step)
        high = quarter_start(start.year, quarter + step + 1)
        name = f"{table}_{low.year}_q{(low.month - 1) // 3 + 1}"
        cursor.execute("SELECT to_regclass(%s)", [name])
        row = cursor.fetchone()
        if row is None or row[0] is None:
            cursor.execute(
                f"CREATE TABLE {name} PARTITION OF {table} "
                f"FOR VALUES FROM ('{first_id(low)}') TO ('{first_id(high)}')"
            )
            made.append(name)
    return made
