"""Reading people: by id, the consent in force, whether someone is verified."""

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from sukhbat.people.models import ConsentText, Identity, Person


def person(person_id: UUID) -> Person | None:
    return Person.objects.filter(pk=person_id).first()


def people_by_id(ids: set[UUID]) -> dict[UUID, Person]:
    return Person.objects.in_bulk(ids)


def active_people(ids: QuerySet[Any, Any]) -> QuerySet[Person]:
    """Those of the given ids, a set or a subquery, who may sign in."""
    return Person.objects.filter(pk__in=ids, is_active=True)


def held_active(ids: Collection[UUID]) -> set[UUID]:
    """Those of the people who may act, each held by this transaction until it ends, in the order of their ids.

    What one person wishes at once through two connections happens one after the other, and nobody is erased
    in between. Questions that the same person sends meanwhile are not held up.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM people_person WHERE id = ANY(%s::uuid[]) AND is_active ORDER BY id FOR NO KEY UPDATE",
            [list(map(str, ids))],
        )
        return {row[0] for row in cursor.fetchall()}


def consent_in_force(*, on: date) -> ConsentText:
    """The consent text of a day. Raises ConsentText.DoesNotExist before the first version."""
    return ConsentText.objects.filter(valid_from__lte=on).latest("version")


def is_verified(person: Person) -> bool:
    """Whether an identity provider vouched for the person."""
    return Identity.objects.filter(person=person).exists()


def can_be_reached(person: Person) -> bool:
    """Whether a letter has somewhere to go; ``.invalid`` leads nowhere by its definition (RFC 2606, 2)."""
    return bool(person.email) and not str(person.email).endswith(".invalid")


def consent_texts() -> list[ConsentText]:
    """Every version, the latest first."""
    return list(ConsentText.objects.order_by("-version"))


def person_by_email(email: str) -> Person | None:
    return Person.objects.filter(email=email.strip().lower()).first()


def active_ids(ids: Collection[UUID], *, without_waiting: bool = False) -> set[UUID]:
    """Those of the people who may act; none of them is erased before this transaction ends (people.actions).

    The foreign keys of what they send would take the same lock at commit, so that it costs nothing, and many
    transactions may hold it at once. ``without_waiting`` leaves out who is being erased at this moment: for those
    who hold what the erasure waits for.
    """
    found = "SELECT id FROM people_person WHERE id = ANY(%s::uuid[]) AND is_active ORDER BY id FOR KEY SHARE"
    with connection.cursor() as cursor:
        cursor.execute(f"{found} SKIP LOCKED" if without_waiting else found, [list(map(str, ids))])
        return {row[0] for row in cursor.fetchall()}
