"""Accounts for people whom the directory names. Who may name them is asked by the callers."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib.auth.hashers import make_password

from sukhbat.people.models import Person


@dataclass(frozen=True)
class Enrolled:
    """What is told of somebody who may be new: a name and a language, either may be empty."""

    name: str = ""
    language: str = ""


def people_by_email(*, wanted: Mapping[str, Enrolled]) -> dict[str, Person]:
    """The people of these addresses (lower case), made where they are new; at most three queries.

    Whoever exists keeps their own name and language. Another process may add one meanwhile: it is found, too.
    """
    known = set(Person.objects.filter(email__in=wanted).values_list("email", flat=True))
    Person.objects.bulk_create(
        [
            Person(email=email, name=new.name, language=new.language or "kk", password=make_password(None))
            for email, new in wanted.items()
            if email not in known
        ],
        ignore_conflicts=True,
    )
    return {person.email or "": person for person in Person.objects.filter(email__in=wanted)}
