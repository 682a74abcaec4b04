"""Who else is in the studio now: a light note in the shared cache, written by a POST of the open page and by acts."""

from datetime import datetime, timedelta
from uuid import UUID

from django.core.cache import cache

from sukhbat.bodies.queries import people_holding
from sukhbat.bodies.rules import Role
from sukhbat.kernel.clock import local_day
from sukhbat.people.models import Person

HERE = timedelta(seconds=20)
# Kept far longer than it counts: reading what expired would delete it, and a GET never writes.
_KEPT = 86_400


def note_here(person: Person, conference_id: UUID, *, now: datetime) -> None:
    """The person is in the studio at this moment."""
    cache.set(_key(person, conference_id), now.timestamp(), _KEPT)


def hosts_here(conference_id: UUID, *, besides: Person, now: datetime) -> list[Person]:
    """Hosts and coordinators whose studio was open within the last 20 seconds, without the one who asks."""
    today = local_day(now)
    found = {
        _key(person, conference_id): person
        for role in (Role.HOST, Role.COORDINATOR)
        for person in people_holding(role, on=today)
        if person.pk != besides.pk
    }
    noted = cache.get_many(list(found))
    since = (now - HERE).timestamp()
    return sorted((found[key] for key, at in noted.items() if at >= since), key=str)


def _key(person: Person, conference_id: UUID) -> str:
    return f"studio:{conference_id}:{person.pk}"
