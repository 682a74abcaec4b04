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
from sukhbat.questions.models import Question
from sukhbat.terms.queries import calendar


@dataclass(frozen=True)
class Row:
    """What the list shows of a question."""

    question: Question
    executor: Person | None
    draft: State | None
    due: Due | None


def rows(questions: Sequence[Question], *, body_id: UUID, now: datetime) -> list[Row]:
    """The lines of a page; two queries however long it is."""
    ids = [question.pk for question in questions]
    held, drafts = open_assignments(ids), states_of(ids, body_id=body_id)
    days, today = calendar(now=now), local_day(now)
    return [
        Row(
            question=question,
            executor=held[question.pk].executor if question.pk in held else None,
            draft=drafts.get(question.pk),
            due=due(question, today=today, days=days),
        )
        for question in questions
    ]
