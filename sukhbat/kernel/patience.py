"""A bound on how long statements of the database may take, for what is a comfort and must not become a load."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import OperationalError, connection, transaction
from psycopg.errors import QueryCanceled


class TooSlowError(Exception):
    """A statement took longer than it may."""


@contextmanager
def no_longer_than(milliseconds: int) -> Iterator[None]:
    """In a transaction of its own, each statement inside is given up after so long. TooSlowError then."""
    try:
        with transaction.atomic():
            before = _bound(str(milliseconds))
            yield
            # Where this transaction is a part of another one, the bound ends here all the same.
            _bound(before)
    except OperationalError as error:
        if isinstance(error.__cause__, QueryCanceled):
            raise TooSlowError from error
        raise


def _bound(value: str) -> str:
    """Set it until the transaction ends; what it was."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('statement_timeout'), set_config('statement_timeout', %s, true)", [value]
        )
        row: tuple[str, str] = cursor.fetchone()
    return row[0]
