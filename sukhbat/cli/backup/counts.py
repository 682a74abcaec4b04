"""What is counted before a backup and after a restore: they must agree."""

from datetime import datetime

from sukhbat.assignments.balances import broken_balances
from sukhbat.bodies.registers import directory_sizes
from sukhbat.ledger.queries import last_index
from sukhbat.questions import counters


def counts() -> dict[str, int]:
    """Rows of the directory, questions by how they ended, and leaves of the log."""
    total = counters.total_balance()
    return {
        **{f"directory_{table}": size for table, size in directory_sizes().items()},
        "questions": total.received,
        "answered": total.answered,
        "in_work": total.in_work,
        "declined": total.declined,
        "withdrawn": total.withdrawn,
        "leaves": last_index() + 1,
    }


def differences(wanted: dict[str, int], found: dict[str, int], *, now: datetime) -> list[str]:
    """A line for each count that is another one, and for each balance that does not close."""
    lines = [
        f"{name}: {found.get(name)} instead of {value}"
        for name, value in wanted.items()
        if found.get(name) != value
    ]
    return lines + broken_balances(now=now)
