"""A role that ends by its date: what its holder held is found and returned, once."""

from datetime import timedelta

import pytest

from sukhbat.assignments.actions import assign_question
from sukhbat.assignments.offices import return_left_items
from sukhbat.bodies.models import Officer
from sukhbat.kernel.clock import local_day
from sukhbat.ledger.queries import entries_about
from sukhbat.questions.models import Question
from tests.people import MONDAY, ask


@pytest.mark.django_db
def test_items_go_back_on_the_day_a_role_ends(state):
    question = ask(state)
    assign_question(person=state.saule, number=question.number, executor_id=state.erlan.pk, now=MONDAY)
    Officer.objects.filter(person=state.erlan).update(until_on=local_day(MONDAY) + timedelta(days=1))
    assert return_left_items(now=MONDAY) == 0
    later = MONDAY + timedelta(days=3)
    assert return_left_items(now=later) == 1
    assert return_left_items(now=later) == 0
    assert Question.objects.get().stage == "received"
    (entry,) = entries_about(question.number).filter(event="question:returned")
    assert (entry.actor_role, entry.facts["office_ended"]) == ("system", True)
