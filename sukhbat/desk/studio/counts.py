"""The numbers of a live part for its hosts, kept a moment so that several studios cost as much as one."""

from dataclasses import dataclass
from datetime import datetime

from django.core.cache import caches
from django.utils.translation import get_language

from sukhbat.conferences.models import Conference
from sukhbat.questions.air_queue import received_per_minute
from sukhbat.questions.hearing import Hearing, hearing
from sukhbat.questions.live_state import live_state
from sukhbat.questions.waiting import WaitingCount, queue_counts

KEPT_SECONDS, HEARING_SECONDS = 2, 5


@dataclass(frozen=True)
class Counts:
    """Numbers of questions. ``waiting`` is what moderators still have to look at; None when nothing waits."""

    received: int
    public: int
    answered_live: int
    to_writing: int
    per_minute: int
    waiting: WaitingCount | None


def counts_of(conference: Conference, *, now: datetime) -> Counts:
    """The numbers as of two seconds ago at most."""
    cache, key = caches["fragments"], f"studio:counts:{conference.pk}"
    found: Counts | None = cache.get(key)
    if found is None:
        found = _counted(conference, now=now)
        cache.set(key, found, KEPT_SECONDS)
    return found


def hearing_of(conference: Conference) -> Hearing:
    """Who asks and who comes on air, as of five seconds ago at most; its words are in the reader's language."""
    cache, key = caches["fragments"], f"studio:hearing:{conference.pk}:{get_language()}"
    found: Hearing | None = cache.get(key)
    if found is None:
        found = hearing(conference)
        cache.set(key, found, HEARING_SECONDS)
    return found


def _counted(conference: Conference, *, now: datetime) -> Counts:
    state = live_state(conference.pk, now)
    waiting = (row for row in queue_counts(now=now) if row.conference_id == conference.pk)
    numbers = (
        vars(state.counts)
        if state
        else dict.fromkeys(("received", "public", "answered_live", "to_writing"), 0)
    )
    return Counts(
        **numbers,
        per_minute=received_per_minute(conference.pk, now=now),
        waiting=next(waiting, None),
    )
