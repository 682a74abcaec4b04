"""Who may run the live part, and the acts on it as a whole."""

from datetime import timedelta

import pytest

from sukhbat.conferences import hosting, policies
from sukhbat.conferences.actions import force_phase
from sukhbat.conferences.rules import Force, Phase
from sukhbat.ledger.models import Entry
from tests.people import MONDAY, make_conference
from tests.refusals import code
from tests.studio.steps import live

EVERYONE = ["aigerim", "dana", "madina", "aliya", "oleg", "aruzhan", "saule", "erlan", "gulnar"]
MATRIX = {
    "may_host": {"madina", "aruzhan"},
    "may_follow": {"dana", "madina", "aruzhan"},
    "may_pause": {"madina", "aruzhan"},
    "may_switch_premoderation": {"dana", "madina", "aruzhan"},
}


@pytest.mark.parametrize("policy", MATRIX)
def test_who_may(state, policy):
    conference = live(state)
    may = getattr(policies, policy)
    allowed = {name for name in EVERYONE if may(state.people[name], conference, now=MONDAY) is None}
    assert allowed == MATRIX[policy]
    assert may(None, conference, now=MONDAY).status == 401


def test_a_host_starts_and_ends_but_does_not_open(state):
    allowed = {}
    for force, ahead in ((Force.OPEN, -9), (Force.START, 0), (Force.END, 3.01)):
        conference = make_conference(state, slug=f"at-{force}")
        allowed[force] = policies.may_force(
            state.aruzhan, conference, force, now=MONDAY + timedelta(days=ahead)
        )
    assert allowed[Force.OPEN].code == "not_coordinator"
    assert allowed[Force.START] is None
    assert allowed[Force.END] is None


def test_a_draft_has_no_studio(state):
    draft = make_conference(state, announced_at=None)
    assert policies.may_host(state.aruzhan, draft, now=MONDAY).code == "not_announced"


def test_the_log_names_the_host_who_started(state):
    conference = make_conference(state)
    force_phase(person=state.aruzhan, slug=conference.slug, force=Force.START, now=MONDAY)
    conference.refresh_from_db()
    assert conference.phase(MONDAY) is Phase.LIVE
    entry = Entry.objects.get(event="conference:phase_forced")
    assert (entry.actor_role, entry.facts["phase"]) == ("host", "live")
    force_phase(person=state.madina, slug=conference.slug, force=Force.END, now=MONDAY + timedelta(hours=1))
    assert Entry.objects.filter(event="conference:phase_forced").latest("at").actor_role == "coordinator"


def test_a_pause_is_noted_once_and_ends_with_the_live_part(state):
    conference = live(state)
    for _press in range(2):
        hosting.pause_conference(person=state.aruzhan, slug=conference.slug, now=MONDAY)
    assert Entry.objects.filter(event="conference:paused").count() == 1
    hosting.resume_conference(person=state.daniyar, slug=conference.slug, now=MONDAY)
    hosting.pause_conference(person=state.aruzhan, slug=conference.slug, now=MONDAY)
    force_phase(person=state.aruzhan, slug=conference.slug, force=Force.END, now=MONDAY)
    conference.refresh_from_db()
    assert conference.paused_at is None
    assert (
        code(lambda: hosting.pause_conference(person=state.aruzhan, slug=conference.slug, now=MONDAY))
        == "wrong_phase"
    )


def test_moderation_is_switched_and_noted_once(state):
    conference = live(state)
    for person in (state.dana, state.aruzhan):
        hosting.switch_premoderation(person=person, slug=conference.slug, is_premoderated=False, now=MONDAY)
    conference.refresh_from_db()
    assert conference.is_premoderated is False
    entry = Entry.objects.get(event="conference:premoderation_switched")
    assert (entry.actor_role, entry.facts["is_premoderated"]) == ("moderator", False)


def test_the_second_counts_from_the_real_start(state):
    conference = live(state)
    assert hosting.second_of(conference, MONDAY) == 600
    conference.started_at = MONDAY - timedelta(seconds=5)
    assert hosting.second_of(conference, MONDAY) == 5
    assert hosting.second_of(conference, MONDAY - timedelta(hours=1)) == 0
