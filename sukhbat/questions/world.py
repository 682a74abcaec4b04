"""The snapshot of reference data that intake works on, read once for a batch."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.core.cache import caches

from sukhbat.bodies.queries import bodies, directory, regions, themes
from sukhbat.conferences.models import Conference
from sukhbat.kernel.clock import local_day, zone
from sukhbat.questions.intake import ConferenceFacts, World
from sukhbat.terms.queries import calendar, term
from sukhbat.terms.rules import DAY_ENDS_AT, Calendar, TermKind, registration_day

SLUG_SECONDS = 5


def intake_world(*, now: datetime) -> World:
    """What ``prepare`` needs at a moment: routing, calendar, term, and the slugs that stand in the log."""
    today = local_day(now)
    days = calendar(now=now)
    slugs = _slugs(today)
    return World(
        directory=directory(on=today),
        calendar=days,
        term=term(kind=TermKind.ANSWER, on=today),
        zone=zone(),
        publish_by=_publish_by(now, days, term(kind=TermKind.MODERATION, on=today).days),
        body_slugs=slugs.bodies,
        theme_slugs=slugs.themes,
        region_slugs=slugs.regions,
    )


def _publish_by(now: datetime, days: Calendar, working_days: int) -> datetime:
    """Until when a text may wait for its check: the end of the last working day of the moderation term."""
    registered = registration_day(now, days, zone())
    return datetime.combine(days.add_working_days(registered, working_days), DAY_ENDS_AT, zone())


@dataclass(frozen=True)
class _Slugs:
    bodies: dict[UUID, str]
    themes: dict[UUID, str]
    regions: dict[UUID, str]


def _slugs(today: date) -> _Slugs:
    """The words of the directory as the log writes them, kept for a few seconds in each process."""
    cache = caches["fragments"]
    found: _Slugs | None = cache.get(f"slugs:{today}")
    if found is None:
        found = _Slugs(
            {row.id: row.slug for row in bodies(on=today)},
            {row.id: row.slug for row in themes(on=today)},
            {row.id: row.slug for row in regions()},
        )
        cache.set(f"slugs:{today}", found, SLUG_SECONDS)
    return found


def conference_facts(conference: Conference) -> ConferenceFacts:
    return ConferenceFacts(
        id=conference.pk,
        slug=conference.slug,
        body_id=conference.body_id,
        terms_start_on=conference.terms_start_on,
        times=conference.times,
        is_premoderated=conference.is_premoderated,
    )
