"""Advisory locks of PostgreSQL by name: one writer for what only one may do."""

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256

from django.db import connection


def lock_key(name: str) -> int:
    """The signed 64-bit key of a lock's name."""
    return int.from_bytes(sha256(name.encode()).digest()[:8], "big", signed=True)


@contextmanager
def held_or_skipped(name: str) -> Iterator[bool]:
    """Inside a transaction: True when this transaction now holds the lock, False when another does."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [lock_key(name)])
        row = cursor.fetchone()
    yield bool(row and row[0])


def wait_for(name: str) -> None:
    """Inside a transaction: wait until this transaction holds the lock."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [lock_key(name)])


@contextmanager
def held_for_session(name: str) -> Iterator[bool]:
    """Outside transactions: True when this connection holds the lock until the end, False when another one does.

    It goes with the connection, also when that is lost: what happens inside must be right even for two at once.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [lock_key(name)])
        row = cursor.fetchone()
    is_mine = bool(row and row[0])
    try:
        yield is_mine
    finally:
        if is_mine and connection.is_usable():
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [lock_key(name)])
