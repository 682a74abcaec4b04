"""Askers are told which concern their question stands in: on the site only, and once for each concern.

A program writes no entries, so that the log says nothing of this: the table of memberships knows who was not told. From
then on their three working days run to say that theirs is a different one.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from sukhbat.concerns.counting import Count, counts_of
from sukhbat.concerns.in_short import numbers_for
from sukhbat.concerns.knowing import who_know
from sukhbat.concerns.queries import part_until
from sukhbat.concerns.rules.numbers import FEWEST_SHOWN
from sukhbat.concerns.telling import note_told, to_tell
from sukhbat.kernel.ids import uuid7
from sukhbat.kernel.locks import held_or_skipped
from sukhbat.notices.models import Notice
from sukhbat.notices.rules import Kind
from sukhbat.people.models import Person
from sukhbat.people.queries import people_by_id
from sukhbat.questions.models import Question
from sukhbat.questions.queries import author_ids, questions_by_id

BATCH = 500


def tell_of_concerns(*, now: datetime) -> int:
    """Tell the next askers where their question stands; how many were dealt with.

    Noted as told without a notice: who joined by their own word, who was told of the same concern before, whose
    question is not in work any more (nothing will be answered together with it), and who has no account.
    """
    with transaction.atomic(), held_or_skipped("notices.together") as mine:
        if not mine:
            return 0
        standing = to_tell(now=now, limit=BATCH)
        note_told(standing, now=now)
        _tell(standing, now=now)
        return len(standing)


def _tell(standing: Sequence[tuple[UUID, UUID]], *, now: datetime) -> None:
    know = who_know(standing)
    questions = questions_by_id(key for key, _concern in standing if key not in know)
    open_ones = [key for key, row in questions.items() if row.in_work]
    authors = author_ids(open_ones)
    people = people_by_id(set(authors.values()))
    numbers, concerns = numbers_for(open_ones), dict(standing)
    counts = counts_of({concerns[key] for key in open_ones})
    notices = [
        _notice(questions[key], people[author], numbers[key], counts[concerns[key]], now=now)
        for key, author in authors.items()
        if author in people and people[author].is_active and key in numbers
    ]
    Notice.objects.bulk_create(notices)


def _notice(question: Question, person: Person, number: int, count: Count, *, now: datetime) -> Notice:
    params: Mapping[str, object] = {
        "concern": number,
        "until_on": part_until(now).isoformat(),
        **({"people": count.people} if count.people >= FEWEST_SHOWN else {}),
    }
    return Notice(
        entry_id=uuid7(),
        person=person,
        kind=Kind.TOGETHER.value,
        number=question.number,
        language=person.language,
        params=params,
        created_at=now,
    )
