"""Steps of an answer to all, for tests that begin further on. The matter stands for a concern, which lies above."""

from datetime import datetime
from uuid import UUID, uuid4

from sukhbat.answers.collective import Matter, hand_over_for_all, save_draft_for_all
from sukhbat.answers.drafts import DraftText
from sukhbat.answers.models import Answer
from sukhbat.questions.models import Question
from tests.assignments.steps import CONFIRMED, TEXT
from tests.people import MONDAY, State

RUSSIAN = "Интернет проведут до 1 сентября 2027 года во все сёла района."


def matter_of(state: State, *, key: UUID | None = None) -> Matter:
    key = key or uuid4()
    return Matter(key=key, keys=frozenset({key}), subject="concern/7", body=state.ministry)


def drafted(state: State, matter: Matter, *, now: datetime = MONDAY, **texts: str) -> Answer:
    """What erlan saves, complete; in Kazakh unless told otherwise."""
    words = texts or {"kk": TEXT}
    return save_draft_for_all(
        person=state.erlan,
        matter=matter,
        texts={code: DraftText(text, "«Байланыс туралы» заң") for code, text in words.items()},
        confirmed=CONFIRMED,
        binding=next(iter(words)),
        now=now,
    )


def listed(
    state: State, matter: Matter, questions: list[Question], *, now: datetime = MONDAY, **texts: str
) -> Answer:
    """A draft with its list that waits for gulnar's signature."""
    drafted(state, matter, now=now, **texts)
    return hand_over_for_all(
        person=state.erlan, matter=matter, questions=[question.pk for question in questions], now=now
    )
