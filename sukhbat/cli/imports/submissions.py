"""From a record to a submission."""

from argparse import Namespace
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID, uuid5

from sukhbat.cli.imports.columns import language_of, moment
from sukhbat.cli.imports.lookup import Lookup, UnknownNameError
from sukhbat.cli.imports.records import Record
from sukhbat.cli.words import CommandError
from sukhbat.kernel.clock import zone
from sukhbat.questions.intake import Submission
from sukhbat.questions.rules import Source
from sukhbat.understanding.language import detect

# The name space of keys of imported questions; it must never change, or every import comes twice.
IMPORTS = UUID("8f1f2c1e-6d0b-5a57-9d4e-3d1a6f0c7b21")
LONGEST_SOURCE_ID = 120
DEFAULT_LANGUAGE = "kk"


class RefusedLineError(ValueError):
    """Why a line cannot be taken."""


class Maker:
    """Makes submissions of records by a mapping of columns and the options of the command."""

    def __init__(self, columns: Mapping[str, str], options: Namespace, *, source: str) -> None:
        self._columns = columns
        self._options = options
        self._source = source
        self._lookup: Lookup | None = None

    def look_up(self, lookup: Lookup) -> None:
        """Take a fresh directory. CommandError when the options name what is not there."""
        self._lookup = lookup
        try:
            self._conference = lookup.conference(self._options.conference or "")
            self._body = lookup.body(self._options.body or "")
        except UnknownNameError as error:
            raise CommandError(str(error)) from error

    def submission(self, record: Record, *, now: datetime) -> Submission:
        """The submission of a record. RefusedLineError says what is wrong with it."""
        assert self._lookup is not None
        if record.problem:
            raise RefusedLineError(record.problem)
        cells = {field: record.cells.get(column, "") for field, column in self._columns.items()}
        source_id = self._source_id(cells.get("source_id", ""), record)
        try:
            theme_id = self._lookup.theme(cells.get("theme", ""))
            region_id = self._lookup.region(cells.get("region", ""))
            conference = self._lookup.conference(cells.get("conference", "")) or self._conference
            body_id = self._lookup.body(cells.get("body", "")) or self._body
        except UnknownNameError as error:
            raise RefusedLineError(str(error)) from error
        return Submission(
            key=uuid5(IMPORTS, source_id),
            text=cells["text"],
            language=self._language(cells.get("language", ""), cells["text"]),
            source=Source.IMPORT,
            source_id=source_id,
            theme_id=theme_id,
            region_id=region_id,
            conference=conference,
            chosen_body_id=body_id,
            name=cells.get("name", ""),
            contact=cells.get("contact", ""),
            received_at=self._received_at(cells.get("received_at", ""), now),
        )

    def _source_id(self, given: str, record: Record) -> str:
        """The source's name with the id there, else with the line: the same file gives the same."""
        name = f"{self._source}/{given.strip() or f'line {record.line}'}"
        if len(name) > LONGEST_SOURCE_ID:
            raise RefusedLineError(
                "The id is too long: with the source's name it has at most 120 characters."
            )
        return name

    def _language(self, given: str, text: str) -> str:
        if given.strip():
            found = language_of(given)
            if found is None and self._options.language is None:
                raise RefusedLineError(f"“{given.strip()[:40]}” is not kk, ru or en.")
            return found or str(self._options.language)
        told = detect(text).language
        return told if told in ("kk", "ru", "en") else (self._options.language or DEFAULT_LANGUAGE)

    def _received_at(self, given: str, now: datetime) -> datetime | None:
        if self._options.received_now or not given.strip():
            return None
        try:
            found = moment(given, zone())
        except ValueError as error:
            raise RefusedLineError(f"“{given.strip()[:40]}” is not a date and time.") from error
        if found > now:
            raise RefusedLineError(f"“{given.strip()[:40]}” is in the future.")
        return found
