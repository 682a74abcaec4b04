"""What a person does with their saved searches, and what time does with what was found for them.

Nothing of this is written into the log: what somebody looks for is nobody else's affair.
"""

from dataclasses import asdict
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef

from sukhbat.kernel.clock import zone
from sukhbat.kernel.refusals import Refused, ensure
from sukhbat.notices.actions import KEPT_DAYS
from sukhbat.notices.how_often import Every, next_at
from sukhbat.notices.models import Finding, Letter, SavedSearch
from sukhbat.notices.rules import State
from sukhbat.notices.searches.policies import NO_ADDRESS, NOT_YOURS, may_change, may_save
from sukhbat.notices.searches.queries import Wish
from sukhbat.notices.tokens import read_search_token
from sukhbat.people.models import Person
from sukhbat.people.queries import held_active


@transaction.atomic
def save_search(
    *, person: Person, wish: Wish, language: str, every: Every, seen_up_to: int, now: datetime
) -> tuple[SavedSearch, bool]:
    """Keep a search and tell of what comes after the leaf index ``seen_up_to``; and whether it is a new one.

    The same search saved again only takes the new language and times. One person's savings at once happen one after
    the other. Raises Refused without an address, and above MOST.
    """
    if not held_active({person.pk}):
        raise Refused(NO_ADDRESS)
    mine = SavedSearch.objects.filter(person=person)
    known = mine.filter(**asdict(wish)).select_for_update().first()
    if known is not None:
        _change(known, every=every, language=language, seen_up_to=seen_up_to, now=now)
        return known, False
    ensure(may_save(person, saved=mine.count()))
    made = SavedSearch.objects.create(
        person=person,
        **asdict(wish),
        language=language,
        every=every,
        told_up_to=seen_up_to,
        next_at=next_at(every, now=now, zone=zone()),
        created_at=now,
    )
    return made, True


@transaction.atomic
def change_search(
    *, person: Person, search_id: UUID, every: Every, language: str, seen_up_to: int, now: datetime
) -> None:
    """Choose how often letters come, and in which language. Raises Refused for what is not theirs.

    What came while none were wanted, up to the leaf index ``seen_up_to``, is not told afterwards.
    """
    search = _mine(person, search_id)
    _change(search, every=every, language=language, seen_up_to=seen_up_to, now=now)


@transaction.atomic
def delete_search(*, person: Person, search_id: UUID) -> None:
    """Delete a search. A letter that waits for sending has nothing to tell then, and is given up."""
    _mine(person, search_id).delete()


@transaction.atomic
def stop_search(*, token: str) -> None:
    """One click on a letter: no more of this search; it stays in the list. Raises Refused for a token of none."""
    search_id = read_search_token(token)
    search = SavedSearch.objects.select_for_update().filter(pk=search_id).first() if search_id else None
    if search is None:
        raise Refused(NOT_YOURS)
    search.every, search.next_at = Every.NEVER, None
    search.save(update_fields=["every", "next_at"])


@transaction.atomic
def forget_searches(*, person_id: UUID) -> int:
    """Delete every saved search of a person who had themselves erased; how many."""
    # A worker that is telling of one holds its row: waited for, what it found goes, too.
    ids = list(
        SavedSearch.objects.select_for_update().filter(person_id=person_id).values_list("pk", flat=True)
    )
    SavedSearch.objects.filter(pk__in=ids).delete()
    return len(ids)


def forget_old_findings(*, now: datetime) -> int:
    """Drop what letters told of more than 30 days ago; how many. What a letter still waits to tell stays."""
    waiting = Letter.objects.filter(entry_id=OuterRef("pk"), state=State.WAITING)
    old = Finding.objects.filter(created_at__lt=now - timedelta(days=KEPT_DAYS)).exclude(Exists(waiting))
    return old.delete()[0]


def _mine(person: Person, search_id: UUID) -> SavedSearch:
    search = SavedSearch.objects.select_for_update().filter(pk=search_id).first()
    ensure(may_change(person, search))
    assert search is not None
    return search


def _change(search: SavedSearch, *, every: Every, language: str, seen_up_to: int, now: datetime) -> None:
    """Its time is counted anew only when that was changed: else who saves each morning would never be told."""
    if search.every == Every.NEVER:
        search.told_up_to = max(search.told_up_to, seen_up_to)
    if search.every != every:
        search.every, search.next_at = every, next_at(every, now=now, zone=zone())
    search.language = language
    search.save(update_fields=["every", "next_at", "told_up_to", "language"])
