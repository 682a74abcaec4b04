"""Reading the log and telling people: each entry once, nothing lost, nothing twice.

The cursor, the notices and the letters of a batch stand or fall together. An entry that cannot be
dealt with is set aside and tried again later, while the others go on.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import structlog
from django.conf import settings
from django.db import DatabaseError, DataError, IntegrityError, transaction

from sukhbat.answers.different import different_until
from sukhbat.answers.recipients import note_told
from sukhbat.concerns.models import Concern
from sukhbat.kernel.locks import held_or_skipped
from sukhbat.ledger.models import Entry
from sukhbat.ledger.queries import entries_after
from sukhbat.notices.audience import About, Circles
from sukhbat.notices.models import Cursor, Letter, Notice, Preference, Unfinished
from sukhbat.notices.names import facts_of
from sukhbat.notices.rules import BACKOFF, TELLINGS, Group, Kind, Telling, message_id
from sukhbat.people.models import Person
from sukhbat.people.queries import can_be_reached, people_by_id

NAME = "notices"
BATCH = 250
AGAIN = 20
# A demonstration is set up with years of questions: only what happened lately is worth a sample mail.
SAMPLE_MAIL_WITHIN = timedelta(days=2)
Numbered = tuple[int, Entry]
log = structlog.get_logger("sukhbat.notices")


@dataclass(frozen=True)
class Told:
    """What one entry comes to, before it is written."""

    index: int
    entry: Entry
    notices: list[Notice]
    letters: list[Letter]


def react(*, now: datetime) -> int:
    """Deal with the next entries of the log; how many. Safe to run at any time and in many processes."""
    with transaction.atomic(), held_or_skipped("notices.react") as mine:
        if not mine:
            return 0
        _try_again(now=now)
        cursor, _created = Cursor.objects.get_or_create(reaction=NAME)
        found = entries_after(cursor.index, limit=BATCH)
        if not found:
            return 0
        _deal_with(found, now=now)
        cursor.index = found[-1][0]
        cursor.save(update_fields=["index"])
        return len(found)


def _deal_with(found: Sequence[Numbered], *, now: datetime) -> list[Told]:
    """Tell everyone of the entries and set aside those that fail; what was told."""
    circles = Circles([entry for _index, entry in found], now=now)
    readers = _Readers(circles)
    told: list[Told] = []
    for index, entry in found:
        if entry.event in TELLINGS:
            try:
                told.append(_told(index, entry, circles, readers, now=now))
            except DatabaseError:
                raise
            except Exception as error:
                _set_aside(index, entry, error, now=now)
    return _written(told, now=now)


class _Readers:
    """The people of a batch, what mail they switched off, and what they were told already."""

    def __init__(self, circles: Circles) -> None:
        entry_ids = [entry.id for entry in circles.entries]
        self.already = set(Notice.objects.filter(entry_id__in=entry_ids).values_list("entry_id", "person_id"))
        self.people: dict[UUID, Person] = {}
        self.switched_off: set[tuple[UUID, str]] = set()
        # After a live part thousands of askers are told at once, each of another question.
        self.learn(set(circles.authors.values()))

    def learn(self, ids: set[UUID]) -> None:
        if fresh := ids - self.people.keys():
            self.people |= people_by_id(fresh)
            off = Preference.objects.filter(person_id__in=fresh, by_mail=False)
            self.switched_off |= set(off.values_list("person_id", "group"))

    def wants_mail(self, person: Person, telling: Telling, about: About, entry: Entry, now: datetime) -> bool:
        """Whether a letter goes out, too. What is imported by the thousand is told on the site only."""
        if telling.group is None or (person.pk, telling.group.value) in self.switched_off:
            return False
        if not can_be_reached(person):
            return False
        if entry.facts.get("source") == "import" and telling.group is Group.NEW:
            return False
        if isinstance(about, Concern):
            return True
        return not about.is_sample or now - entry.at < SAMPLE_MAIL_WITHIN


def _told(index: int, entry: Entry, circles: Circles, readers: _Readers, *, now: datetime) -> Told:
    tellings, about = circles.told(entry), circles.about(entry)
    readers.learn(set(tellings))
    told = Told(index, entry, [], [])
    for person_id, telling in tellings.items():
        person = readers.people.get(person_id)
        if person is None or not person.is_active or (entry.id, person_id) in readers.already:
            continue
        assert about is not None
        told.notices.append(_notice(entry, telling, person, now=now))
        if readers.wants_mail(person, telling, about, entry, now):
            told.letters.append(_letter(entry, telling, person, now=now))
    return told


def _notice(entry: Entry, telling: Telling, person: Person, *, now: datetime) -> Notice:
    return Notice(
        entry_id=entry.id,
        person=person,
        kind=telling.kind.value,
        number="" if (facts := facts_of(entry)) != entry.facts else entry.subject,
        language=person.language,
        params=facts | _days_left(telling.kind, now),
        created_at=now,
    )


def _days_left(kind: Kind, now: datetime) -> dict[str, str]:
    """What is counted from the moment of being told: until when an asker may say that theirs is different."""
    if kind is not Kind.ANSWERED_FOR_ALL:
        return {}
    return {"until_on": different_until(now, now=now).isoformat()}


def _letter(entry: Entry, telling: Telling, person: Person, *, now: datetime) -> Letter:
    """A place in the outbox; the person wants the letter and has an address."""
    assert telling.group is not None
    assert person.email
    return Letter(
        entry_id=entry.id,
        person=person,
        kind=telling.kind.value,
        group=telling.group.value,
        to=person.email,
        language=person.language,
        message_id=message_id(entry.id, person.pk, settings.MAIL_DOMAIN),
        created_at=now,
        next_try_at=now,
    )


def _written(told: Sequence[Told], *, now: datetime) -> list[Told]:
    """Write all at once, or one by one when one of them does not fit; what was written."""
    try:
        _insert(told)
    except (DataError, IntegrityError) as error:
        if len(told) == 1:
            _set_aside(told[0].index, told[0].entry, error, now=now)
            return []
        return [row for one in told for row in _written([one], now=now)]
    return list(told)


def _insert(told: Sequence[Told]) -> None:
    notices = [row for one in told for row in one.notices]
    with transaction.atomic():
        Notice.objects.bulk_create(notices, ignore_conflicts=True)
        Letter.objects.bulk_create([row for one in told for row in one.letters], ignore_conflicts=True)
        for_all = [row for row in notices if row.kind == Kind.ANSWERED_FOR_ALL]
        if for_all:
            note_told([row.entry_id for row in for_all], now=for_all[0].created_at)


def _set_aside(index: int, entry: Entry, error: Exception, *, now: datetime) -> None:
    """Keep an entry that failed for later, with the error's type: its message may hold a person's words."""
    kept, is_new = Unfinished.objects.get_or_create(
        entry_id=entry.id, defaults={"index": index, "next_try_at": now}
    )
    wait = BACKOFF[min(kept.attempts, len(BACKOFF) - 1)]
    kept.attempts += 1
    kept.next_try_at = now + wait
    kept.failure = type(error).__name__
    kept.save()
    log.error("entry_set_aside", entry=str(entry.id), failure=kept.failure, first=is_new, exc_info=error)


def _try_again(*, now: datetime) -> None:
    for kept in Unfinished.objects.filter(next_try_at__lte=now).order_by("index")[:AGAIN]:
        if _deal_with(entries_after(kept.index - 1, limit=1), now=now):
            kept.delete()
