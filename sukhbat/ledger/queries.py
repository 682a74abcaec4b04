"""Reading the log: by subject for a page, by leaf index for everything that follows it."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Max, QuerySet

from sukhbat.kernel.partitions import first_id
from sukhbat.ledger.models import ActorTag, Entry, Leaf
from sukhbat.ledger.rules import EntryContent


def entries_about(subject: str) -> QuerySet[Entry]:
    """Everything that happened to a subject, oldest first."""
    return Entry.objects.filter(subject=subject).order_by("id")


def entry_of(entry_id: UUID) -> Entry:
    """One entry of the log. Entry.DoesNotExist when there is none."""
    return Entry.objects.get(pk=entry_id)


def entries_after(index: int, *, limit: int) -> list[tuple[int, Entry]]:
    """The next entries after a leaf index, with their indexes, in the order of the log."""
    leaves = list(Leaf.objects.filter(index__gt=index).order_by("index")[:limit])
    entries = Entry.objects.in_bulk([leaf.entry_id for leaf in leaves])
    return [(leaf.index, entries[leaf.entry_id]) for leaf in leaves]


def recent_entries(
    *, events: Sequence[str], since: datetime, before: UUID | None = None, limit: int
) -> list[Entry]:
    """Entries of some events since a moment, newest first; ``before`` is the last id of the page above."""
    found = Entry.objects.filter(event__in=events, id__gte=first_id(since))
    if before is not None:
        found = found.filter(id__lt=before)
    return list(found.order_by("-id")[:limit])


def leaf_index(entry_id: UUID) -> int | None:
    """The place of an entry in the log, or None while it waits to be numbered."""
    return Leaf.objects.filter(entry_id=entry_id).values_list("index", flat=True).first()


def last_index() -> int:
    """The highest leaf index, -1 while the log is empty."""
    highest: int | None = Leaf.objects.aggregate(highest=Max("index"))["highest"]
    return -1 if highest is None else highest


def people_behind(tags: Iterable[UUID]) -> dict[UUID, UUID]:
    """The people behind many actors' tags, by tag, for the reactions; erased ones are missing."""
    return dict(ActorTag.objects.filter(tag__in=list(tags)).values_list("tag", "person_id"))


def person_behind(tag: UUID) -> UUID | None:
    """The person behind an actor's tag, for the audit; None after erasure."""
    return ActorTag.objects.filter(tag=tag).values_list("person_id", flat=True).first()


def entries_before(index: int | None, *, limit: int) -> list[tuple[int, Entry]]:
    """The newest entries below a leaf index (None: from the end), newest first, with their indexes."""
    leaves = Leaf.objects.order_by("-index")
    if index is not None:
        leaves = leaves.filter(index__lt=index)
    rows = list(leaves[:limit])
    entries = Entry.objects.in_bulk([leaf.entry_id for leaf in rows])
    return [(leaf.index, entries[leaf.entry_id]) for leaf in rows]


def entries_about_before(subject: str, last: UUID | None, *, limit: int) -> list[tuple[int | None, Entry]]:
    """What happened to a subject, newest first, older than the entry ``last``; None waits for its index."""
    found = Entry.objects.filter(subject=subject)
    if last is not None:
        found = found.filter(id__lt=last)
    entries = list(found.order_by("-id")[:limit])
    leaves = Leaf.objects.filter(entry_id__in=[entry.id for entry in entries])
    indexes = dict(leaves.values_list("entry_id", "index"))
    return [(indexes.get(entry.id), entry) for entry in entries]


def contents(entry_ids: Iterable[UUID]) -> dict[UUID, EntryContent]:
    """What the log says in each of the entries, by id; one query."""
    return {entry.id: entry.content() for entry in Entry.objects.filter(pk__in=list(entry_ids))}


def digests_of(subjects: Sequence[str], *, event: str) -> dict[str, str]:
    """The digest that one kind of entry binds each subject to, by subject; set-based, for thousands at once."""
    found = Entry.objects.filter(subject__in=subjects, event=event).order_by("-id")
    return dict(found.values_list("subject", "digest"))


def places_of(subjects: Sequence[str], *, events: Collection[str]) -> list[tuple[int, str, str]]:
    """Where in the log these events of the subjects stand: index, event and subject, in its order; two queries.

    What waits for its index is left out.
    """
    found = Entry.objects.filter(subject__in=subjects, event__in=events).values_list("id", "event", "subject")
    entries = {key: (event, subject) for key, event, subject in found}
    leaves = Leaf.objects.filter(entry_id__in=entries).order_by("index").values_list("index", "entry_id")
    return [(index, *entries[key]) for index, key in leaves]
