"""What files of the directory would do, against the directory as it is: the dry run. Pure.

Files are told apart by their columns: regions (``code kind kk ru en parent tile_row …``), bodies (``slug kind
kk ru en parent region …``), themes (``slug kk ru en default_central_body``), competences (``body theme region
valid_from valid_until``) and officers (``email name body role post_kk post_ru post_en from until language``).
A column that is missing leaves its field as it is; last days are exclusive; a lone dash is empty.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from sukhbat.bodies.directory_cells import UnreadableError, row_from_cells, table_of
from sukhbat.bodies.directory_checks import Checked, check
from sukhbat.bodies.directory_rows import (
    Change,
    DirectoryPlan,
    Known,
    Place,
    PlannedRow,
    RefusedRow,
    Row,
    Values,
    changed_fields,
)
from sukhbat.bodies.table_file import read_table


@dataclass(frozen=True)
class File:
    """An uploaded file: its name, for the report, and its bytes."""

    name: str
    content: bytes


def plan_directory(
    files: Sequence[File], known: Known, *, today: date, granted_by: str = ""
) -> DirectoryPlan:
    """Sort every line of the files into added, changed, same and refused. Never raises.

    ``granted_by`` is the address of the administrator who imports: nobody grants a role to themselves.
    """
    rows: list[Row] = []
    refused: list[RefusedRow] = []
    for file in files:
        found, problems = _rows_of(file, today)
        rows += found
        refused += problems
    plan = plan_rows(rows, known, granted_by=granted_by)
    in_order = {file.name: number for number, file in enumerate(files)}
    everything = sorted((*refused, *plan.refused), key=lambda row: (in_order[row.place.file], row.place.line))
    return DirectoryPlan(plan.rows, tuple(everything))


def plan_rows(rows: Sequence[Row], known: Known, *, granted_by: str = "") -> DirectoryPlan:
    """The same for rows that were read, as from a form."""
    checked: Checked = check(rows, known, granted_by=granted_by)
    return DirectoryPlan(
        tuple(_planned(row, known.of(row.table)) for row in checked.rows), tuple(checked.refused)
    )


def _planned(row: Row, known: Mapping[str, Values]) -> PlannedRow:
    before = known.get(row.key)
    if before is None:
        return PlannedRow(row, Change.ADDED)
    fields = changed_fields(row.table, before, row.values)
    return PlannedRow(row, Change.CHANGED if fields else Change.SAME, fields)


def _rows_of(file: File, today: date) -> tuple[list[Row], list[RefusedRow]]:
    read = read_table(file.content)
    table = table_of(read.columns)
    refused = []
    if read.problem:
        refused.append(RefusedRow(Place(file.name, read.problem_line), "", read.problem))
    elif table is None:
        reason = _("The first line does not name the columns of a table of the directory.")
        refused.append(RefusedRow(Place(file.name, 1), ", ".join(read.columns)[:200], reason))
    if table is None:
        return [], refused
    rows = []
    for line in read.lines:
        place = Place(file.name, line.number)
        try:
            rows.append(row_from_cells(table, line.cells, place, today=today))
        except UnreadableError as error:
            refused.append(RefusedRow(place, line.shown(), error.reason))
    return rows, refused
