"""Moving the due dates of many open questions at once: the set-based sibling of ``advance`` (docs/adr/0006).

``advance`` makes a move of one question; here no question moves, only dates do, and only for two public
reasons: the conference's end was moved (once) or called off, and days became working days. Runs in the
caller's transaction; rows are locked in the order of their ids, so that two such acts cannot deadlock.
"""

import json
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from sukhbat.conferences.models import Conference
from sukhbat.conferences.queries import terms_starts
from sukhbat.kernel.clock import local_day, zone
from sukhbat.ledger.actions import Line, record_all
from sukhbat.ledger.events import Event
from sukhbat.ledger.rules import Actor
from sukhbat.questions.events import DueMoved, DueRecounted
from sukhbat.questions.models import Question
from sukhbat.questions.recalculation import Facts, arrival, follows_the_conference, recalculated
from sukhbat.questions.rules import IN_WORK
from sukhbat.terms.queries import calendar, term
from sukhbat.terms.rules import Calendar, DueDate, Term, TermKind

CHUNK = 2_000
_UPDATE = """
UPDATE questions_question q
SET due_on = m.due_on, registered_on = m.registered_on, due_calculation = m.due_calculation,
    version = q.version + 1
FROM jsonb_to_recordset(%s::jsonb) AS m(id uuid, due_on date, registered_on date, due_calculation jsonb)
WHERE q.id = m.id
"""


@dataclass(frozen=True)
class _Moved:
    """A new date for one question."""

    question: Question
    due: DueDate
    registered_on: date


def move_due_dates(
    *, conference: Conference, terms_start_on: date, may_grow: bool, actor: Actor, now: datetime
) -> int:
    """Count the open questions of a conference from another day; how many dates moved, each with an entry.

    ``may_grow`` is the announced rule's one postponement: otherwise no date becomes later.

    The caller holds the conference's row and has written ``terms_start_on`` there: a question that is being
    taken in meanwhile waits for it and reads the new day.
    """
    reckoner = _Reckoner(now, {conference.pk: terms_start_on}, never_later=False)

    def moved(question: Question) -> _Moved | None:
        due = DueDate.from_json(question.due_calculation)
        if not follows_the_conference(due):
            return None
        found = reckoner.reckon(question, due)
        is_moved = found.due.due_on < question.due_on or (may_grow and found.due.due_on > question.due_on)
        return found if is_moved else None

    def event(found: _Moved) -> Event:
        return DueMoved(due_on=found.due.due_on, conference=conference.slug)

    return _move(_open().filter(conference=conference), moved, event, actor=actor, now=now)


def recount_due_dates(*, days: Collection[date], actor: Actor, now: datetime) -> int:
    """Count open questions again after these days of the calendar changed; how many became due earlier.

    A date never moves later (product, promise 3): questions that would be due later keep their date.
    """
    if not days:
        return 0
    reckoner = _Reckoner(now, terms_starts(), never_later=True)
    day_after = datetime.combine(max(days) + timedelta(days=1), time.min, zone())
    affected = _open().filter(due_on__gte=min(days), received_at__lt=day_after)

    def moved(question: Question) -> _Moved | None:
        found = reckoner.reckon(question, DueDate.from_json(question.due_calculation))
        return found if found.due.due_on < question.due_on else None

    def event(found: _Moved) -> Event:
        return DueRecounted(due_on=found.due.due_on)

    return _move(affected, moved, event, actor=actor, now=now)


class _Reckoner:
    """Counts one question after another with the calendar, the terms and the conferences of this moment."""

    def __init__(self, now: datetime, ends: Mapping[UUID, date], *, never_later: bool) -> None:
        self.calendar: Calendar = calendar(now=now)
        self.zone = zone()
        self.ends = ends
        self.never_later = never_later
        self._terms: dict[date, Term] = {}

    def reckon(self, question: Question, due: DueDate) -> _Moved:
        end_on = self.ends.get(question.conference_id) if question.conference_id else None
        facts = Facts(question.received_at, question.body_since_at, end_on)
        answer_term = self._term(local_day(question.body_since_at))
        new = recalculated(
            due,
            facts,
            answer_term=answer_term,
            calendar=self.calendar,
            zone=self.zone,
            never_later=self.never_later,
        )
        registered_on = arrival(facts, term=answer_term, calendar=self.calendar, zone=self.zone)
        # The database holds that no date is before its registration; a recount never moves one later.
        return _Moved(question, new, min(registered_on, new.due_on))

    def _term(self, on: date) -> Term:
        if on not in self._terms:
            self._terms[on] = term(kind=TermKind.ANSWER, on=on)
        return self._terms[on]


def _open() -> QuerySet[Question]:
    return Question.objects.filter(stage__in=[stage.value for stage in IN_WORK])


def _move(
    found: QuerySet[Question],
    moved: Callable[[Question], _Moved | None],
    event: Callable[[_Moved], Event],
    *,
    actor: Actor,
    now: datetime,
) -> int:
    count = 0
    for chunk in _chunks(found):
        moves = [move for question in chunk if (move := moved(question)) is not None]
        if not moves:
            continue
        with connection.cursor() as cursor:
            cursor.execute(_UPDATE, [json.dumps([_columns(move) for move in moves])])
        record_all(lines=[Line(event(move), move.question.number, actor) for move in moves], now=now)
        count += len(moves)
    return count


def _chunks(found: QuerySet[Question]) -> Iterator[list[Question]]:
    last = UUID(int=0)
    while True:
        rows = found.filter(pk__gt=last).order_by("pk").select_for_update(no_key=True)
        chunk = list(rows.defer("text", "asker_name")[:CHUNK])
        if not chunk:
            return
        yield chunk
        last = chunk[-1].pk


def _columns(move: _Moved) -> dict[str, Any]:
    return {
        "id": str(move.question.pk),
        "due_on": move.due.due_on.isoformat(),
        "registered_on": move.registered_on.isoformat(),
        "due_calculation": move.due.to_json(),
    }
