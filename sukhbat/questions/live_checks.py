"""The five-minute promise of the live part for texts that were waiting when it began.

A phase begins by the clock, without anybody's act; so a job brings the earlier promise. It also follows the switch:
once texts are shown at once, none waits for its time any more. A promise never moves to a later moment.
"""

from datetime import datetime

from django.db import connection, transaction

from sukhbat.conferences.queries import live_conferences
from sukhbat.questions.rules import LIVE_CHECK

BATCH = 5_000

# The partial index of waiting texts by their promise finds only those whose promise is too late.
_HASTEN = """
WITH slow AS (
    SELECT id FROM questions_question
    WHERE visibility = 'pending' AND publish_by > %s AND conference_id = %s
    ORDER BY publish_by LIMIT %s FOR NO KEY UPDATE SKIP LOCKED
)
UPDATE questions_question q SET publish_by = %s FROM slow WHERE q.id = slow.id
"""


@transaction.atomic
def hasten_checks(*, now: datetime, limit: int = BATCH) -> int:
    """Bring the promise of texts that wait in live conferences to five minutes from now, or to now; how many."""
    changed = 0
    with connection.cursor() as cursor:
        for conference in live_conferences(now=now):
            promised = now + LIVE_CHECK if conference.is_premoderated else now
            cursor.execute(_HASTEN, [promised, conference.pk, limit, promised])
            changed += cursor.rowcount
    return changed
