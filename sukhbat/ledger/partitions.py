"""The quarters of the log, made ahead of time, each with its own guard against TRUNCATE."""

from datetime import datetime

from django.db import connection

from sukhbat.kernel.partitions import ensure_quarters

TABLE = "ledger_entry"


def ensure_partitions(*, now: datetime, quarters: int = 5) -> int:
    """Make the missing partitions from this quarter on; how many were made. Run in a transaction."""
    with connection.cursor() as cursor:
        made = ensure_quarters(cursor, TABLE, start=now, count=quarters)
        for name in made:
            # UPDATE and DELETE triggers are inherited from the parent, a statement trigger is not.
            cursor.execute(
                f"CREATE TRIGGER {name}_stays BEFORE TRUNCATE ON {name} "
                "FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change()"
            )
    return len(made)
