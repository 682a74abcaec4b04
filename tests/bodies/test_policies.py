"""Who may keep what: each verb against everybody."""

import pytest

from sukhbat.bodies import policies
from sukhbat.bodies.models import Officer
from sukhbat.bodies.rules import Role
from sukhbat.kernel.clock import local_day
from tests.people import MONDAY, appoint, make_person

pytestmark = pytest.mark.django_db
TODAY = local_day(MONDAY)


KEEPERS = {
    "may_coordinate": {"madina", "aliya", "nurlan"},
    "may_keep_directory": {"madina"},
    "may_keep_calendar": {"madina"},
    "may_keep_roles": {"aliya"},
    "may_administer": {"aliya"},
    "may_read_log": {"madina", "aliya", "nurlan"},
}
EVERYBODY = [None, "aigerim", "dana", "madina", "aliya", "oleg", "saule", "erlan", "gulnar", "nurlan"]


@pytest.mark.parametrize("verb", sorted(KEEPERS))
@pytest.mark.parametrize("who", EVERYBODY)
def test_the_matrix_of_verbs_and_roles(state, verb, who):
    state.people["nurlan"] = make_person("nurlan")
    appoint(state.nurlan, Role.AUDITOR, state.coordinator)
    person = state.people[who] if who else None
    refusal = getattr(policies, verb)(person, now=MONDAY)
    assert (refusal is None) == (who in KEEPERS[verb])
    if who is None:
        assert refusal.status == 401


def test_a_role_that_ended_opens_nothing(state):
    officer = Officer.objects.get(person=state.madina)
    officer.until_on = TODAY
    officer.save()
    assert policies.may_keep_directory(state.madina, now=MONDAY) is not None
