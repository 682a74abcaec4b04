"""The lines that could not be taken, with the reason, in a file that can be mended and imported again."""

import csv
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from sukhbat.cli.imports.records import Record
from sukhbat.cli.words import CommandError


class RefusedFile:
    """``FILE.refused.csv``, made with the first refused line; one of an earlier run is removed."""

    def __init__(self, source: Path, columns: list[str]) -> None:
        self.path = source.with_name(f"{source.name}.refused.csv")
        self._columns = columns
        self._file: IO[str] | None = None

    def __enter__(self) -> Self:
        try:
            self.path.unlink(missing_ok=True)
        except OSError as error:
            raise CommandError(f"{self.path} of an earlier import cannot be removed: {error}.") from error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file is not None:
            self._file.close()

    def add(self, record: Record, reason: str) -> None:
        """Keep a line with its reason."""
        if self._file is None:
            # What people wrote is for the importer's eyes only.
            self.path.touch(mode=0o600)
            self._file = self.path.open("w", encoding="utf-8", newline="")
            csv.writer(self._file).writerow(["refused_line", "refused_reason", *self._columns])
        cells = [record.cells.get(column, "") for column in self._columns]
        if not any(cells):
            cells = list(record.cells.values())
        csv.writer(self._file).writerow([record.line, reason, *cells])
