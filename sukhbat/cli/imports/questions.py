"""``sukhbat import questions``: batches, a bar, a file of refused lines, and a summary.

Idempotent without any file of its own: a question's key is made of the source's name and the id it has there,
so that an import that was killed is simply run again and passes over what is there.
"""

import time
from argparse import Namespace
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from django.db import transaction
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from sukhbat.cli.imports.columns import MappingError, mapped
from sukhbat.cli.imports.lookup import read_lookup
from sukhbat.cli.imports.records import Record, columns_of, format_of, records
from sukhbat.cli.imports.refused import RefusedFile
from sukhbat.cli.imports.submissions import Maker, RefusedLineError
from sukhbat.cli.words import CommandError, err, say
from sukhbat.kernel import clock
from sukhbat.questions import counters
from sukhbat.questions.importing import import_batch
from sukhbat.questions.intake import Submission
from sukhbat.questions.world import intake_world

BATCH = 500
SOME_REFUSED = 2


@dataclass
class Tally:
    """Lines of the file by what became of them."""

    read: int = 0
    stored: int = 0
    known: int = 0
    refused: int = 0
    started: float = field(default_factory=time.monotonic)


def import_file(options: Namespace) -> int:
    """Import a file; 0 when every line was taken, 2 when some were refused."""
    path: Path = options.file
    if not path.is_file():
        raise CommandError(f"There is no file {path}.")
    how = format_of(path)
    columns = columns_of(path, how)
    try:
        chosen = mapped(columns, options.map)
    except MappingError as error:
        raise CommandError(str(error)) from error
    say(f"{path.name}: {how}. " + ", ".join(f"{name} = {column}" for name, column in chosen.items()) + ".")
    maker = Maker(chosen, options, source=options.source or _source_name(path))
    maker.look_up(read_lookup(now=clock.now()))
    with RefusedFile(path, columns) as refused:
        tally = _run(path, records(path, how), maker, refused, dry_run=options.dry_run)
    _summary(tally, refused, dry_run=options.dry_run)
    return SOME_REFUSED if tally.refused else 0


def _run(path: Path, found: Iterator[Record], maker: Maker, refused: RefusedFile, *, dry_run: bool) -> Tally:
    tally = Tally()
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as bar:
        task = bar.add_task("Importing", total=_line_count(path))
        while batch := list(islice(found, BATCH)):
            _one_batch(batch, maker, refused, tally, dry_run=dry_run)
            bar.update(task, completed=batch[-1].line)
    while not dry_run and _folded():
        pass
    return tally


def _one_batch(
    batch: list[Record], maker: Maker, refused: RefusedFile, tally: Tally, *, dry_run: bool
) -> None:
    now = clock.now()
    maker.look_up(read_lookup(now=now))
    ready: dict[object, tuple[Submission, Record]] = {}
    tally.read += len(batch)
    for record in batch:
        try:
            submission = maker.submission(record, now=now)
        except RefusedLineError as error:
            refused.add(record, str(error))
            tally.refused += 1
            continue
        if submission.key in ready:
            tally.known += 1
        ready.setdefault(submission.key, (submission, record))
    world = intake_world(now=now)
    with transaction.atomic():
        report = import_batch(submissions=[each for each, _record in ready.values()], world=world, now=now)
        transaction.set_rollback(dry_run)
    tally.stored += report.stored
    tally.known += report.known
    tally.refused += len(report.refused)
    for key, refusal in report.refused.items():
        refused.add(ready[key][1], str(refusal))


def _source_name(path: Path) -> str:
    """The folder's and the file's name: files of one name from several places are several sources."""
    return f"{path.resolve().parent.name}/{path.stem}"


def _folded() -> int:
    with transaction.atomic():
        return counters.fold()


def _line_count(path: Path) -> int:
    with path.open("rb") as file:
        return sum(chunk.count(b"\n") for chunk in iter(lambda: file.read(1 << 20), b""))


def _summary(tally: Tally, refused: RefusedFile, *, dry_run: bool) -> None:
    seconds = max(time.monotonic() - tally.started, 0.001)
    verb = "would be stored" if dry_run else "stored"
    say(
        f"Read {tally.read}; {verb} {tally.stored}, there already {tally.known}, refused {tally.refused}; "
        f"{seconds:.1f} s, {tally.read / seconds:.0f} a second."
    )
    if tally.refused:
        say(f"The refused lines with their reasons are in {refused.path}.")
