"""What a person does with their own account."""

from datetime import datetime

from django.db import transaction

from sukhbat.people.models import Identity, Person


def change_profile(*, person: Person, name: str, language: str) -> None:
    """Change the name and the language of mail. ``name`` is cleaned and at most 120 characters."""
    person.name, person.language = name, language
    person.save(update_fields=["name", "language"])


def sign_out_everywhere(*, person: Person) -> None:
    """End every session: each is bound to the stored password, which nobody has and which is redrawn here."""
    person.set_unusable_password()
    person.save(update_fields=["password"])


def hold_to_erase(*, person: Person) -> None:
    """Wait for whatever the person is sending at this moment, and let nothing more of theirs in, in a transaction.

    Ask before looking for what is theirs. Everything else takes weaker locks on the row (people.queries).
    """
    Person.objects.select_for_update().get(pk=person.pk)


@transaction.atomic
def forget_person(*, person: Person, now: datetime) -> None:
    """Remove who this was: name, addresses, identities, sessions. The bare row stays for its keys."""
    Identity.objects.filter(person=person).delete()
    person.email = person.phone = None
    person.name, person.is_active, person.erased_at = "", False, now
    person.set_unusable_password()
    person.save()
