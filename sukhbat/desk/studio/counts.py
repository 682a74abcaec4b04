"""The numbers of a live part for its hosts, kept a moment so that several studios cost as much as one."""

from dataclasses import dataclass
from datetime import datetime

from django.core.cache import caches

from sukhbat.conferences.models import Conference
from sukhbat.questions.air_queue import received_per_minute
from sukhbat.questions.live_state import live_state
from sukhbat.questions.waiting import WaitingCount, queue_counts

KEPT_SECONDS = 2


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
