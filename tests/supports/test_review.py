"""Bursts: what a rule finds, what cancelling and revoking do, who may, and what changed meanwhile."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sukhbat.conferences.models import Conference
from sukhbat.kernel.refusals import Refused
from sukhbat.ledger.models import Entry
from sukhbat.questions import support_review
from sukhbat.questions.models import Support, SupportCancellation
from sukhbat.questions.support_review import (
    Rule,
    cancel_supports,
    may_review_supports,
    preview,
    revoke_cancellation,
)
from sukhbat.questions.support_tally import recount, supported_by, supports_of
from tests.people import MONDAY, make_conference
from tests.supports.people import crowd, public_question, support, support_all

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)
BRIGADE, ELSEWHERE = "198.51.100.4", "198.51.100.5"
LATER = MONDAY + timedelta(hours=1)
RULE = Rule(per_network=3, within_seconds=10, until_at=LATER)
WHY = "Thirty of one office in ten seconds"


@pytest.fixture
def conference(state):
    return make_conference(state)


@pytest.fixture
def question(state, conference):
    return public_question(state, conference)


def at_seconds(question, seconds, network=BRIGADE, name="brigade"):
    people = crowd(len(seconds), name)
    for person, second in zip(people, seconds, strict=True):
        assert support(person, question, now=MONDAY + second * SECOND, network=network).mine
    return people


def cancel(state, conference, *, rule=RULE, seen=None, reason=WHY, person="madina"):
    return cancel_supports(
        person=state.people[person],
        slug=conference.slug,
        rule=rule,
        reason=reason,
        seen=seen or preview(conference, rule).fingerprint,
        now=LATER,
    )


def in_bursts(seconds, count, within):
    """By the words of the rule: whoever is in some group of ``count`` in a row that fits within so many seconds."""
    ordered = sorted(range(len(seconds)), key=lambda index: seconds[index])
    gone = set()
    for start in range(len(ordered) - count + 1):
        group = ordered[start : start + count]
        if seconds[group[-1]] - seconds[group[0]] <= within:
            gone |= set(group)
    return gone


@given(seconds=st.lists(st.integers(0, 60), max_size=14), count=st.integers(2, 5), within=st.integers(1, 20))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_exactly_the_bursts_are_found(burst_world, seconds, count, within):
    conference, question, people = burst_world
    Support.objects.all().delete()
    for person, second in zip(people, seconds, strict=False):
        support(person, question, now=MONDAY + second * SECOND, network=BRIGADE)
    found = preview(conference, Rule(count, within, LATER))
    assert found.supports == len(in_bursts(seconds, count, within))


@pytest.fixture
def burst_world(state, conference, question, monkeypatch):
    from sukhbat.questions import supports

    monkeypatch.setattr(supports, "SUPPORTED", supports.Limit("support", 100_000, 600))
    monkeypatch.setattr(supports, "SUPPORTED_FROM_NETWORK", supports.Limit("support.network", 100_000, 600))
    return conference, question, crowd(14)


def test_only_one_question_one_network_and_the_span_count(state, conference, question):
    other = public_question(state, conference)
    at_seconds(question, [0, 1], name="a")
    at_seconds(question, [2], network=ELSEWHERE, name="b")
    at_seconds(other, [1], name="c")
    assert preview(conference, RULE).supports == 0
    at_seconds(question, [3], name="d")
    found = preview(conference, RULE)
    assert (found.supports, found.questions, found.networks, found.people) == (3, 1, 1, 3)
    assert preview(conference, Rule(3, 10, MONDAY + 3 * SECOND)).supports == 0
    assert preview(conference, Rule(3, 10, LATER, MONDAY + SECOND)).supports == 0
    assert preview(make_conference(state, slug="other"), RULE).supports == 0


def test_who_leads_before_and_after(state, conference, question):
    honest, third = public_question(state, conference), public_question(state, conference)
    at_seconds(question, [0, 1, 2, 3])
    for index, person in enumerate(crowd(2)):
        support(person, honest, now=MONDAY + index * 60 * SECOND, network=f"192.0.2.{index}")
    support(state.bolat, third)
    top = preview(conference, RULE).top
    assert [
        (one.question_id, one.supports, one.supports_after, one.place, one.place_after) for one in top
    ] == [
        (question.pk, 4, 0, 1, None),
        (honest.pk, 2, 2, 2, 1),
        (third.pk, 1, 1, 3, 2),
    ]


def test_whoever_moves_up_into_the_top_is_shown(state, conference, question, monkeypatch):
    monkeypatch.setattr(support_review, "TOP", 1)
    honest = public_question(state, conference)
    at_seconds(question, [0, 1, 2])
    support(state.bolat, honest)
    assert [one.question_id for one in preview(conference, RULE).top] == [question.pk, honest.pk]


def test_cancelled_rows_stay_and_no_longer_count(state, conference, question, monkeypatch):
    said = []
    monkeypatch.setattr(support_review, "signal_conference", lambda *what: said.append(what))
    brigade = at_seconds(question, [0, 1, 2, 30])
    act = cancel(state, conference)
    assert (act.cancelled, act.by, act.reason, act.rule["per_network"]) == (3, state.madina, WHY, 3)
    assert Support.objects.filter(cancelled_by=act).count() == 3
    assert Support.objects.count() == 4
    assert supports_of([question.pk]) == {question.pk: 1}
    assert recount() == []
    assert supported_by(brigade[0], [question.pk]) == set()
    assert support(brigade[0], question).code == "support_cancelled"
    assert said == [(conference.pk, "leading")]
    entry = Entry.objects.get(event="conference:supports_cancelled")
    assert entry.subject == "conference/internet"
    assert entry.facts == {"supports": 3, "per_network": 3, "within_seconds": 10, "is_revoked": False}
    assert preview(conference, RULE).supports == 0


def test_revoking_gives_them_back_except_what_was_taken_back(state, conference, question):
    brigade = at_seconds(question, [0, 1, 2])
    act = cancel(state, conference)
    support(brigade[0], question, False, now=MONDAY + 60 * SECOND)
    revoked = revoke_cancellation(person=state.madina, slug=conference.slug, act_id=act.pk, now=LATER)
    assert revoked.revoked_at == LATER
    assert supports_of([question.pk]) == {question.pk: 2}
    assert recount() == []
    assert support(brigade[0], question, now=MONDAY + 61 * SECOND).supports == 3
    last = Entry.objects.filter(event="conference:supports_cancelled").order_by("-id")[0]
    assert last.facts["is_revoked"] is True
    with pytest.raises(Refused) as twice:
        revoke_cancellation(person=state.madina, slug=conference.slug, act_id=act.pk, now=LATER)
    assert twice.value.refusal.code == "revoked"


def test_what_changed_since_the_preview_is_looked_at_again(state, conference, question):
    brigade = at_seconds(question, [0, 1, 2])
    seen = preview(conference, RULE).fingerprint
    at_seconds(question, [3], name="late")
    for change in (RULE, Rule(3, 11, LATER)):
        with pytest.raises(Refused) as refused:
            cancel(state, conference, rule=change, seen=seen)
        assert refused.value.refusal.code == "changed"
    support(brigade[0], question, False)
    with pytest.raises(Refused):
        cancel(state, conference, seen=seen)
    assert not SupportCancellation.objects.exists()
    assert not Entry.objects.filter(event="conference:supports_cancelled").exists()


@pytest.mark.parametrize("reason", ["", "short", "x" * 501])
def test_a_reason_is_written(state, conference, question, reason):
    at_seconds(question, [0, 1, 2])
    with pytest.raises(Refused) as refused:
        cancel(state, conference, reason=reason)
    assert refused.value.refusal.code == "reason"


def test_a_rule_that_finds_nothing_is_no_act(state, conference):
    with pytest.raises(Refused) as refused:
        cancel(state, conference)
    assert refused.value.refusal.code == "nothing"


@pytest.mark.parametrize("who", ["aigerim", "dana", "aliya", "oleg", "aruzhan", "saule", "gulnar", "farid"])
def test_only_a_coordinator_does_it(state, conference, question, who):
    at_seconds(question, [0, 1, 2])
    assert may_review_supports(state.people[who], conference, now=MONDAY).code == "not_coordinator"
    with pytest.raises(Refused):
        cancel(state, conference, person=who)
    act = cancel(state, conference)
    with pytest.raises(Refused):
        revoke_cancellation(person=state.people[who], slug=conference.slug, act_id=act.pk, now=LATER)
    assert may_review_supports(None, conference, now=MONDAY).status == 401


@pytest.mark.parametrize(
    ("change", "allowed"),
    [
        ({}, True),
        ({"started_at": MONDAY}, True),
        ({"ended_at": MONDAY}, True),
        ({"postponed_at": MONDAY}, True),
        ({"closed_at": MONDAY}, False),
        ({"cancelled_at": MONDAY}, False),
        ({"announced_at": None}, False),
    ],
)
def test_until_the_conference_is_closed(state, conference, change, allowed):
    Conference.objects.update(**change)
    found = Conference.objects.get()
    assert (may_review_supports(state.madina, found, now=MONDAY) is None) == allowed


def test_an_act_of_another_conference_is_not_there(state, conference, question):
    at_seconds(question, [0, 1, 2])
    act = cancel(state, conference)
    make_conference(state, slug="other")
    with pytest.raises(Refused) as refused:
        revoke_cancellation(person=state.madina, slug="other", act_id=act.pk, now=LATER)
    assert refused.value.refusal.status == 404


def test_honest_people_of_one_large_network_stay(state, conference, question):
    """A mobile operator's network over an evening is no burst."""
    at_seconds(question, list(range(0, 600, 20)))
    assert preview(conference, RULE).supports == 0
    support_all(crowd(2, "pair"), question, network=BRIGADE, now=MONDAY + 700 * SECOND)
    assert preview(conference, RULE).supports == 0
