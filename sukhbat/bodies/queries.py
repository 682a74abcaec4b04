"""Reading the directory: trees, who holds which role, and the snapshot that routing works on."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.core.cache import caches
from django.db.models import Q, QuerySet

from sukhbat.bodies.models import Body, Competence, Officer, Region, Theme
from sukhbat.bodies.rules import Directory, Role, Standing, in_force
from sukhbat.people.models import Person
from sukhbat.people.queries import active_people

ROUTING_SECONDS = 5


def standing(person: Person | None, *, on: date) -> Standing:
    """The roles a person holds on a day; empty for a guest. Read once per person object and day."""
    if person is None or not person.is_authenticated or not person.is_active:
        return Standing()
    kept: dict[date, Standing] = person.__dict__.setdefault("_standing", {})
    if on not in kept:
        rows = _officers(on).filter(person=person).values_list("role", "body_id")
        kept[on] = Standing(frozenset((Role(role), body) for role, body in rows))
    return kept[on]


def _officers(on: date) -> QuerySet[Officer]:
    return Officer.objects.filter(Q(until_on=None) | Q(until_on__gt=on), from_on__lte=on)


def officers_of(body: Body, *roles: Role, on: date) -> QuerySet[Officer]:
    """The officers of a body on a day, in one of the roles if any are named."""
    found = _officers(on).filter(body=body).select_related("person").order_by("person__name", "id")
    return found.filter(role__in=roles) if roles else found


def people_holding(role: Role, *, on: date, body_id: UUID | None = None) -> QuerySet[Person]:
    """Everyone who holds a role on a day, in one body or anywhere."""
    officers = _officers(on).filter(role=role)
    if body_id is not None:
        officers = officers.filter(body_id=body_id)
    return active_people(officers.values("person_id"))


def regions() -> QuerySet[Region]:
    return Region.objects.order_by("sort_kk")


def region_roots() -> dict[UUID, str]:
    """The slug of the topmost region each region lies in, by id (its own where it has no parent); one query."""
    rows = {
        key: (parent, slug) for key, parent, slug in Region.objects.values_list("id", "parent_id", "slug")
    }

    def root(key: UUID) -> str:
        parent, slug = rows[key]
        return slug if parent is None else root(parent)

    return {key: root(key) for key in rows}


def themes(*, on: date) -> list[Theme]:
    found = Theme.objects.select_related("default_body").order_by("sort_kk")
    return [theme for theme in found if in_force(theme.valid_from, theme.valid_until, on)]


def themes_by_id(ids: Iterable[UUID]) -> dict[UUID, Theme]:
    """Themes by their ids, also those no longer in force."""
    return Theme.objects.in_bulk(list(ids))


def theme(slug: str) -> Theme | None:
    """A theme by its address, also one no longer in force."""
    return Theme.objects.select_related("parent", "default_body").filter(slug=slug).first()


def bodies(*, on: date) -> list[Body]:
    found = Body.objects.select_related("parent", "region").order_by("sort_kk")
    return [body for body in found if in_force(body.valid_from, body.valid_until, on)]


def body(slug: str) -> Body | None:
    return Body.objects.select_related("parent", "successor", "region").filter(slug=slug).first()


def bodies_by_slug(slugs: Iterable[str]) -> dict[str, Body]:
    """Bodies by the slug that stands in the log, also those no longer in force."""
    return {row.slug: row for row in Body.objects.filter(slug__in=set(slugs))}


def bodies_by_id(ids: Iterable[UUID]) -> dict[UUID, Body]:
    return Body.objects.in_bulk(list(ids))


def body_by_id(body_id: UUID) -> Body:
    return Body.objects.get(pk=body_id)


def coordinator_body() -> Body:
    """The body that coordinates this installation. Raises Body.DoesNotExist when none is set."""
    return Body.objects.get(coordinates=True)


def directory(*, on: date) -> Directory:
    """The snapshot for routing, kept for a few seconds in each process."""
    cache = caches["fragments"]
    found: Directory | None = cache.get(f"directory:{on}")
    if found is None:
        found = _read_directory(on)
        cache.set(f"directory:{on}", found, ROUTING_SECONDS)
    return found


def _read_directory(on: date) -> Directory:
    all_bodies = list(Body.objects.all())
    live = {row.id for row in all_bodies if in_force(row.valid_from, row.valid_until, on)}
    staffed = _officers(on).filter(role__in=[Role.DISPATCHER, Role.SIGNATORY, Role.EXECUTOR])
    rules = [row for row in Competence.objects.all() if in_force(row.valid_from, row.valid_until, on)]
    return Directory(
        body_parents={row.id: row.parent_id for row in all_bodies},
        staffed=frozenset(staffed.values_list("body_id", flat=True)) & live,
        region_parents=dict(Region.objects.values_list("id", "parent_id")),
        theme_defaults=dict(Theme.objects.values_list("id", "default_body_id")),
        competences={(row.theme_id, row.region_id): row.body_id for row in rules},
        coordinator_body=next(row.id for row in all_bodies if row.coordinates),
        successors={
            row.id: row.successor_id for row in all_bodies if row.successor_id and row.id not in live
        },
    )
