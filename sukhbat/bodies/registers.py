"""Reading the directory as its keepers see it: everything, past and future rows too, in natural keys."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet, Sum

from sukhbat.bodies.directory_rows import FIELDS, NAMED, REFERENCES, Known, Table, Values, key_of
from sukhbat.bodies.models import Body, Competence, ImportPlan, Officer, Region, Succession, Theme
from sukhbat.bodies.rules import Role, in_force

PAGE = 100
Named = Region | Body | Theme
MODELS: dict[Table, type[Region] | type[Body] | type[Theme]] = {
    Table.REGIONS: Region,
    Table.BODIES: Body,
    Table.THEMES: Theme,
}
_OF_THE_PERSON = {"email": "person__email", "name": "person__name", "language": "person__language"}


def known(*tables: Table) -> Known:
    """The tables of the directory (all when none is named) as values by key; one query each."""
    return Known({table: _known_of(table) for table in tables or tuple(Table)})


def _known_of(table: Table) -> dict[str, Values]:
    fields = FIELDS[table]
    lookups = [_lookup(table, name) for name in fields]
    if table in NAMED:
        found = MODELS[table].objects.values_list("slug", *lookups)
        return {slug: dict(zip(fields, values, strict=True)) for slug, *values in found}
    model = Competence if table is Table.COMPETENCES else Officer
    rows = [dict(zip(fields, values, strict=True)) for values in model.objects.values_list(*lookups)]
    return {key_of(table, row): row for row in rows}


def _lookup(table: Table, name: str) -> str:
    if table is Table.OFFICERS and name in _OF_THE_PERSON:
        return _OF_THE_PERSON[name]
    return f"{name}__slug" if name in REFERENCES[table] else name


@dataclass(frozen=True)
class Branch:
    """A row of a tree as it is listed: how deep it stands (from 0) and whether it is in force today."""

    row: Named
    depth: int
    is_in_force: bool


def tree(table: Table, *, on: date, words: str = "") -> list[Branch]:
    """All rows of a tree as they are read, parents first; with ``words`` those that match, flat."""
    rows: list[Named] = list(MODELS[table].objects.order_by("sort_kk", "slug"))
    if words:
        found = [row for row in rows if _matches(row, words)]
        return [Branch(row, 0, in_force(row.valid_from, row.valid_until, on)) for row in found]
    children: dict[UUID | None, list[Named]] = {}
    for row in rows:
        children.setdefault(row.parent_id, []).append(row)
    listed: list[Branch] = []
    waiting = [(row, 0) for row in reversed(children.get(None, []))]
    while waiting:
        row, depth = waiting.pop()
        listed.append(Branch(row, depth, in_force(row.valid_from, row.valid_until, on)))
        waiting += [(child, depth + 1) for child in reversed(children.get(row.pk, []))]
    return listed


def _matches(row: Named, words: str) -> bool:
    told = " ".join((row.slug, row.name_kk, row.name_ru, row.name_en)).casefold()
    return all(word in told for word in words.casefold().split())


def named_row(table: Table, slug: str) -> Named | None:
    """One region, body or theme by its slug, in force or not."""
    return MODELS[table].objects.select_related("parent").filter(slug=slug).first()


def choices(table: Table, *, on: date) -> list[tuple[str, str]]:
    """(slug, name) of what is in force on a day, for a form; parents before children, indented by dashes."""
    return [
        (branch.row.slug, "– " * branch.depth + branch.row.name)
        for branch in tree(table, on=on)
        if branch.is_in_force
    ]


def competences(*, body_id: UUID | None = None, theme_id: UUID | None = None) -> QuerySet[Competence]:
    """Competences by body, theme and region, those in force and others."""
    found = Competence.objects.select_related("body", "theme", "region")
    if body_id is not None:
        found = found.filter(body_id=body_id)
    if theme_id is not None:
        found = found.filter(theme_id=theme_id)
    return found.order_by("body__sort_kk", "theme__sort_kk", "region__sort_kk", "id")


def competence(competence_id: UUID) -> Competence | None:
    return Competence.objects.select_related("body", "theme", "region").filter(pk=competence_id).first()


def roles(
    *, on: date, body_id: UUID | None = None, role: str = "", words: str = "", past: bool = False
) -> QuerySet[Officer]:
    """Who holds which role: those held on the day or later, or, with ``past``, the ended ones."""
    found = Officer.objects.select_related("person", "body")
    found = found.filter(until_on__lte=on) if past else found.filter(Q(until_on=None) | Q(until_on__gt=on))
    if body_id is not None:
        found = found.filter(body_id=body_id)
    if role:
        found = found.filter(role=role)
    for word in words.split():
        found = found.filter(Q(person__email__icontains=word) | Q(person__name__icontains=word))
    return found.order_by("body__sort_kk", "role", "person__name", "id")


def officer(officer_id: UUID) -> Officer | None:
    return Officer.objects.select_related("person", "body").filter(pk=officer_id).first()


def holds_role(*, person_id: UUID, body_id: UUID, role: str, on: date) -> bool:
    """Whether a person holds a role in a body on a day."""
    return Officer.objects.filter(
        Q(until_on=None) | Q(until_on__gt=on),
        person_id=person_id,
        body_id=body_id,
        role=role,
        from_on__lte=on,
    ).exists()


def holders(role: Role, *, on: date) -> set[tuple[UUID, UUID]]:
    """Everybody who holds a role on a day, with the body they hold it in: (person, body)."""
    found = Officer.objects.filter(Q(until_on=None) | Q(until_on__gt=on), role=role, from_on__lte=on)
    return set(found.values_list("person_id", "body_id"))


def retired_bodies(*, on: date) -> list[Body]:
    """Bodies no longer in force on a day, with their successors."""
    found = Body.objects.filter(valid_until__lte=on).select_related("successor", "parent")
    return list(found.order_by("sort_kk", "slug"))


def body_names(ids: Iterable[UUID]) -> dict[UUID, Body]:
    return Body.objects.in_bulk(list(ids))


def succeeded(ids: list[UUID]) -> dict[UUID, tuple[int, int]]:
    """Questions that came to each body by succession and that went from it; one query."""
    came = (
        Succession.objects.filter(successor_id__in=ids).values_list("successor_id").annotate(n=Sum("moved"))
    )
    went = Succession.objects.filter(body_id__in=ids).values_list("body_id").annotate(n=-Sum("moved"))
    counts = {body_id: [0, 0] for body_id in ids}
    for body_id, n in came.union(went, all=True):
        counts[body_id][n < 0] = abs(n)
    return {body_id: (into, out) for body_id, (into, out) in counts.items()}


def import_plan(plan_id: UUID) -> ImportPlan | None:
    """An upload that waits for its word, or was applied within a day."""
    return ImportPlan.objects.select_related("uploaded_by").filter(pk=plan_id).first()


def directory_sizes() -> dict[Table, int]:
    """How many rows each table has."""
    models = {**MODELS, Table.COMPETENCES: Competence, Table.OFFICERS: Officer}
    return {table: models[table].objects.count() for table in Table}
