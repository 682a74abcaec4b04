"""Granting a role from the command line: whoever holds the machine holds the installation; the log says so."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from sukhbat.bodies import registers
from sukhbat.bodies.actions import LOCK, apply_directory
from sukhbat.bodies.directory_cells import UnreadableError, row_from_texts
from sukhbat.bodies.directory_csv import plan_rows
from sukhbat.bodies.directory_rows import Place, Table, Values
from sukhbat.kernel.clock import local_day
from sukhbat.kernel.locks import wait_for


def appoint(texts: Mapping[str, str], *, now: datetime) -> str | None:
    """Grant the role that the texts name, inside the caller's transaction; a sentence when it cannot be."""
    wait_for(LOCK)
    known = registers.known()
    try:
        row = row_from_texts(Table.OFFICERS, texts, Place(), today=local_day(now))
    except UnreadableError as error:
        return str(error.reason)
    if _holds_already(known.of(Table.OFFICERS).values(), texts):
        return None
    plan = plan_rows([row], known)
    if plan.refused:
        return str(plan.refused[0].reason)
    apply_directory(plan=plan, now=now)
    return None


def _holds_already(rows: Iterable[Values], texts: Mapping[str, str]) -> bool:
    wanted = (texts["email"].strip().lower(), texts["body"], texts["role"])
    return any((row["email"], row["body"], row["role"]) == wanted and row["until_on"] is None for row in rows)
