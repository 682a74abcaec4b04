"""Steps that end in concerns with public questions, counted."""

from collections.abc import Sequence
from datetime import datetime

from sukhbat.concerns.counting import count_changed
from sukhbat.concerns.models import Concern
from sukhbat.questions.models import Question
from tests.concerns.steps import ask_many, concern_of, regroup
from tests.people import MONDAY, State
from tests.web.steps import publish


def public(state: State, count: int, *, now: datetime = MONDAY, **fields: object) -> list[Question]:
    """Public questions of so many people."""
    return [publish(state, one, now=now) for one in ask_many(state, count, now=now, **fields)]


def concern(*questions: Sequence[Question], now: datetime = MONDAY) -> Concern:
    """The concern of all these questions, counted."""
    together = [one for part in questions for one in part]
    regroup(together, now=now)
    count(now)
    return concern_of(together[0])


def count(now: datetime = MONDAY) -> None:
    while count_changed(now=now):
        pass


def text_of(response) -> str:
    return response.content.decode()
