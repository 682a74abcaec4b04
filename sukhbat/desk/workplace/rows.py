"""One line of a desk's list: the question, who holds it, how far its answer is, when it is due."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sukhbat.answers.queries import states_of
from sukhbat.answers.rules import State
from sukhbat.assignments.queries import open_assignments
from sukhbat.desk.workplace.clocks import Due, due
from sukhbat.kernel.clock import local_day
from sukhbat.people.models import Person
from sukhbat.questions.air_records import records_of
from sukhbat.questions.models import Airing, Question
from sukhbat.terms.queries import calendar


@dataclass(frozen=True)
class Row:
    """What the list shows of a question."""

    question: Question
    executor: Person | None
    draft: State | None
    due: Due | None
    # The record of an answer on air that a signatory has not confirmed yet.
    record: Airing | None = None


def rows(questions: Sequence[Question], *, body_id: UUID, now: datetime) -> list[Row]:
    """The lines of a page; three queries however long it is."""
    ids = [question.pk for question in questions]
    held, drafts = open_assignments(ids), states_of(ids, body_id=body_id)
    records = records_of(key for key in ids if drafts.get(key) is State.FOR_SIGNATURE)
    days, today = calendar(now=now), local_day(now)
    return [
        Row(
            question=question,
            executor=held[question.pk].executor if question.pk in held else None,
            draft=drafts.get(question.pk),
            due=due(question, today=today, days=days),
            record=records.get(question.pk),
        )
        for question in questions
    ]
