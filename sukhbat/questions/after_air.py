"""After the live part: every question without an answer goes to writing, and its body gets a to-do list.

The third set-based sibling of ``advance`` (docs/adr/0006): no stage moves here, only the promise on what follows.
Each chunk is a transaction of its own that finds what is left anew, so that a run that was killed goes on, and two
processes do it once.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Count, Min

from sukhbat.bodies.queries import body_by_id
from sukhbat.conferences.models import Conference
from sukhbat.conferences.telling import Remainder, ended_at, held_to_tell, note_told, to_tell
from sukhbat.kernel.locks import held_or_skipped, wait_for
from sukhbat.kernel.signals import AIR, COUNTS, signal_conference
from sukhbat.ledger.actions import Line, record_all
from sukhbat.ledger.rules import SYSTEM
from sukhbat.questions.events import QuestionGoesToWriting, QuestionTakenOffAir
from sukhbat.questions.models import Airing, Question
from sukhbat.questions.rules import IN_WORK, AirState

CHUNK = 2_000
# A host who was answering when the end came has so long to record it; the askers of all others are told meanwhile.
FINISHING = timedelta(seconds=40)
_IN_WORK = [stage.value for stage in IN_WORK]

_TO_WRITING = """
WITH due AS (
    SELECT id FROM questions_question
    WHERE conference_id = %s AND stage = ANY(%s) AND to_writing_at IS NULL AND id <> ALL(%s)
    ORDER BY id LIMIT %s FOR NO KEY UPDATE
)
UPDATE questions_question q SET to_writing_at = %s, version = q.version + 1 FROM due WHERE q.id = due.id
RETURNING q.number, q.body_id, q.due_on
"""


def tell_remainder(*, now: datetime, chunk: int = CHUNK) -> int:
    """Tell the next askers of conferences that ended; how many. ``chunk`` or more: call again at once.

    Run by a job. Safe at any time and in many processes.
    """
    told = 0
    for conference in to_tell(now=now):
        told += _tell(conference, now=now, chunk=chunk)
        if told >= chunk:
            break
    return told


@transaction.atomic
def _tell(conference: Conference, *, now: datetime, chunk: int) -> int:
    """One chunk of a conference; the last one notes that all were told."""
    with held_or_skipped(f"after_air:{conference.pk}") as mine:
        if not mine:
            return 0
        # The order of locks is that of the studio's acts (airing.py): the air, the conference, the questions.
        wait_for(f"air:{conference.pk}")
        finishing = _clear_air(conference, now=now)
        told = _to_writing(conference, finishing, now=now, limit=chunk)
        if told < chunk and not finishing:
            told += _finish(conference, now=now, limit=chunk)
        if told:
            signal_conference(conference.pk, COUNTS)
        return told


def _clear_air(conference: Conference, *, now: datetime) -> list[UUID]:
    """Empty the line and, once its time to finish is over, the air; the question that is still being finished."""
    Airing.objects.filter(conference=conference, state=AirState.NEXT).update(
        state=AirState.TAKEN_OFF, ended_at=now
    )
    on_air = Airing.objects.select_related("question").filter(conference=conference, state=AirState.ON_AIR)
    row = on_air.first()
    if row is None:
        return []
    if now < ended_at(conference) + FINISHING:
        return [row.question_id]
    row.state, row.ended_at = AirState.TAKEN_OFF, now
    row.save(update_fields=["state", "ended_at"])
    off_air = Line(QuestionTakenOffAir(conference=conference.slug), row.question.number, SYSTEM)
    record_all(lines=[off_air], now=now)
    signal_conference(conference.pk, AIR)
    return []


def _to_writing(conference: Conference, but: Sequence[UUID], *, now: datetime, limit: int) -> int:
    """Decide for the next questions that they are answered in writing, each with its entry; how many."""
    with connection.cursor() as cursor:
        cursor.execute(_TO_WRITING, [conference.pk, _IN_WORK, list(but), limit, now])
        rows = cursor.fetchall()
    slugs = {body_id: body_by_id(body_id).slug for body_id in {body_id for _n, body_id, _d in rows}}
    lines = [
        Line(
            QuestionGoesToWriting(conference=conference.slug, body=slugs[body_id], due_on=due_on),
            number,
            SYSTEM,
        )
        for number, body_id, due_on in rows
    ]
    if lines:
        record_all(lines=lines, now=now)
    return len(lines)


def _finish(conference: Conference, *, now: datetime, limit: int) -> int:
    """Tell those who came in meanwhile, then note that all were told. Whoever comes later is told next time."""
    found = held_to_tell(conference.pk)
    told = _to_writing(found, [], now=now, limit=limit)
    if found.told_at is None and told < limit:
        note_told(conference=found, remainders=remainders(found.pk), now=now)
    return told


def remainders(conference_id: UUID) -> dict[str, Remainder]:
    """What each body (by slug) still answers in writing for a conference; one query, bounded by its questions."""
    left = Question.objects.filter(
        conference_id=conference_id, stage__in=_IN_WORK, to_writing_at__isnull=False
    )
    rows = left.order_by().values_list("body__slug").annotate(n=Count("pk"), first=Min("due_on"))
    return {slug: Remainder(n, first) for slug, n, first in rows}
