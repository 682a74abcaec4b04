"""Steps that end in a public question."""

from datetime import datetime

from sukhbat.questions.models import Question
from sukhbat.questions.moderation import hide_question, publish_question
from tests.people import MONDAY, State, ask


def published(state: State, *, now: datetime = MONDAY, **fields: object) -> Question:
    question = ask(state, now=now, **fields)
    return publish(state, question, now=now)


def publish(state: State, question: Question, *, now: datetime = MONDAY) -> Question:
    publish_question(person=state.dana, number=question.number, now=now)
    question.refresh_from_db()
    return question


def hidden(state: State, *, now: datetime = MONDAY, **fields: object) -> Question:
    question = published(state, now=now, **fields)
    hide_question(person=state.dana, number=question.number, ground=a_ground(), now=now)
    question.refresh_from_db()
    return question


def a_ground() -> str:
    from sukhbat.questions.queries import grounds

    return grounds("hide").first().code
