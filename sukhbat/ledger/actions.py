"""Writing to the log: one entry at a time or a batch, always inside the caller's transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db import connection

from sukhbat.kernel.ids import uuid7
from sukhbat.kernel.locks import held_or_skipped
from sukhbat.kernel.partitions import first_id
from sukhbat.ledger.events import Event
from sukhbat.ledger.models import ActorTag, Entry, Leaf
from sukhbat.ledger.rules import Actor, leaf_hash

NUMBERING_BATCH = 5_000


@dataclass(frozen=True)
class Line:
    """One entry to write: what happened to which subject, by whom, bound to which content."""

    event: Event
    subject: str
    actor: Actor
    digest: str = ""


def record(*, event: Event, subject: str, actor: Actor, now: datetime, digest: str = "") -> Entry:
    """Write one entry. Raises outside a transaction: an entry lives and dies with what it records."""
    return record_all(lines=[Line(event, subject, actor, digest)], now=now)[0]


def record_all(*, lines: Sequence[Line], now: datetime) -> list[Entry]:
    """Write the entries of one user action, in order, with one shared action id."""
    if not connection.in_atomic_block:
        raise RuntimeError("a log entry must be written in the transaction of what it records")
    action = uuid7()
    tags = _tags(lines)
    entries = [
        Entry(
            at=now,
            event=line.event.name,
            subject=line.subject,
            actor_role=line.actor.role,
            actor_tag=tags.get((line.subject, line.actor.person_id)),
            digest=line.digest,
            facts=line.event.facts(),
            action=action,
        )
        for line in lines
    ]
    return Entry.objects.bulk_create(entries)


def _tags(lines: Sequence[Line]) -> dict[tuple[str, UUID | None], UUID]:
    """A stable opaque tag for each subject and person of the lines."""
    wanted = {(line.subject, line.actor.person_id) for line in lines if line.actor.person_id}
    if not wanted:
        return {}
    ActorTag.objects.bulk_create(
        [ActorTag(tag=uuid4(), subject=subject, person_id=person) for subject, person in wanted],
        ignore_conflicts=True,
    )
    subjects, people = {s for s, _ in wanted}, {p for _, p in wanted}
    found = ActorTag.objects.filter(subject__in=subjects, person_id__in=people)
    return {(row.subject, row.person_id): row.tag for row in found}


def number_leaves(*, now: datetime, window: timedelta | None = timedelta(hours=1)) -> int:
    """Give every committed entry without a leaf the next dense index; how many were numbered.

    Run inside a transaction by one writer at a time. Entries become visible out of the order of their
    ids when transactions overlap, so the unnumbered are found by anti-join, never by a high-water mark.
    ``window`` bounds the search for the loop of every second; the nightly pass leaves it out.
    """
    with held_or_skipped("ledger.number_leaves") as mine:
        if not mine:
            return 0
        last = Leaf.objects.order_by("-index").values_list("index", flat=True).first()
        waiting = Entry.objects.raw(
            "SELECT e.* FROM ledger_entry e WHERE e.id >= %s AND NOT EXISTS "
            "(SELECT 1 FROM ledger_leaf l WHERE l.entry_id = e.id) ORDER BY e.id LIMIT %s",
            [first_id(now - window) if window else UUID(int=0), NUMBERING_BATCH],
        )
        start = -1 if last is None else last
        leaves = [
            Leaf(index=start + step, entry_id=entry.id, hash=leaf_hash(entry.content()))
            for step, entry in enumerate(waiting, start=1)
        ]
        Leaf.objects.bulk_create(leaves)
        return len(leaves)


def forget_person(person_id: UUID) -> list[str]:
    """Erase the link from a person to the tags of the log, for ever; the subjects that had one. Entries stay."""
    tags = ActorTag.objects.filter(person_id=person_id)
    subjects = sorted(tags.values_list("subject", flat=True))
    tags.delete()
    return subjects
