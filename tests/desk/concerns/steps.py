"""A concern of the ministry with its questions, and an answer to all of them, for tests that begin further on."""

from collections.abc import Sequence
from datetime import datetime

from sukhbat.answers import recipients
from sukhbat.answers.collective import fingerprint_of
from sukhbat.answers.drafts import DraftText
from sukhbat.answers.models import Answer
from sukhbat.concerns import answering
from sukhbat.concerns.models import Concern, Membership
from sukhbat.concerns.regrouping import Grouped, apply_grouping
from sukhbat.questions.models import Question
from tests.assignments.steps import CONFIRMED, TEXT
from tests.people import MONDAY, State, ask

VERSION = "test-1"


def concern_of(questions: Sequence[Question], *, now: datetime = MONDAY) -> Concern:
    """The concern in which the questions stand; the first is furthest from its middle."""
    grouped = [Grouped(row.pk, 1, 0.6 + 0.3 * n / len(questions)) for n, row in enumerate(questions)]
    apply_grouping(grouped=grouped, version=VERSION, now=now)
    return Membership.objects.get(pk=questions[0].pk).concern


def asked_by_all(state: State, n: int = 3, *, now: datetime = MONDAY) -> list[Question]:
    """The same thing asked by aigerim and bolat in turns."""
    people = (state.aigerim, state.bolat)
    return [
        ask(state, person=people[i % 2], text=f"Ауылға интернет қашан тартылады? Көше {i}", now=now)
        for i in range(n)
    ]


def drafted(state: State, concern: Concern, *, text: str = TEXT, now: datetime = MONDAY) -> Answer:
    """What erlan saves in Kazakh, complete."""
    return answering.save_draft(
        person=state.erlan,
        number=concern.number,
        texts={"kk": DraftText(text, "«Байланыс туралы» заң")},
        confirmed=CONFIRMED,
        binding="kk",
        now=now,
    )


def waiting(state: State, concern: Concern, *, now: datetime = MONDAY) -> Answer:
    """A draft that waits for gulnar's signature, with its list."""
    drafted(state, concern, now=now)
    return answering.hand_over(person=state.erlan, number=concern.number, now=now)


def seen_of(concern: Concern) -> str:
    """What gulnar's page would show."""
    draft = answering.draft_to_all(concern)
    assert draft is not None
    return fingerprint_of(draft, recipients.choices_of(draft.answer))


def signed(state: State, concern: Concern, *, now: datetime = MONDAY) -> Answer:
    """One answer to all who stand in the concern."""
    waiting(state, concern, now=now)
    return answering.sign(person=state.gulnar, number=concern.number, seen=seen_of(concern), now=now)[0]
