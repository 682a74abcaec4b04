"""Made-up people who take part in a rehearsal. No mail leaves for ``.invalid`` (RFC 2606)."""

from collections.abc import Iterator
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.db import transaction

from sukhbat.people.models import Person

DOMAIN = "rehearsal.invalid"
MOST = 200_000
_BATCH = 5_000


@transaction.atomic
def enrol_rehearsal_people(*, count: int) -> list[UUID]:
    """The first ``count`` people of a rehearsal, made where they are new; their ids in the order of their numbers.

    Doing it again finds the same ones. ValueError beyond MOST.
    """
    if not 0 < count <= MOST:
        raise ValueError(f"a rehearsal has 1 to {MOST} people")
    found: list[UUID] = []
    for first in range(0, count, _BATCH):
        found += _batch(list(_addresses(first, min(first + _BATCH, count))))
    return found


def _batch(addresses: list[str]) -> list[UUID]:
    known = dict(Person.objects.filter(email__in=addresses).values_list("email", "pk"))
    # Nobody has a password; one unusable value serves all of them.
    password = make_password(None)
    Person.objects.bulk_create(
        [Person(email=address, password=password) for address in addresses if address not in known],
        ignore_conflicts=True,
    )
    if len(known) < len(addresses):
        known = dict(Person.objects.filter(email__in=addresses).values_list("email", "pk"))
    return [known[address] for address in addresses]


def _addresses(first: int, end: int) -> Iterator[str]:
    return (f"rehearsal-{number + 1:06}@{DOMAIN}" for number in range(first, end))
