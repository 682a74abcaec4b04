"""What rows must be true of together: references, trees without circles, spans that do not overlap. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sukhbat.bodies.directory_rows import NAMED, REFERENCES, Known, RefusedRow, Row, Table, Values
from sukhbat.bodies.rules import spans_overlap

Reason = str | Promise
# Fields that may not be the same for two rows whose spans overlap, and the fields of the span.
_EXCLUSIVE: Mapping[Table, tuple[tuple[str, ...], tuple[str, str]]] = {
    Table.COMPETENCES: (("theme", "region"), ("valid_from", "valid_until")),
    Table.OFFICERS: (("email", "body", "role"), ("from_on", "until_on")),
}


@dataclass
class Checked:
    """The rows that hold together, and those that do not."""

    rows: list[Row] = field(default_factory=list)
    refused: list[RefusedRow] = field(default_factory=list)

    def refuse(self, row: Row, reason: Reason) -> None:
        text = ", ".join(str(value) for value in (row.key, *row.values.values()) if value)[:200]
        self.refused.append(RefusedRow(row.place, text, reason))


def check(rows: Sequence[Row], known: Known, *, granted_by: str = "") -> Checked:
    """Sort out the rows that cannot be applied beside what is known and beside one another."""
    checked = Checked()
    rows = list(_once_each(rows, checked))
    rows = _with_references(rows, known, checked)
    rows = list(_without_circles(rows, known, checked))
    rows = list(_not_to_oneself(rows, known, granted_by, checked))
    checked.rows = list(_without_overlaps(rows, known, checked))
    return checked


def _once_each(rows: Sequence[Row], checked: Checked) -> Iterator[Row]:
    seen: dict[tuple[Table, str], Row] = {}
    for row in rows:
        first = seen.setdefault((row.table, row.key), row)
        if first is row:
            yield row
        else:
            checked.refuse(row, _("This row stands in line %(line)s already.") % {"line": first.place.line})


def _with_references(rows: list[Row], known: Known, checked: Checked) -> list[Row]:
    """Without rows that name what does not exist; again, because others may have named those."""
    while True:
        names = {table: set(known.of(table)) for table in NAMED}
        for row in rows:
            if row.table in names:
                names[row.table].add(row.key)
        kept = []
        for row in rows:
            if (missing := _missing(row, names)) is None:
                kept.append(row)
            else:
                checked.refuse(
                    row,
                    _("There is no “%(slug)s” among the %(table)s.")
                    % {"slug": missing[0], "table": missing[1]},
                )
        if len(kept) == len(rows):
            return kept
        rows = kept


def _missing(row: Row, names: Mapping[Table, set[str]]) -> tuple[str, Reason] | None:
    for name, table in REFERENCES[row.table].items():
        slug = row.text(name)
        if slug and slug not in names[table]:
            return slug[:60], _TABLE_WORDS[table]
    return None


_TABLE_WORDS: Mapping[Table, Reason] = {
    Table.REGIONS: _("regions"),
    Table.BODIES: _("bodies"),
    Table.THEMES: _("themes"),
}


def _without_circles(rows: Sequence[Row], known: Known, checked: Checked) -> Iterator[Row]:
    """Rows whose line of parents, and of successors, comes to an end."""
    for name, reason in (
        ("parent", _("It would stand below itself.")),
        ("successor", _("It would succeed itself.")),
    ):
        above = {table: _links(rows, known, table, name) for table in NAMED}
        kept = []
        for row in rows:
            if row.table in above and _goes_round(row.key, above[row.table]):
                checked.refuse(row, reason)
            else:
                kept.append(row)
        rows = kept
    yield from rows


def _links(rows: Sequence[Row], known: Known, table: Table, name: str) -> dict[str, str]:
    links = {key: str(values[name]) for key, values in known.of(table).items() if values.get(name)}
    for row in rows:
        if row.table is table and name in row.values:
            links[row.key] = row.text(name)
    return links


def _goes_round(start: str, links: Mapping[str, str]) -> bool:
    seen = {start}
    at = links.get(start)
    while at:
        if at == start:
            return True
        if at in seen:
            return False  # the circle is another row's
        seen.add(at)
        at = links.get(at)
    return False


def _not_to_oneself(rows: Sequence[Row], known: Known, granted_by: str, checked: Checked) -> Iterator[Row]:
    for row in rows:
        is_own = row.table is Table.OFFICERS and bool(granted_by) and row.text("email") == granted_by
        if is_own and _gives_days(row, known.of(Table.OFFICERS).get(row.key)):
            checked.refuse(row, _("Nobody grants a role to themselves. Another administrator has to do it."))
        else:
            yield row


def _gives_days(row: Row, before: Values | None) -> bool:
    """Whether the role is new, or is held longer than before: a later end is a grant, too."""
    if before is None:
        return True
    _first, until = _span(row.table, before)
    _first, wanted = _span(row.table, row.values)
    return until is not None and (wanted is None or wanted > until)


def _without_overlaps(rows: Sequence[Row], known: Known, checked: Checked) -> Iterator[Row]:
    taken = {
        table: _taken(table, known, {row.key for row in rows if row.table is table}) for table in _EXCLUSIVE
    }
    for row in rows:
        if row.table not in _EXCLUSIVE:
            yield row
            continue
        group, span = _group(row.table, row.values), _span(row.table, row.values)
        others = taken[row.table].setdefault(group, [])
        clash = next((other for other in others if spans_overlap(*span, *other[0])), None)
        if clash is None:
            others.append((span, row.text("body")))
            yield row
        elif row.table is Table.COMPETENCES:
            checked.refuse(
                row,
                _("“%(body)s” answers for this theme and region at that time. End its competence first.")
                % {"body": clash[1]},
            )
        else:
            checked.refuse(row, _("This person holds the role in this body at that time already."))


Span = tuple[date | None, date | None]
Group = tuple[str, ...]


def _taken(table: Table, known: Known, replaced: set[str]) -> dict[Group, list[tuple[Span, str]]]:
    """The spans that are taken by what is known and not replaced by one of the rows."""
    found: dict[Group, list[tuple[Span, str]]] = {}
    for key, values in known.of(table).items():
        if key not in replaced:
            taken = (_span(table, values), str(values.get("body") or ""))
            found.setdefault(_group(table, values), []).append(taken)
    return found


def _group(table: Table, values: Values) -> Group:
    return tuple(str(values.get(name) or "") for name in _EXCLUSIVE[table][0])


def _span(table: Table, values: Values) -> Span:
    first, last = (values.get(name) for name in _EXCLUSIVE[table][1])
    return first if isinstance(first, date) else None, last if isinstance(last, date) else None
