"""What the log says of supports: how many, and the Merkle root of their tags, once a minute and question at most.

A tag is HMAC-SHA256 of the person's id under a key of this installation and of the question alone: whoever holds
the log learns nobody from it, and the same person has another tag in each question. A supporter who doubts the
number can be shown their tag and its path to the root.
"""

import hmac
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import accumulate
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F

from sukhbat.conferences.queries import hides_counts, supported_conferences
from sukhbat.conferences.rules import INTAKE
from sukhbat.kernel.locks import held_or_skipped
from sukhbat.ledger import merkle
from sukhbat.ledger.actions import Line, record_all
from sukhbat.ledger.rules import SYSTEM
from sukhbat.questions.events import SupportsCounted
from sukhbat.questions.models import SupportTally
from sukhbat.questions.support_tally import TALLY_LOCK, fold_supports

NOTED_EVERY = timedelta(seconds=60)
# How many supporters one transaction counts, so that it stays below a second.
AT_ONCE = 50_000

_CHANGED = """
SELECT t.question_id, q.number, t.n
FROM questions_supporttally t JOIN questions_question q ON q.id = t.question_id
WHERE t.n <> t.counted AND t.conference_id = ANY(%s::uuid[])
  AND (t.counted_at IS NULL OR t.counted_at <= %s OR t.conference_id = ANY(%s::uuid[]))
ORDER BY t.counted_at NULLS FIRST, t.question_id LIMIT 500
"""
_SUPPORTERS = """
SELECT question_id, person_id FROM questions_support
WHERE question_id = ANY(%s::uuid[]) AND taken_back_at IS NULL AND cancelled_by_id IS NULL
"""


@dataclass(frozen=True)
class _Changed:
    """A question whose number differs from what the log said last."""

    question_id: UUID
    number: str
    n: int


def note_counts(*, now: datetime) -> int:
    """Write an entry supports_counted for each question whose number changed; how many.

    At most one in a minute for each question; after the live part at once, so that the last numbers stand in the
    log. While a conference's order hides counts, nothing of it is noted: the log is public.
    """
    fold_supports()
    with transaction.atomic(), held_or_skipped(TALLY_LOCK) as mine:
        if not mine:
            return 0
        chosen = _chosen(now)
        supporters = _supporters([row.question_id for row in chosen])
        lines = []
        for row in chosen:
            people = supporters[row.question_id]
            root = supporters_root(row.number, people)
            lines.append(Line(SupportsCounted(total=len(people), root=root), row.number, SYSTEM))
            # Those that came since the tally was folded make it differ again, and it is noted anew.
            SupportTally.objects.filter(pk=row.question_id).update(counted=len(people), counted_at=now)
        record_all(lines=lines, now=now)
        return len(chosen)


def supporters_root(number: str, people: Iterable[UUID]) -> str:
    """Hex root (RFC 6962, 2.1) of the sorted tags of a question's supporters; ``number`` as it is stored."""
    return merkle.root(sorted(supporter_tag(number, person) for person in people)).hex()


def supporter_tag(number: str, person_id: UUID) -> bytes:
    """What stands for a supporter of one question: 32 bytes that change with the installation's secret."""
    key = hmac.digest(settings.SECRET_KEY.encode(), f"sukhbat.support:{number}".encode(), "sha256")
    return hmac.digest(key, person_id.bytes, "sha256")


def _chosen(now: datetime) -> list[_Changed]:
    """As many as one transaction counts, those that wait longest first; at least one if there is any."""
    changed = SupportTally.objects.exclude(n=F("counted")).values_list("conference_id", flat=True).distinct()
    found = supported_conferences({key for key in changed if key is not None})
    shown = {key: row.phase(now) for key, row in found.items() if not hides_counts(row, now=now)}
    over = [str(key) for key, phase in shown.items() if phase not in INTAKE]
    with connection.cursor() as cursor:
        cursor.execute(_CHANGED, [list(map(str, shown)), now - NOTED_EVERY, over])
        rows = [_Changed(*row) for row in cursor.fetchall()]
    sums = accumulate(row.n for row in rows)
    within = [row for row, so_far in zip(rows, sums, strict=True) if so_far <= AT_ONCE]
    return within or rows[:1]


def _supporters(question_ids: Collection[UUID]) -> dict[UUID, list[UUID]]:
    found: dict[UUID, list[UUID]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(_SUPPORTERS, [list(map(str, question_ids))])
        for question_id, person_id in cursor.fetchall():
            found[question_id].append(person_id)
    return found
