"""Looking for the same text again among what came lately: flags for moderators, some seconds after arrival.

Not a part of intake: it costs too much there, and what makes a brigade is what comes after.
"""

from collections import deque
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection

from sukhbat.kernel.partitions import first_id
from sukhbat.questions.models import QuestionPrivate
from sukhbat.understanding.flags.repeats import Repeat, Window

BATCH = 2_000
WINDOW = timedelta(hours=1)
# A question may become visible that long after its id was made: intake commits in batches.
LATE = timedelta(seconds=30)
_REMEMBERED = 20_000

_FLAG = """
UPDATE questions_questionprivate SET flags = flags || to_jsonb(%s::text)
WHERE question_id = ANY(%s::uuid[]) AND NOT flags ? %s
"""


class FlagRepeats:
    """A loop: reads what came since its last round. After a start it reads the last hour again and flags the same."""

    def __init__(self) -> None:
        self._window: Window[UUID] = Window(seconds=WINDOW.total_seconds())
        self._read: deque[UUID] = deque(maxlen=_REMEMBERED)
        self._known: set[UUID] = set()
        self._from: UUID | None = None

    def __call__(self, now: datetime) -> int:
        """How many questions were read."""
        since = self._from or first_id(now - WINDOW)
        rows = _arrived(since, BATCH)
        fresh = [row for row in rows if row[0] not in self._known]
        flagged: dict[Repeat, list[UUID]] = {}
        for key, text, sender, network in fresh:
            self._remember(key)
            found = self._window.add(text, key=key, sender=sender, network=network, at=_seconds(key))
            for question, flags in found.items():
                for flag in flags:
                    flagged.setdefault(flag, []).append(question)
        for flag, questions in flagged.items():
            _flag(flag, questions)
        if rows:
            last = rows[-1][0]
            # A full batch goes on after its last; else the next round looks back at those that commit late.
            self._from = last if len(rows) == BATCH else max(since, _before(last), key=lambda key: key.int)
        return len(fresh)

    def _remember(self, key: UUID) -> None:
        if len(self._read) == self._read.maxlen:
            self._known.discard(self._read[0])
        self._read.append(key)
        self._known.add(key)


def _arrived(since: UUID, limit: int) -> list[tuple[UUID, str, UUID | None, bytes | None]]:
    rows = QuestionPrivate.objects.filter(question_id__gt=since).order_by("question_id")
    values = rows.values_list("question_id", "question__text", "author_id", "network")
    return [
        (key, text, sender, bytes(network) if network else None)
        for key, text, sender, network in values[:limit]
    ]


def _seconds(key: UUID) -> float:
    """When a UUIDv7 was made."""
    return (key.int >> 80) / 1_000


def _before(key: UUID) -> UUID:
    return UUID(int=max(0, (key.int >> 80) - int(LATE.total_seconds() * 1_000)) << 80)


def _flag(flag: Repeat, questions: list[UUID]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_FLAG, [flag.value, questions, flag.value])
