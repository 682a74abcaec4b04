"""Writing planned rows of the directory into their tables: set by set, and the lines of the log they make."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sukhbat.bodies import events
from sukhbat.bodies.directory_rows import (
    FIELDS,
    NAMED,
    REFERENCES,
    Change,
    DirectoryPlan,
    PlannedRow,
    Row,
    Table,
    key_of,
)
from sukhbat.bodies.models import Body, Competence, Officer, Region, Theme
from sukhbat.bodies.registers import MODELS
from sukhbat.bodies.rules import Role
from sukhbat.kernel.localized import kazakh_sort_key
from sukhbat.ledger.actions import Line
from sukhbat.ledger.events import Event
from sukhbat.ledger.rules import Actor
from sukhbat.people.enrolment import Enrolled, people_by_email
from sukhbat.people.models import Person

BATCH = 1_000
Ids = dict[Table, dict[str, UUID]]
_ADDED: Mapping[Table, type[Event]] = {
    Table.REGIONS: events.RegionAdded,
    Table.BODIES: events.BodyAdded,
    Table.THEMES: events.ThemeAdded,
}
_CHANGED: Mapping[Table, type[Event]] = {
    Table.REGIONS: events.RegionChanged,
    Table.BODIES: events.BodyChanged,
    Table.THEMES: events.ThemeChanged,
}
_SUBJECTS: Mapping[Table, str] = {Table.REGIONS: "region", Table.BODIES: "body", Table.THEMES: "theme"}


@dataclass(frozen=True)
class Ended:
    """An executor's role that is no longer held today: what they hold goes back to the dispatcher."""

    person: Person
    body: Body


def write(plan: DirectoryPlan, *, actor: Actor, today: date) -> tuple[list[Line], list[Ended]]:
    """Write the added and changed rows in the caller's transaction: the log's lines, and ended executors."""
    lines: list[Line] = []
    ended: list[Ended] = []
    for table in Table:
        rows = [planned for planned in plan.rows if planned.row.table is table]
        rows = [planned for planned in rows if planned.change is not Change.SAME]
        if not rows:
            continue
        if table in NAMED:
            lines += _write_named(table, rows, actor)
        elif table is Table.COMPETENCES:
            lines += _write_competences(rows, actor)
        else:
            new_lines, new_ended = _write_officers(rows, actor, today)
            lines += new_lines
            ended += new_ended
    return lines, ended


def _ids() -> Ids:
    return {table: dict(MODELS[table].objects.values_list("slug", "pk")) for table in NAMED}


def _columns(row: Row, fields: Sequence[str], ids: Ids) -> dict[str, Any]:
    """Model values: a reference's slug becomes its id."""
    columns: dict[str, Any] = {}
    for name in fields:
        if name not in row.values:
            continue
        value = row.values[name]
        table = REFERENCES[row.table].get(name)
        if table is None:
            columns[name] = value
        else:
            columns[f"{name}_id"] = ids[table][str(value)] if value else None
    return columns


def _write_named(table: Table, rows: Sequence[PlannedRow], actor: Actor) -> list[Line]:
    # Named rows refer to one another in any order: ids first, references when all exist.
    model: Any = MODELS[table]
    added = [planned.row for planned in rows if planned.change is Change.ADDED]
    ids = _ids()
    fresh = {row.key: model(slug=row.key) for row in added}
    ids[table] |= {slug: thing.pk for slug, thing in fresh.items()}
    changed = [planned.row for planned in rows if planned.change is Change.CHANGED]
    stale = {thing.slug: thing for thing in model.objects.filter(slug__in=[row.key for row in changed])}
    for row in (*added, *changed):
        thing = fresh.get(row.key) or stale[row.key]
        for name, value in _columns(row, FIELDS[table], ids).items():
            setattr(thing, name, value)
        _complete(thing)
    model.objects.bulk_create(fresh.values(), batch_size=BATCH)
    fields = [*FIELDS[table], "sort_kk"]
    model.objects.bulk_update(stale.values(), fields, batch_size=BATCH)
    return [_named_line(planned, actor) for planned in rows]


def _complete(thing: Region | Body | Theme) -> None:
    """Fill names that were not given with the first that was; bulk writes do not pass through save()."""
    names = [getattr(thing, f"name_{language}") for language in ("kk", "ru", "en")]
    first = next(filter(None, names), "")
    for language, name in zip(("kk", "ru", "en"), names, strict=True):
        setattr(thing, f"name_{language}", name or first)
    thing.sort_kk = kazakh_sort_key(thing.name_kk)[:200]


def _named_line(planned: PlannedRow, actor: Actor) -> Line:
    table, row = planned.row.table, planned.row
    subject = f"{_SUBJECTS[table]}/{row.key}"
    if planned.change is Change.ADDED:
        return Line(_ADDED[table](), subject, actor)
    return Line(_CHANGED[table](fields=planned.fields), subject, actor)  # type: ignore[call-arg]  # all have them


def _write_competences(rows: Sequence[PlannedRow], actor: Actor) -> list[Line]:
    ids = _ids()
    fields = FIELDS[Table.COMPETENCES]
    Competence.objects.bulk_create(
        [Competence(**_columns(p.row, fields, ids)) for p in rows if p.change is Change.ADDED],
        batch_size=BATCH,
    )
    changed = {planned.row.key: planned.row for planned in rows if planned.change is Change.CHANGED}
    stale = []
    for competence in Competence.objects.select_related("body", "theme", "region") if changed else ():
        row = changed.get(_competence_key(competence))
        if row is not None:
            competence.valid_until = row.day("valid_until")
            stale.append(competence)
    Competence.objects.bulk_update(stale, ["valid_until"], batch_size=BATCH)
    return [_competence_line(planned, actor) for planned in rows]


def _competence_key(competence: Competence) -> str:
    theme, region = competence.theme, competence.region
    return key_of(
        Table.COMPETENCES,
        {
            "theme": theme.slug if theme else None,
            "region": region.slug if region else None,
            "body": competence.body.slug,
            "valid_from": competence.valid_from,
        },
    )


def _competence_line(planned: PlannedRow, actor: Actor) -> Line:
    row = planned.row
    kind = events.CompetenceAdded if planned.change is Change.ADDED else events.CompetenceChanged
    event = kind(
        theme=row.text("theme") or None,
        region=row.text("region") or None,
        valid_from=row.day("valid_from"),
        valid_until=row.day("valid_until"),
    )
    return Line(event, f"body/{row.text('body')}", actor)


def _write_officers(rows: Sequence[PlannedRow], actor: Actor, today: date) -> tuple[list[Line], list[Ended]]:
    ids = _ids()
    people = people_by_email(
        wanted={p.row.text("email"): Enrolled(p.row.text("name"), p.row.text("language")) for p in rows}
    )
    fields = ("body", "role", "post_kk", "post_ru", "post_en", "from_on", "until_on")
    Officer.objects.bulk_create(
        [
            Officer(person=people[p.row.text("email")], **_columns(p.row, fields, ids))
            for p in rows
            if p.change is Change.ADDED
        ],
        batch_size=BATCH,
    )
    changed = {p.row.key: p.row for p in rows if p.change is Change.CHANGED}
    stale = _stale_officers(changed)
    for officer, row in stale:
        for name, value in _columns(row, fields, ids).items():
            setattr(officer, name, value)
    Officer.objects.bulk_update(
        [officer for officer, _row in stale], ["post_kk", "post_ru", "post_en", "until_on"], batch_size=BATCH
    )
    ended = [
        Ended(officer.person, officer.body)
        for officer, _row in stale
        if officer.role == Role.EXECUTOR and officer.until_on is not None and officer.until_on <= today
    ]
    return [_officer_line(planned, actor) for planned in rows], ended


def _stale_officers(changed: Mapping[str, Row]) -> list[tuple[Officer, Row]]:
    emails = {row.text("email") for row in changed.values()}
    found = (
        Officer.objects.filter(person__email__in=emails).select_related("person", "body") if changed else []
    )
    pairs = []
    for officer in found:
        values = {
            "email": officer.person.email,
            "body": officer.body.slug,
            "role": officer.role,
            "from_on": officer.from_on,
        }
        if (row := changed.get(key_of(Table.OFFICERS, values))) is not None:
            pairs.append((officer, row))
    return pairs


def _officer_line(planned: PlannedRow, actor: Actor) -> Line:
    row, role = planned.row, planned.row.text("role")
    first = row.day("from_on")
    subject = f"body/{row.text('body')}"
    if planned.change is Change.ADDED and first is not None:
        event: Event = events.OfficerAppointed(role=role, from_on=first, until_on=row.day("until_on"))
    else:
        event = events.OfficerChanged(role=role, fields=planned.fields, until_on=row.day("until_on"))
    return Line(event, subject, actor)
