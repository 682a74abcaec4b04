"""How many support a question: exact at any moment, at a cost that does not grow with the supporters.

A statement trigger on Support writes deltas (docs/adr/0004); ``fold_supports`` adds them into SupportTally under a
lock; a reader sums both in one statement.
"""

from collections.abc import Collection
from uuid import UUID

from django.db import connection, transaction

from sukhbat.kernel.locks import held_or_skipped
from sukhbat.people.models import Person
from sukhbat.questions.models import Support
from sukhbat.questions.rules import Visibility

FOLD_BATCH = 20_000
# Held by whatever writes SupportTally.
TALLY_LOCK = "questions.support_tally"

_FOLD = """
WITH gone AS (
    DELETE FROM questions_supportdelta
    WHERE id IN (SELECT id FROM questions_supportdelta ORDER BY id LIMIT %s)
    RETURNING question_id, n
), sums AS (
    SELECT question_id, sum(n) AS n FROM gone GROUP BY 1
), added AS (
    INSERT INTO questions_supporttally (question_id, conference_id, n, counted)
    SELECT s.question_id, q.conference_id, s.n, 0 FROM sums s JOIN questions_question q ON q.id = s.question_id
    ON CONFLICT (question_id) DO UPDATE SET n = questions_supporttally.n + excluded.n
)
SELECT count(*) FROM gone
"""
_READ = """
SELECT question_id, sum(n) FROM (
    SELECT question_id, n FROM questions_supporttally WHERE question_id = ANY(%(ids)s::uuid[])
    UNION ALL
    SELECT question_id, n FROM questions_supportdelta WHERE question_id = ANY(%(ids)s::uuid[])
) AS both_parts GROUP BY 1
"""
# Each waiting question may push one of the leading ones out or bring one in, so that many more are looked at.
_MOST = """
WITH waiting AS (
    SELECT d.question_id, sum(d.n) AS n FROM questions_supportdelta d
    JOIN questions_question q ON q.id = d.question_id AND q.conference_id = %(conference)s GROUP BY 1
), ahead AS (
    SELECT t.question_id FROM questions_supporttally t JOIN questions_question q ON q.id = t.question_id
    WHERE t.conference_id = %(conference)s AND q.visibility = %(public)s AND q.outcome = ''
      AND q.to_writing_at IS NULL
    ORDER BY t.n DESC, t.question_id LIMIT %(limit)s + (SELECT count(*) FROM waiting)
)
SELECT q.id, coalesce(t.n, 0) + coalesce(w.n, 0) AS total
FROM (SELECT question_id FROM ahead UNION SELECT question_id FROM waiting) AS near
JOIN questions_question q ON q.id = near.question_id
LEFT JOIN questions_supporttally t ON t.question_id = q.id LEFT JOIN waiting w ON w.question_id = q.id
WHERE q.visibility = %(public)s AND q.outcome = '' AND q.to_writing_at IS NULL
  AND coalesce(t.n, 0) + coalesce(w.n, 0) > 0
ORDER BY total DESC, q.id LIMIT %(limit)s
"""
_RECOUNT = """
SELECT q.number, coalesce(kept.n, 0), coalesce(counted.n, 0) FROM (
    SELECT question_id, sum(n) AS n FROM (
        SELECT question_id, n FROM questions_supporttally UNION ALL
        SELECT question_id, n FROM questions_supportdelta
    ) AS parts GROUP BY 1
) AS kept FULL JOIN (
    SELECT question_id, count(*) AS n FROM questions_support
    WHERE taken_back_at IS NULL AND cancelled_by_id IS NULL GROUP BY 1
) AS counted USING (question_id) JOIN questions_question q ON q.id = question_id
WHERE coalesce(kept.n, 0) <> coalesce(counted.n, 0) ORDER BY 1 LIMIT 100
"""


def fold_supports() -> int:
    """Add waiting deltas into the tally; how many were folded. One writer at a time."""
    with transaction.atomic(), held_or_skipped(TALLY_LOCK) as mine:
        if not mine:
            return 0
        with connection.cursor() as cursor:
            cursor.execute(_FOLD, [FOLD_BATCH])
            row = cursor.fetchone()
            return int(row[0]) if row else 0


def supports_of(question_ids: Collection[UUID]) -> dict[UUID, int]:
    """How many support each of the questions now; one statement."""
    found = dict.fromkeys(question_ids, 0)
    if found:
        with connection.cursor() as cursor:
            cursor.execute(_READ, {"ids": list(map(str, found))})
            found.update((row[0], int(row[1])) for row in cursor.fetchall())
    return found


def supported_by(person: Person | None, question_ids: Collection[UUID]) -> set[UUID]:
    """Which of the questions the person supports; none for a guest. Cancelled supports do not count."""
    if person is None or person.pk is None or not question_ids:
        return set()
    mine = Support.objects.filter(
        person_id=person.pk, question_id__in=list(question_ids), taken_back_at=None, cancelled_by=None
    )
    return set(mine.values_list("question_id", flat=True))


def most_supported(conference_id: UUID, limit: int) -> list[tuple[UUID, int]]:
    """The most supported public questions of a conference that wait for an answer there: id and number.

    Of equal ones the earlier stands first. Whether the numbers may be shown is conferences.hides_counts.
    """
    asked: dict[str, UUID | str | int] = {
        "conference": conference_id,
        "public": Visibility.PUBLIC.value,
        "limit": limit,
    }
    with connection.cursor() as cursor:
        cursor.execute(_MOST, asked)
        return [(row[0], int(row[1])) for row in cursor.fetchall()]


def recount() -> list[str]:
    """Compare the tallies with the supports themselves; a line for each question that differs (none is right)."""
    with connection.cursor() as cursor:
        cursor.execute(_RECOUNT)
        return [
            f"question {number}: the tally says {kept} supports, the rows say {counted}"
            for number, kept, counted in cursor.fetchall()
        ]
