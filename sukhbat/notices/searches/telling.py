"""Telling people what is new in their saved searches: each thing once, and no letter when there is nothing.

What is found, the letter's place in the outbox and how far was told stand or fall together. Search is another app
beside this one, so whoever calls brings it along.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import structlog
from django.conf import settings
from django.db import transaction

from sukhbat.kernel.clock import zone
from sukhbat.kernel.logging import named
from sukhbat.notices.how_often import Every, next_at
from sukhbat.notices.models import Finding, Letter, SavedSearch
from sukhbat.notices.rules import SAVED_SEARCH, message_id
from sukhbat.people.models import Person
from sukhbat.people.queries import active_ids, can_be_reached

BATCH = 20
MOST_TOLD = 10
FAILED_WAITS = timedelta(hours=1)
log = structlog.get_logger("sukhbat.notices")


@dataclass(frozen=True)
class News:
    """The questions that are new for a search, the newest first, and the leaf index up to which it looked."""

    questions: Sequence[UUID]
    up_to: int


Find = Callable[[SavedSearch], News]


def tell_due(
    *, find: Find, now: datetime, limit: int = BATCH, stop: Callable[[], bool] = lambda: False
) -> int:
    """Go through the searches that are due, one in a transaction; how many. Many processes may run it.

    One that fails is put off for an hour, with nothing lost: what it has not told it tells then.
    """
    done = 0
    while done < limit and not stop() and _tell_next(find, now=now):
        done += 1
    return done


def _tell_next(find: Find, *, now: datetime) -> bool:
    with transaction.atomic():
        due = SavedSearch.objects.filter(next_at__lte=now).order_by("next_at", "id")
        search = due.select_for_update(skip_locked=True).first()
        if search is None:
            return False
        try:
            with transaction.atomic():
                _tell(search, find, now=now)
        except Exception as error:
            search.next_at = now + FAILED_WAITS
            search.save(update_fields=["next_at"])
            log.error("saved_search_failed", search=str(search.pk), failure=named(error), exc_info=error)
    return True


def _tell(search: SavedSearch, find: Find, *, now: datetime) -> None:
    news = find(search)
    if news.questions and news.up_to > search.told_up_to and _is_reached(search.person):
        _put_into_outbox(search, news, now=now)
        search.told_at = now
    search.told_up_to = max(search.told_up_to, news.up_to)
    search.next_at = next_at(Every(search.every), now=now, zone=zone())
    search.save(update_fields=["told_up_to", "told_at", "next_at"])


def _is_reached(person: Person) -> bool:
    """Whether a letter may go to the person, who is not erased before it lies in the outbox.

    An erasure that holds the person waits for the search that is held here, so it must not be waited for.
    """
    return can_be_reached(person) and bool(active_ids({person.pk}, without_waiting=True))


def _put_into_outbox(search: SavedSearch, news: News, *, now: datetime) -> None:
    finding = Finding.objects.create(
        search=search,
        up_to=news.up_to,
        questions=list(news.questions[:MOST_TOLD]),
        total=len(news.questions),
        created_at=now,
    )
    assert search.person.email
    Letter.objects.create(
        entry_id=finding.pk,
        person=search.person,
        kind=SAVED_SEARCH,
        to=search.person.email,
        language=search.language,
        message_id=message_id(finding.pk, search.person_id, settings.MAIL_DOMAIN),
        created_at=now,
        next_try_at=now,
    )
