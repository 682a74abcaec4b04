"""Rows of the directory in natural keys (slugs and addresses), as files and forms name them. Pure."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from django.utils.functional import Promise

Value = str | int | date | None
Values = Mapping[str, Value]


class Table(StrEnum):
    """The tables of the directory, in the order in which they refer to one another."""

    REGIONS = "regions"
    BODIES = "bodies"
    THEMES = "themes"
    COMPETENCES = "competences"
    OFFICERS = "officers"


class Change(StrEnum):
    ADDED = "added"
    CHANGED = "changed"
    SAME = "same"


NAMED = (Table.REGIONS, Table.BODIES, Table.THEMES)
_NAMES = ("name_kk", "name_ru", "name_en")
_SPAN = ("valid_from", "valid_until")
FIELDS: Mapping[Table, tuple[str, ...]] = {
    Table.REGIONS: (*_NAMES, "kind", "parent", "tile_row", "tile_col", "population", *_SPAN),
    Table.BODIES: (*_NAMES, "kind", "parent", "region", "successor", *_SPAN),
    Table.THEMES: (*_NAMES, "parent", "default_body", *_SPAN),
    Table.COMPETENCES: ("body", "theme", "region", *_SPAN),
    Table.OFFICERS: (
        "email", "name", "language", "body", "role", "post_kk", "post_ru", "post_en", "from_on", "until_on",
    ),
}  # fmt: skip
# Which table a field's slug stands in.
REFERENCES: Mapping[Table, Mapping[str, Table]] = {
    Table.REGIONS: {"parent": Table.REGIONS},
    Table.BODIES: {"parent": Table.BODIES, "region": Table.REGIONS, "successor": Table.BODIES},
    Table.THEMES: {"parent": Table.THEMES, "default_body": Table.BODIES},
    Table.COMPETENCES: {"body": Table.BODIES, "theme": Table.THEMES, "region": Table.REGIONS},
    Table.OFFICERS: {"body": Table.BODIES},
}
# What tells one row from another where there is no slug.
KEYS: Mapping[Table, tuple[str, ...]] = {
    Table.COMPETENCES: ("theme", "region", "body", "valid_from"),
    Table.OFFICERS: ("email", "body", "role", "from_on"),
}
# Of somebody who exists, these are their own affair: an import does not change them.
NEVER_CHANGED = frozenset({"name", "language"})


@dataclass(frozen=True)
class Place:
    """Where a row stands: the file's name and the line, empty for a form."""

    file: str = ""
    line: int = 0


@dataclass(frozen=True)
class Row:
    """One row: ``values`` holds only the fields that were given."""

    table: Table
    key: str
    values: Values
    place: Place = Place()

    def text(self, name: str) -> str:
        """A field as text, empty when it is not given."""
        value = self.values.get(name)
        return "" if value is None else str(value)

    def day(self, name: str) -> date | None:
        value = self.values.get(name)
        return value if isinstance(value, date) else None


@dataclass(frozen=True)
class PlannedRow:
    """A row that can be applied, and which fields it changes."""

    row: Row
    change: Change
    fields: tuple[str, ...] = ()


@dataclass(frozen=True)
class RefusedRow:
    """A line that cannot be taken, and a sentence why."""

    place: Place
    text: str
    reason: str | Promise


@dataclass(frozen=True)
class DirectoryPlan:
    """What files would do: each line stands in exactly one list."""

    rows: tuple[PlannedRow, ...] = ()
    refused: tuple[RefusedRow, ...] = ()

    def of(self, change: Change) -> tuple[PlannedRow, ...]:
        return tuple(planned for planned in self.rows if planned.change is change)

    @property
    def added(self) -> tuple[PlannedRow, ...]:
        return self.of(Change.ADDED)

    @property
    def changed(self) -> tuple[PlannedRow, ...]:
        return self.of(Change.CHANGED)

    @property
    def same(self) -> tuple[PlannedRow, ...]:
        return self.of(Change.SAME)

    @property
    def tables(self) -> frozenset[Table]:
        """The tables that would change or are spoken of."""
        return frozenset(planned.row.table for planned in self.rows)


@dataclass(frozen=True)
class Known:
    """The directory as it is: by table, the values of each row by its key."""

    rows: Mapping[Table, Mapping[str, Values]] = field(default_factory=dict)

    def of(self, table: Table) -> Mapping[str, Values]:
        return self.rows.get(table, {})


def key_of(table: Table, values: Values) -> str:
    """The key of a competence or an officer's role, made of what tells it from others."""
    return "|".join(str(values.get(name) or "") for name in KEYS[table])


def changed_fields(table: Table, before: Values, after: Values) -> tuple[str, ...]:
    """The given fields that differ from what is known."""
    return tuple(
        name
        for name in FIELDS[table]
        if name in after and name not in NEVER_CHANGED and after[name] != before.get(name)
    )


def fingerprint(values: Values) -> str:
    """A short text that differs when the values do: what a form was opened on."""
    told = "\x1f".join(f"{name}={values[name]!r}" for name in sorted(values))
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def counted(rows: Iterable[PlannedRow]) -> dict[Table, int]:
    """How many rows there are of each table."""
    counts: dict[Table, int] = {}
    for planned in rows:
        counts[planned.row.table] = counts.get(planned.row.table, 0) + 1
    return counts
