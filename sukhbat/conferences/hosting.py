"""What a host does to the live part as a whole: interrupt it, go on, and decide how texts are checked."""

from datetime import datetime

from django.db import transaction

from sukhbat.conferences import policies
from sukhbat.conferences.actions import held
from sukhbat.conferences.events import ConferencePaused, PremoderationSwitched
from sukhbat.conferences.models import Conference
from sukhbat.kernel.refusals import ensure
from sukhbat.kernel.signals import PHASE, signal_conference
from sukhbat.ledger.actions import record
from sukhbat.ledger.events import Event
from sukhbat.ledger.rules import Actor
from sukhbat.people.models import Person


def pause_conference(*, person: Person | None, slug: str, now: datetime) -> Conference:
    """Interrupt the live part: nothing is put on air until it goes on. Doing it again changes nothing."""
    return _pause(person, slug, is_paused=True, now=now)


def resume_conference(*, person: Person | None, slug: str, now: datetime) -> Conference:
    """Go on after a pause. Doing it again changes nothing."""
    return _pause(person, slug, is_paused=False, now=now)


@transaction.atomic
def _pause(person: Person | None, slug: str, *, is_paused: bool, now: datetime) -> Conference:
    conference = held(slug)
    ensure(policies.may_pause(person, conference, now=now))
    if (conference.paused_at is not None) != is_paused:
        conference.paused_at = now if is_paused else None
        _keep(conference, "paused_at", ConferencePaused(is_paused=is_paused), person, now)
    return conference


@transaction.atomic
def switch_premoderation(
    *, person: Person | None, slug: str, is_premoderated: bool, now: datetime
) -> Conference:
    """Whether each text waits for its check or is shown at once. The same again changes nothing."""
    conference = held(slug)
    ensure(policies.may_switch_premoderation(person, conference, now=now))
    if conference.is_premoderated != is_premoderated:
        conference.is_premoderated = is_premoderated
        event = PremoderationSwitched(is_premoderated=is_premoderated)
        _keep(conference, "is_premoderated", event, person, now)
    return conference


def second_of(conference: Conference, moment: datetime) -> int:
    """Whole seconds from the start of the live part to a moment; 0 before it."""
    began = conference.started_at or conference.starts_at
    return max(0, int((moment - began).total_seconds()))


def _keep(conference: Conference, field: str, event: Event, person: Person | None, now: datetime) -> None:
    conference.version += 1
    conference.save(update_fields=[field, "version"])
    actor = Actor(policies.acting_role(person, now=now), person.pk if person else None)
    record(event=event, subject=f"conference/{conference.slug}", actor=actor, now=now)
    signal_conference(conference.pk, PHASE)
