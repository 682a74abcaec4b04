"""Work in a thread that keeps a connection of Django's for itself; a lost database is told apart from a mistake."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from django.db import InterfaceError, OperationalError, connection

Given = TypeVar("Given")


class DatabaseAwayError(Exception):
    """The database does not answer; what was asked may or may not have been done."""


def ask(work: Callable[[], Given]) -> Given:
    """Run work that talks to the database. Raises DatabaseAwayError; the next call connects anew."""
    try:
        connection.close_if_unusable_or_obsolete()
        return work()
    except (OperationalError, InterfaceError) as error:
        connection.close()
        raise DatabaseAwayError from error
    except Exception:
        # Whatever was left half done must not reach the next one.
        if connection.in_atomic_block or connection.errors_occurred:
            connection.close()
        raise


def _close() -> None:
    """Each thread has a connection of its own, so that it has to be named where it is closed."""
    connection.close()


class Reader:
    """One thread for all reading, so that reading never takes more than one connection and one processor."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="live-reads")

    async def read(self, work: Callable[[], Given]) -> Given:
        return await asyncio.get_running_loop().run_in_executor(self._thread, ask, work)

    async def close(self) -> None:
        await asyncio.get_running_loop().run_in_executor(self._thread, _close)
        self._thread.shutdown(wait=False)
