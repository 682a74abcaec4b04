"""The snapshot of reference data that intake works on, kept for a moment in each process."""

import time
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sukhbat.bodies.queries import bodies, directory, regions, themes
from sukhbat.bodies.rules import Directory
from sukhbat.conferences.models import Conference
from sukhbat.kernel.clock import local_day, zone
from sukhbat.questions.intake import ConferenceFacts, World
from sukhbat.terms.queries import calendar, term
from sukhbat.terms.rules import DAY_ENDS_AT, Calendar, TermKind, registration_day

KEPT_SECONDS = 2.0


def intake_world(*, now: datetime) -> World:
    """What ``prepare`` needs at a moment: routing, calendar, term, and the slugs that stand in the log.

    The directory is read at most every two seconds in each process, whatever arrives meanwhile; calendar and
    terms keep themselves (terms.queries), so that a day decided here counts at once.
    """
    today, days = local_day(now), calendar(now=now)
    kept = _kept_for(today)
    return World(
        directory=kept.directory,
        calendar=days,
        term=term(kind=TermKind.ANSWER, on=today),
        zone=zone(),
        publish_by=_publish_by(now, days, term(kind=TermKind.MODERATION, on=today).days),
        body_slugs=kept.body_slugs,
        theme_slugs=kept.theme_slugs,
        region_slugs=kept.region_slugs,
    )


def forget_world() -> None:
    """Read the directory anew at the next call, in this process."""
    _held.clear()


def _publish_by(now: datetime, days: Calendar, working_days: int) -> datetime:
    """Until when a text may wait for its check: the end of the last working day of the moderation term."""
    registered = registration_day(now, days, zone())
    return datetime.combine(days.add_working_days(registered, working_days), DAY_ENDS_AT, zone())


@dataclass(frozen=True)
class _Kept:
    """What was read of a day, and until when it may be used (seconds of the monotonic clock)."""

    until: float
    directory: Directory
    body_slugs: dict[UUID, str]
    theme_slugs: dict[UUID, str]
    region_slugs: dict[UUID, str]


# One day at a time: whoever asks about another takes its place. Threads may read twice, never see half.
_held: dict[date, _Kept] = {}


def _kept_for(today: date) -> _Kept:
    kept = _held.get(today)
    if kept is None or kept.until < time.monotonic():
        kept = _read(today)
        _held.clear()
        _held[today] = kept
    return kept


def _read(today: date) -> _Kept:
    return _Kept(
        until=time.monotonic() + KEPT_SECONDS,
        directory=directory(on=today),
        body_slugs={row.id: row.slug for row in bodies(on=today)},
        theme_slugs={row.id: row.slug for row in themes(on=today)},
        region_slugs={row.id: row.slug for row in regions()},
    )


def conference_facts(conference: Conference) -> ConferenceFacts:
    return ConferenceFacts(
        id=conference.pk,
        slug=conference.slug,
        body_id=conference.body_id,
        terms_start_on=conference.terms_start_on,
        times=conference.times,
        is_premoderated=conference.is_premoderated,
        is_sample=conference.is_sample,
    )
