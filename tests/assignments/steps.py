"""Steps of the work on a question, for tests that begin further on."""

from datetime import datetime

from sukhbat.answers.actions import hand_over, save_draft, sign_answer
from sukhbat.answers.drafts import DraftText
from sukhbat.answers.models import Answer
from sukhbat.answers.rules import Confirmed
from sukhbat.assignments.actions import assign_question
from sukhbat.assignments.decisions import redirect_question
from sukhbat.bodies.rules import Role
from sukhbat.questions.models import Question
from tests.people import MONDAY, State, appoint, ask, make_person

REASON = "Бұл мәселе басқа министрліктің құзыретіне кіреді."
LONG_REASON = "Жауап үшін облыстардан мәлімет керек. " * 4
TEXT = "Құрметті азамат! Ауылыңызға талшықты-оптикалық желі 2027 жылғы 1 қыркүйекке дейін тартылады."
CONFIRMED = Confirmed(has_facts=True, says_what_is_done=True, names_post=True, says_how_to_complain=True)


def assigned(state: State, *, now: datetime = MONDAY, **fields: object) -> Question:
    """A question that erlan holds."""
    question = ask(state, now=now, **fields)
    assign_question(person=state.saule, number=question.number, executor_id=state.erlan.pk, now=now)
    question.refresh_from_db()
    return question


def draft(
    state: State, question: Question, *, text: str = TEXT, based_on: int = 0, now: datetime = MONDAY
) -> Answer:
    """What erlan saves in Kazakh, complete."""
    return save_draft(
        person=state.erlan,
        number=question.number,
        texts={"kk": DraftText(text=text, legal_ground="«Байланыс туралы» заң", based_on=based_on)},
        confirmed=CONFIRMED,
        binding="kk",
        now=now,
    )


def handed_over(state: State, *, now: datetime = MONDAY, **fields: object) -> Question:
    """A question whose answer waits for gulnar's signature."""
    question = assigned(state, now=now, **fields)
    draft(state, question, now=now)
    hand_over(person=state.erlan, number=question.number, now=now)
    return question


def answered(state: State, *, now: datetime = MONDAY, **fields: object) -> Question:
    """A question that gulnar signed the answer of."""
    question = handed_over(state, now=now, **fields)
    sign_answer(person=state.gulnar, number=question.number, now=now)
    question.refresh_from_db()
    return question


def redirected(state: State, question: Question, *, now: datetime = MONDAY) -> None:
    """The question goes on to the other body."""
    redirect_question(
        person=state.saule,
        number=question.number,
        to_body_id=state.other.pk,
        reason=REASON,
        language="kk",
        now=now,
    )


def second_executor(state: State):
    """Another executor of the ministry."""
    person = make_person("marat")
    appoint(person, Role.EXECUTOR, state.ministry)
    return person
