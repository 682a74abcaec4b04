"""What the tests of supports share: public questions of a conference, many people, and wishes."""

from collections.abc import Iterable

from sukhbat.conferences.models import Conference
from sukhbat.people.models import Person
from sukhbat.questions.models import Question
from sukhbat.questions.supports import Supported, Wish, change_supports
from tests.people import MONDAY, State, ask, make_person

HERE = "192.0.2.7"


def public_question(state: State, conference: Conference | None, **fields: object) -> Question:
    """A question of aigerim's that everyone can read."""
    made = ask(state, conference=conference, **fields)
    Question.objects.filter(pk=made.pk).update(visibility="public")
    made.refresh_from_db()
    return made


def crowd(count: int, name: str = "person") -> list[Person]:
    return [make_person(f"{name}{index}") for index in range(count)]


def wish(person: Person, question: Question, wanted: bool = True, network: str = HERE) -> Wish:
    return Wish(person.pk, question.number, wanted, network)


def support(person, question, wanted=True, *, now=MONDAY, network=HERE, conference_id=None):
    """One person's wish alone."""
    wishes = [wish(person, question, wanted, network)]
    return change_supports(wishes=wishes, now=now, conference_id=conference_id)[0]


def support_all(people: Iterable[Person], question: Question, *, now=MONDAY, network=HERE) -> None:
    answers = change_supports(wishes=[wish(one, question, network=network) for one in people], now=now)
    assert all(isinstance(answer, Supported) for answer in answers), answers
