"""Reading notices, preferences, the outbox's health, and the demo's mail."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Min, Q

from sukhbat.kernel.ids import show_number
from sukhbat.notices import addresses
from sukhbat.notices.models import Cursor, DemoMail, Letter, Notice, Preference, Unfinished
from sukhbat.notices.names import Names
from sukhbat.notices.rules import AUTHOR_KINDS, CITIZEN_GROUPS, STAFF_GROUPS, Group, Kind, State
from sukhbat.notices.tokens import read_token
from sukhbat.notices.words import sentence
from sukhbat.people.models import Person
from sukhbat.people.queries import people_by_id

PAGE = 30
MOST_COUNTED = 100


@dataclass(frozen=True)
class Shown:
    """A notice as one sentence in the active language, and where it leads."""

    entry_id: UUID
    sentence: str
    address: str
    created_at: datetime
    is_unread: bool
    is_warning: bool


@dataclass(frozen=True)
class Outbox:
    """The health of mail, for the metrics: letters by state and since when the oldest waits."""

    by_state: dict[str, int]
    oldest_waiting_at: datetime | None
    set_aside: int


def unread_count(person: Person) -> int:
    """How many notices a person has not read, counted up to MOST_COUNTED."""
    unread = Notice.objects.filter(person=person, read_at=None)
    return len(unread.values_list("entry_id", flat=True)[:MOST_COUNTED])


def unread_numbers(person: Person, numbers: Sequence[str]) -> set[str]:
    """Which of these questions have a notice that the person has not read."""
    unread = Notice.objects.filter(person=person, read_at=None, number__in=numbers)
    return set(unread.values_list("number", flat=True))


def notices_of(
    person: Person, *, language: str, before: UUID | None = None, limit: int = PAGE
) -> list[Shown]:
    """A page of a person's notices, newest first; ``before`` is the last entry id of the page above."""
    found = Notice.objects.filter(person=person)
    if before is not None:
        found = found.filter(entry_id__lt=before)
    return _shown(list(found.order_by("-entry_id")[:limit]), language)


def _shown(notices: Sequence[Notice], language: str) -> list[Shown]:
    names = Names(notice.params for notice in notices)
    return [
        Shown(
            entry_id=row.entry_id,
            sentence=_unbroken(
                sentence(
                    row.kind,
                    row.number,
                    row.params,
                    body_name=names.body,
                    ground_name=names.ground,
                    conference_name=names.conference,
                ),
                row.number,
            ),
            address=_address(row, language),
            created_at=row.created_at,
            is_unread=row.read_at is None,
            is_warning=row.kind == Kind.OVERDUE,
        )
        for row in notices
    ]


def _address(row: Notice, language: str) -> str:
    if not row.number and "concern" in row.params:
        return addresses.desk_concern(str(row.params["concern"]), language)
    if not row.number:
        return addresses.desk_list(str(row.params["body"]), str(row.params["conference"]), language)
    return addresses.question(row.number, language, at_desk=row.kind not in AUTHOR_KINDS)


def _unbroken(words: str, number: str) -> str:
    """The number with hyphens at which no line breaks; whoever types it so is understood (ids.read_number)."""
    shown = show_number(number) if number else "-"
    return words.replace(shown, shown.replace("-", "\N{NON-BREAKING HYPHEN}"))


def groups_for(*, is_officer: bool) -> tuple[Group, ...]:
    """The kinds of mail that a person may switch off."""
    return (*CITIZEN_GROUPS, *STAFF_GROUPS) if is_officer else CITIZEN_GROUPS


def switched_off(person: Person) -> set[Group]:
    rows = Preference.objects.filter(person=person, by_mail=False).values_list("group", flat=True)
    return {Group(group) for group in rows}


def mail_of_token(token: str) -> tuple[Person, Group] | None:
    """Whose mail of which group a letter's link stops; None when the link is none of ours."""
    read = read_token(token)
    found = people_by_id({read[0]}) if read else {}
    return (found[read[0]], read[1]) if read and found else None


def outbox() -> Outbox:
    """What waits, what bounced, what was given up; bounded by what the outbox still keeps."""
    counted = Letter.objects.aggregate(
        **{state.value: Count("pk", filter=Q(state=state)) for state in State},
        oldest=Min("created_at", filter=Q(state=State.WAITING)),
    )
    oldest = counted.pop("oldest")
    return Outbox(by_state=counted, oldest_waiting_at=oldest, set_aside=Unfinished.objects.count())


def read_up_to() -> int:
    """The last leaf index that people were told of; -1 before the first."""
    index = Cursor.objects.filter(reaction="notices").values_list("index", flat=True).first()
    return -1 if index is None else index


def demo_mails(*, to: str = "", before: UUID | None = None, limit: int = PAGE) -> list[DemoMail]:
    """The demo's outgoing mail, newest first, of one address if it is named."""
    found = DemoMail.objects.filter(to=to) if to else DemoMail.objects.all()
    if before is not None:
        found = found.filter(pk__lt=before)
    return list(found.order_by("-pk")[:limit])


def demo_mail(mail_id: UUID) -> DemoMail | None:
    return DemoMail.objects.filter(pk=mail_id).first()
