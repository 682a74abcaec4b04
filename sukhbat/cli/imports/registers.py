"""Importing the directory and the calendar: what would change first, then the change."""

from collections.abc import Sequence
from pathlib import Path

from sukhbat.bodies import actions as directory_actions
from sukhbat.bodies.directory_csv import File
from sukhbat.bodies.directory_rows import DirectoryPlan, counted
from sukhbat.cli.words import CommandError, complain, say
from sukhbat.kernel import clock
from sukhbat.questions import calendar_acts

REFUSED = 2
TABLES = frozenset({".csv", ".tsv"})


def import_directory(paths: Sequence[Path], *, dry_run: bool) -> int:
    """Every good line of the files is applied; the others are named with the reason."""
    files = [File(path.name, _read(path)) for path in _tables(paths)]
    now = clock.now()
    if dry_run:
        plan = directory_actions.dry_run(files=files, now=now)
    else:
        plan = directory_actions.import_directory(files=files, now=now).plan
    _say_directory(plan, dry_run=dry_run)
    for line in plan.refused:
        complain(f"{line.place.file}, line {line.place.line}: {line.reason} ({line.text})")
    return REFUSED if plan.refused else 0


def import_calendar(path: Path, *, dry_run: bool) -> int:
    """All readable days are applied, and open due dates that become earlier by them."""
    content, moved = _read(path), 0
    if dry_run:
        plan = calendar_acts.plan_of(content)
    else:
        plan, moved = calendar_acts.import_calendar(content=content, now=clock.now())
    verb = "would be" if dry_run else "were"
    say(
        f"Days that {verb} added: {len(plan.added)}, changed: {len(plan.changed)}; as before: {len(plan.same)}."
    )
    if moved:
        say(f"Open questions that are due earlier now: {moved}.")
    for line in plan.refused:
        complain(f"line {line.line}: {line.reason} ({line.text})")
    return REFUSED if plan.refused else 0


def _say_directory(plan: DirectoryPlan, *, dry_run: bool) -> None:
    verb = "would be" if dry_run else "were"
    for title, rows in ((f"Rows that {verb} added", plan.added), (f"Rows that {verb} changed", plan.changed)):
        counts = ", ".join(f"{table} {n}" for table, n in counted(rows).items()) or "none"
        say(f"{title}: {counts}.")
    say(f"As before: {len(plan.same)}. Refused: {len(plan.refused)}.")


def _tables(paths: Sequence[Path]) -> list[Path]:
    """The files, and of a folder its tables. CommandError when a folder holds none."""
    found: list[Path] = []
    for path in paths:
        tables = (
            sorted(each for each in path.glob("*") if each.suffix.lower() in TABLES)
            if path.is_dir()
            else [path]
        )
        if not tables:
            raise CommandError(f"There is no table (*.csv, *.tsv) in {path}.")
        found += tables
    return found


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}.") from error
