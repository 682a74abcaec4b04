"""Drafting, editing, announcing and running a conference: done, refused, twice."""

from dataclasses import replace
from datetime import timedelta

import pytest

from sukhbat.conferences import policies
from sukhbat.conferences.actions import (
    announce_conference,
    create_conference,
    edit_conference,
    force_phase,
    switch_intake,
)
from sukhbat.conferences.models import Conference, Respondent
from sukhbat.conferences.rules import Force, Phase
from sukhbat.conferences.values import empty_texts, values_of
from sukhbat.ledger.queries import entries_about
from tests.conferences.values import draft_values, respondent
from tests.people import MONDAY, ask, make_conference
from tests.refusals import code

pytestmark = pytest.mark.django_db


def drafted(state, **changes):
    return create_conference(person=state.madina, values=draft_values(state, **changes), now=MONDAY)


def edited(state, conference, values, version=None, now=MONDAY):
    return edit_conference(
        person=state.madina,
        slug=conference.slug,
        version=version or conference.version,
        values=values,
        now=now,
    )


def fresh(conference):
    return Conference.objects.get(pk=conference.pk)


def events(slug):
    return [entry.event for entry in entries_about(f"conference/{slug}")]


@pytest.mark.parametrize("who", ["aigerim", "dana", "aliya", "oleg", "gulnar"])
def test_only_a_coordinator_keeps_conferences(state, who):
    assert policies.may_keep_conferences(state.people[who], now=MONDAY) is not None
    assert policies.may_keep_conferences(state.madina, now=MONDAY) is None
    assert policies.may_keep_conferences(None, now=MONDAY).status == 401


MOMENTS = {
    Phase.DRAFT: {"announced_at": None},
    Phase.ANNOUNCED: {"collecting_at": MONDAY + timedelta(days=1)},
    Phase.COLLECTING: {},
    Phase.LIVE: {"started_at": MONDAY},
    Phase.ANSWERING: {"ended_at": MONDAY},
    Phase.CLOSED: {"closed_at": MONDAY},
    Phase.POSTPONED: {"postponed_at": MONDAY},
    Phase.CANCELLED: {"cancelled_at": MONDAY},
}
P = Phase
ALLOWED = {
    "may_edit": {P.DRAFT, P.ANNOUNCED, P.COLLECTING, P.LIVE, P.ANSWERING, P.POSTPONED},
    "may_announce": {P.DRAFT},
    "may_switch_intake": {P.ANNOUNCED, P.COLLECTING, P.LIVE},
    "may_postpone": {P.ANNOUNCED, P.COLLECTING, P.POSTPONED},
    "may_cancel": {P.ANNOUNCED, P.COLLECTING, P.POSTPONED},
    "may_close": {P.ANSWERING},
}


@pytest.mark.parametrize("phase", list(Phase))
@pytest.mark.parametrize("verb", sorted(ALLOWED))
def test_the_matrix_of_verbs_and_phases(state, verb, phase):
    conference = make_conference(state, **MOMENTS[phase])
    assert conference.phase(MONDAY) is phase
    allowed = getattr(policies, verb)(state.madina, conference, now=MONDAY) is None
    assert allowed == (phase in ALLOWED[verb])
    assert getattr(policies, verb)(state.gulnar, conference, now=MONDAY) is not None


def test_a_draft_holds_what_was_written_and_the_log_says_only_that_it_was(state):
    conference = drafted(state)
    stored = values_of(fresh(conference))
    assert replace(stored, respondents=()) == draft_values(state, respondents=())
    assert [person.name_kk for person in stored.respondents] == ["name kk"]
    assert conference.phase(MONDAY) is Phase.DRAFT
    (entry,) = entries_about("conference/roads")
    assert (entry.event, entry.facts) == ("conference:drafted", {})


def test_an_address_belongs_to_one_conference(state):
    drafted(state)
    assert code(lambda: drafted(state)) == "taken"
    other = drafted(state, slug="other")
    assert code(lambda: edited(state, other, draft_values(state, slug="roads"))) == "taken"


def test_times_have_an_order(state):
    starts_at = MONDAY
    assert code(lambda: drafted(state, starts_at=starts_at)) == "times"
    conference = drafted(state)
    assert code(lambda: edited(state, conference, draft_values(state, ends_at=MONDAY))) == "times"


def test_an_edit_names_its_fields_and_the_same_again_is_no_entry(state):
    conference = drafted(state)
    values = replace(values_of(conference), slug="ways", title_en="Ways", theme_ids=())
    saved = edited(state, conference, values)
    edited(state, saved, values_of(fresh(conference)))
    (entry,) = entries_about("conference/ways")
    assert entry.facts == {"fields": ["slug", "title_en", "themes"], "formerly": "roads"}


def test_a_stale_save_is_refused_and_changes_nothing(state):
    conference = drafted(state)
    opened_on = conference.version
    edited(state, conference, replace(values_of(conference), title_en="First"))
    late = replace(values_of(fresh(conference)), title_en="Second")
    assert code(lambda: edited(state, conference, late, version=opened_on)) == "stale"
    assert fresh(conference).title_en == "First"


def test_respondents_keep_their_rows_when_others_come_and_go(state):
    conference = drafted(state)
    (first,) = values_of(conference).respondents
    both = (respondent(state, name_kk="Жаңа"), replace(first, post_kk="Министр"))
    edited(state, conference, replace(values_of(conference), respondents=both))
    rows = list(Respondent.objects.filter(conference=conference))
    assert [(row.name_kk, row.post_kk) for row in rows] == [("Жаңа", "post kk"), ("name kk", "Министр")]
    assert rows[1].pk == first.id
    edited(state, fresh(conference), replace(values_of(fresh(conference)), respondents=()))
    assert not Respondent.objects.filter(conference=conference).exists()


def test_somebody_elses_respondent_is_not_moved_by_its_id(state):
    other = drafted(state, slug="other")
    stranger = Respondent.objects.get(conference=other)
    conference = drafted(state)
    edited(
        state,
        conference,
        replace(values_of(conference), respondents=(respondent(state, id=stranger.pk, name_kk="Ұры"),)),
    )
    stranger.refresh_from_db()
    assert (stranger.conference, stranger.name_kk) == (other, "name kk")


def test_announcing_in_time_makes_it_public(state):
    conference = announce_conference(person=state.madina, slug=drafted(state).slug, now=MONDAY)
    assert conference.phase(MONDAY) is Phase.ANNOUNCED
    assert events("roads") == ["conference:drafted", "conference:announced"]
    assert code(lambda: announce_conference(person=state.madina, slug="roads", now=MONDAY)) == "wrong_phase"


def test_announcing_too_late_names_the_first_day(state):
    from django.utils.translation import override

    from sukhbat.kernel.refusals import Refused

    drafted(state, starts_at=MONDAY + timedelta(days=13), ends_at=MONDAY + timedelta(days=13, hours=1))
    with override("en"), pytest.raises(Refused) as refused:
        announce_conference(person=state.madina, slug="roads", now=MONDAY)
    assert "7 December 2026" in str(refused.value.refusal)
    assert fresh(Conference.objects.get()).announced_at is None


def test_announcing_needs_its_title_in_three_languages(state):
    drafted(state, title_ru=" ")
    assert empty_texts(draft_values(state, title_ru=" "))["ru"] == ("title", "summary", "description")
    assert code(lambda: announce_conference(person=state.madina, slug="roads", now=MONDAY)) == "title_missing"


def test_what_was_announced_stays(state):
    conference = announce_conference(person=state.madina, slug=drafted(state).slug, now=MONDAY)
    stored = values_of(fresh(conference))
    for change in (
        {"slug": "other"},
        {"body_id": state.other.pk},
        {"starts_at": stored.starts_at + timedelta(hours=1)},
    ):
        assert code(lambda change=change: edited(state, conference, replace(stored, **change))) == "announced"
    assert code(lambda: edited(state, conference, replace(stored, title_kk=""))) == "title_missing"
    edited(state, conference, replace(stored, summary_kk="Қысқаша", stream_url="https://example.kz/live"))
    assert events("roads")[-1] == "conference:changed"


def test_phases_begin_by_hand_in_their_order(state):
    conference = make_conference(state, collecting_at=MONDAY + timedelta(days=1))

    def force(what, minutes=0):
        return force_phase(
            person=state.madina, slug="internet", force=what, now=MONDAY + timedelta(minutes=minutes)
        )

    assert code(lambda: force(Force.START)) == "wrong_phase"
    assert force(Force.OPEN).phase(MONDAY) is Phase.COLLECTING
    assert ask(state, conference=fresh(conference))
    assert force(Force.START, 1).phase(MONDAY + timedelta(minutes=1)) is Phase.LIVE
    assert code(lambda: force(Force.START, 1)) == "wrong_phase"
    assert force(Force.END, 2).phase(MONDAY + timedelta(minutes=2)) is Phase.ANSWERING
    late = MONDAY + timedelta(minutes=3)
    assert code(lambda: ask(state, conference=fresh(conference), now=late)) == "intake_closed"
    assert events("internet") == ["conference:phase_forced"] * 3


def test_intake_is_switched_once_each_way(state):
    conference = make_conference(state)
    for is_open in (False, False, True):
        switch_intake(person=state.madina, slug="internet", is_open=is_open, now=MONDAY)
        if not is_open:
            assert code(lambda: ask(state, conference=fresh(conference))) == "intake_closed"
    assert ask(state, conference=fresh(conference))
    assert [entry.facts["is_open"] for entry in entries_about("conference/internet")] == [False, True]


def test_an_unknown_conference_is_not_found(state):
    assert code(lambda: announce_conference(person=state.madina, slug="nothing", now=MONDAY)) == "not_found"
