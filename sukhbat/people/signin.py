"""Becoming known: by a proven e-mail address, or by an identity provider. Nobody has a password."""

import hashlib
import hmac
from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction

from sukhbat.people.models import Identity, Person
from sukhbat.people.queries import person_by_email

LANGUAGES = ("kk", "ru", "en")


def person_for_email(*, email: str, language: str) -> Person:
    """The person of a proven address; a new one in ``language`` when nobody has it. Two at once make one."""
    found = person_by_email(email)
    if found is not None:
        return found
    try:
        with transaction.atomic():
            return Person.objects.create_user(email=email, language=_known(language))
    except IntegrityError:
        return Person.objects.get(email=email.lower())


@transaction.atomic
def person_for_identity(
    *,
    provider: str,
    subject: str,
    verified_email: str | None,
    name: str,
    language: str,
    signed_in: Person | None,
    now: datetime,
) -> Person:
    """The person an identity provider vouches for.

    A known identity is its person. An unknown one is given to whoever is signed in, else to the person of the
    e-mail address if the provider verified it, else to a new person. Of the subject only a keyed
    hash is kept.
    """
    hashed = subject_hash(provider, subject)
    known = Identity.objects.select_related("person").filter(provider=provider, subject_hash=hashed).first()
    if known is not None:
        return known.person
    person = signed_in or _person_for(verified_email, name, language)
    Identity.objects.create(person=person, provider=provider, subject_hash=hashed, verified_at=now)
    return person


def subject_hash(provider: str, subject: str) -> str:
    """HMAC-SHA-256 of a provider's subject under a key of its own, derived from the installation's secret."""
    key = hmac.new(settings.SECRET_KEY.encode(), b"sukhbat identity subjects", hashlib.sha256).digest()
    return hmac.new(key, f"{provider}\x00{subject}".encode(), hashlib.sha256).hexdigest()


def _person_for(verified_email: str | None, name: str, language: str) -> Person:
    if verified_email:
        found = person_for_email(email=verified_email, language=language)
        if not found.name and name:
            found.name = name
            found.save(update_fields=["name"])
        return found
    return Person.objects.create_user(name=name, language=_known(language))


def _known(language: str) -> str:
    return language if language in LANGUAGES else "kk"
