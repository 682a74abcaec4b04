"""After the live part: which conferences still owe their askers a word, and the note that all were told."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q

from sukhbat.conferences.events import RemainderHandedOver
from sukhbat.conferences.models import Conference
from sukhbat.conferences.rules import Phase
from sukhbat.ledger.actions import Line, record_all
from sukhbat.ledger.rules import SYSTEM

# A question that was on its way when the live part ended may be stored a moment later: it is told, too.
LATECOMERS = timedelta(minutes=10)


@dataclass(frozen=True)
class Remainder:
    """What one body answers in writing: how many questions, and the first day one of them is due."""

    questions: int
    first_due_on: date


def to_tell(*, now: datetime) -> list[Conference]:
    """Those whose live part is over and whose askers were not all told yet, or just now; the earliest first."""
    over = Q(ends_at__lte=now) | Q(ended_at__lte=now)
    untold = Q(told_at=None) | Q(told_at__gt=now - LATECOMERS)
    found = Conference.objects.filter(over, untold, announced_at__lte=now, closed_at=None)
    return [row for row in found.order_by("ends_at", "id") if row.phase(now) is Phase.ANSWERING]


def ended_at(conference: Conference) -> datetime:
    """When the live part ended, or is planned to."""
    return conference.ended_at or conference.ends_at


def held_to_tell(conference_id: UUID) -> Conference:
    """The row for change, locked until the transaction ends; waits for the questions that are being taken in."""
    return Conference.objects.select_for_update(no_key=True).get(pk=conference_id)


def note_told(*, conference: Conference, remainders: Mapping[str, Remainder], now: datetime) -> None:
    """Note on the locked row that everyone was told, with one entry for each body (by slug) that answers now."""
    lines = [
        Line(
            RemainderHandedOver(body=body, questions=rest.questions, first_due_on=rest.first_due_on),
            f"conference/{conference.slug}",
            SYSTEM,
        )
        for body, rest in sorted(remainders.items())
    ]
    if lines:
        record_all(lines=lines, now=now)
    conference.told_at = now
    conference.version += 1
    conference.save(update_fields=["told_at", "version"])
