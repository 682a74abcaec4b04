"""Steps of grouping, for tests that begin further on."""

from datetime import datetime

from sukhbat.concerns.models import Concern, Decision, Membership
from sukhbat.concerns.queries import members_of
from sukhbat.concerns.regrouping import Decisions, Grouped, Report, apply_grouping, decisions_for
from sukhbat.people.models import Person
from sukhbat.questions.models import Question, QuestionPrivate
from tests.people import MONDAY, State, ask, make_person

VERSION = "test-1"


def ask_many(state: State, count: int, **fields: object) -> list[Question]:
    """Questions of so many different people."""
    start = Question.objects.count()
    return [
        ask(state, person=make_person(f"asker-{start + n}"), **{"text": f"Интернет баяу, {n}-ауыл", **fields})
        for n in range(count)
    ]


def regroup(
    *groups: list[Question], now: datetime = MONDAY, decisions: Decisions | None = None, obey: bool = True
) -> Report:
    """Put a grouping in force; it obeys what was decided unless the test says otherwise."""
    grouped = [Grouped(one.pk, number, 0.8) for number, group in enumerate(groups) for one in group]
    if decisions is None and not obey:
        decisions = Decisions()
    return apply_grouping(grouped=grouped, version=VERSION, now=now, decisions=decisions)


def obeyed(*questions: Question) -> Decisions:
    return decisions_for([one.pk for one in questions])


def asker(question: Question) -> Person:
    return QuestionPrivate.objects.select_related("author").get(question=question).author


def concern_of(question: Question) -> Concern | None:
    found = Membership.objects.select_related("concern").filter(question=question).first()
    return found.concern if found else None


def standing(concern: Concern | None) -> set:
    """The questions that stand in a concern."""
    return set(members_of([concern.pk]).get(concern.pk, [])) if concern else set()


def keys(questions: list[Question]) -> set:
    return {one.pk for one in questions}


def violations() -> list[str]:
    """Every decision in force that memberships break, found the plain way: pair by pair."""
    places = dict(Membership.objects.values_list("question_id", "concern_id"))
    into = dict(Concern.objects.values_list("pk", "merged_into_id"))

    def end(concern):
        while into[concern] is not None:
            concern = into[concern]
        return concern

    wrong = [f"{question} stands in a merged concern" for question, key in places.items() if into[key]]
    for row in Decision.objects.filter(undoing=None):
        one, other = places.get(row.first_id), places.get(row.second_id)
        if row.kind == "apart" and one is not None and one in {other, end(row.left_id)}:
            wrong.append(f"{row.first_id} came back")
        if row.kind == "together" and one is not None and other is not None and one != other:
            bodies = dict(Concern.objects.filter(pk__in=[one, other]).values_list("pk", "body_id"))
            if bodies[one] == bodies[other]:
                wrong.append(f"{row.first_id} was torn from {row.second_id}")
    return wrong
