"""The administrator's settings: names, consent and switches; each change is logged."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sukhbat.bodies import policies
from sukhbat.bodies.events import ConsentPublished, SiteChanged, SwitchTurned
from sukhbat.bodies.rules import Role
from sukhbat.kernel import site, switches
from sukhbat.kernel.clock import local_day
from sukhbat.kernel.refusals import Refusal, Refused, ensure
from sukhbat.ledger.actions import record
from sukhbat.ledger.rules import Actor, content_digest
from sukhbat.people.consents import publish_consent
from sukhbat.people.models import ConsentText, Person

SITE_FIELDS = ("name_kk", "name_ru", "name_en", "contact_email")


@transaction.atomic
def change_site(*, person: Person | None, values: Mapping[str, str], now: datetime) -> tuple[str, ...]:
    """The installation's names and contact; the fields that changed."""
    ensure(policies.may_administer(person, now=now))
    fields = site.change_site({name: values[name] for name in SITE_FIELDS if name in values})
    if fields:
        record(event=SiteChanged(fields=fields), subject="site", actor=_actor(person), now=now)
    return fields


@transaction.atomic
def turn_switch(*, person: Person | None, name: str, is_on: bool, now: datetime) -> bool:
    """Turn a kill switch; False when it stood so already. Refused (404) for an unknown one."""
    ensure(policies.may_administer(person, now=now))
    if name not in switches.NAMES:
        raise Refused(Refusal("not_found", _("There is no such switch."), 404))
    if not switches.turn(name, is_on=is_on, now=now):
        return False
    record(event=SwitchTurned(is_on=is_on), subject=f"switch/{name}", actor=_actor(person), now=now)
    return True


@transaction.atomic
def publish_new_consent(
    *, person: Person | None, texts: Mapping[str, str], valid_from: date, now: datetime
) -> ConsentText:
    """A new version of the consent text, valid from today or later. What people agreed to before stays.

    Refused (422) when a text is missing or the day has passed. Public texts need no salt in their digest.
    """
    ensure(policies.may_administer(person, now=now))
    written = {
        f"text_{language}": texts.get(f"text_{language}", "").strip() for language in ("kk", "ru", "en")
    }
    if not all(written.values()):
        raise Refused(Refusal("text_missing", _("The consent is written in all three languages."), 422))
    if valid_from < local_day(now):
        raise Refused(Refusal("past", _("A consent text is valid from today or a later day."), 422))
    row = publish_consent(**written, valid_from=valid_from)
    record(
        event=ConsentPublished(version=row.version, valid_from=valid_from),
        subject=f"consent/{row.version}",
        actor=_actor(person),
        now=now,
        digest=content_digest(b"", *written.values()),
    )
    return row


def _actor(person: Person | None) -> Actor:
    return Actor(Role.ADMINISTRATOR.value, person.pk if person else None)
