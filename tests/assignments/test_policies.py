"""Who may do what at which stage: verb × stage × role, one line each. ``-`` in a column: no role at all may.

Roles: d dispatcher, e executor (holds the question), x another executor of the body, s signatory, c coordinator;
o an officer of another body, m moderator, g guest and the author: never.
"""

import pytest

from sukhbat.answers import policies as answers
from sukhbat.assignments import policies as assignments
from sukhbat.questions.models import Question
from sukhbat.questions.rules import Stage
from tests.assignments.steps import assigned, draft, handed_over, second_executor
from tests.people import MONDAY

pytestmark = pytest.mark.django_db

STAGES = ("received", "assigned", "answered", "closed", "disputed", "declined", "withdrawn")
MATRIX = {
    #                                     received assigned answered closed disputed declined withdrawn
    assignments.may_open_item:           "desxc    desxc    desxc    desxc  desxc    desxc    desxc",
    assignments.may_note:                "desx     desx     desx     desx   desx     desx     desx",
    assignments.may_assign:              "dc       -        -        -      -        -        -",
    assignments.may_reassign:            "-        dc       -        -      -        -        -",
    assignments.may_return:              "-        dec      -        -      -        -        -",
    assignments.may_redirect:            "dc       dc       -        -      -        -        -",
    assignments.may_extend:              "-        s        -        -      -        -        -",
    assignments.may_decline:             "s        s        -        -      -        -        -",
    answers.may_draft:                   "-        e        -        -      -        -        -",
    answers.may_hand_over:               "-        e        -        -      -        -        -",
    answers.may_take_back:               "-        -        -        -      -        -        -",
    answers.may_return_answer:           "-        -        -        -      -        -        -",
    answers.may_sign:                    "-        -        -        -      -        -        -",
}  # fmt: skip
WAITING = {
    answers.may_draft: "",
    answers.may_hand_over: "",
    answers.may_take_back: "e",
    answers.may_return_answer: "s",
    answers.may_sign: "s",
    assignments.may_redirect: "dc",
    assignments.may_decline: "s",
}


def cast(state):
    return {
        "d": state.saule,
        "e": state.erlan,
        "x": second_executor(state),
        "s": state.gulnar,
        "c": state.madina,
        "o": state.farid,
        "m": state.dana,
        "g": None,
        "a": state.aigerim,
    }


def allowed(may, people, question):
    return {role for role, person in people.items() if may(person, question, now=MONDAY) is None}


@pytest.mark.parametrize("may", MATRIX, ids=lambda may: may.__name__)
def test_verbs_by_stage_and_role(state, may):
    people = cast(state)
    question = assigned(state)
    draft(state, question)
    for stage, roles in zip(STAGES, MATRIX[may].split(), strict=True):
        outcome = "" if Stage(stage) in {"received", "assigned", "disputed"} else "declined"
        Question.objects.filter(pk=question.pk).update(stage=stage, outcome=outcome)
        question.refresh_from_db()
        assert allowed(may, people, question) == set(roles.strip("-")), stage


@pytest.mark.parametrize("may", WAITING, ids=lambda may: may.__name__)
def test_verbs_while_an_answer_waits_for_a_signature(state, may):
    assert allowed(may, cast(state), handed_over(state)) == set(WAITING[may])


def test_every_refusal_is_a_sentence_with_a_status(state):
    question = assigned(state)
    for may in MATRIX:
        for person in cast(state).values() if may is assignments.may_extend else (None, state.aigerim):
            if refusal := may(person, question, now=MONDAY):
                assert str(refusal).endswith(".")
                assert refusal.status in {401, 403, 404, 409}
