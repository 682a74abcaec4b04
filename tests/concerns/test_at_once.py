"""The machine and people at the same moment: real transactions from several connections, no decision broken."""

import threading
from datetime import timedelta

import pytest
from django.db import connection, connections, transaction

from sukhbat.concerns.actions import join_concern, part_question
from sukhbat.concerns.counting import count_changed, counts_of
from sukhbat.concerns.holding import hold
from sukhbat.concerns.merging import merge_concerns
from sukhbat.concerns.models import Concern, ConcernTally, Decision, Membership, PastMembership
from sukhbat.concerns.streaming import Nearest, stand_in_streamed
from sukhbat.kernel.locks import lock_key
from sukhbat.kernel.refusals import Refused
from sukhbat.ledger.queries import entries_about
from sukhbat.questions.models import Question
from tests.assignments.steps import redirected
from tests.concerns.steps import (
    VERSION,
    ask_many,
    asker,
    concern_of,
    keys,
    obeyed,
    regroup,
    standing,
    violations,
)
from tests.people import MONDAY, make_state
from tests.waiting import wait_until_blocked

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
LATER = MONDAY + timedelta(hours=1)


@pytest.fixture
def state(transactional_db):
    return make_state()


@pytest.fixture
def asked(state):
    """Three questions in one concern, three in another."""
    asked = ask_many(state, 6)
    regroup(asked[:3], asked[3:])
    return asked


def at_once(body, *acts):
    """Run the acts in threads that come to wait for the body in this order, then let them go; what each came to."""
    results: list[str] = [""] * len(acts)

    def run(place, act):
        try:
            act()
            results[place] = "done"
        except Refused as refused:
            results[place] = refused.refusal.code
        except Exception as error:
            results[place] = repr(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    connection.ensure_connection()
    with connection.cursor() as cursor:
        cursor.execute("BEGIN")
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [lock_key(f"concerns.{body.pk}")])
        for n, thread in enumerate(threads, start=1):
            thread.start()
            wait_until_blocked(n, attempts=2_000)
        cursor.execute("COMMIT")
    for thread in threads:
        thread.join(timeout=60)
    return results


def part(question):
    return lambda: part_question(person=asker(question), number=question.number, now=LATER)


def merge(state, one, other):
    return lambda: merge_concerns(person=state.gulnar, number=one.number, into=other.number, now=LATER)


@pytest.mark.parametrize("first", ["regrouping", "parting"])
def test_mine_is_different_beside_a_regrouping(state, asked, first):
    """The grouping was computed before the asker spoke and wants the question where it left."""
    before = obeyed(*asked)
    acts = [lambda: regroup(asked, now=LATER, decisions=before), part(asked[0])]
    assert at_once(state.ministry, *(acts if first == "regrouping" else acts[::-1])) == ["done", "done"]
    assert concern_of(asked[0]) is None
    assert standing(concern_of(asked[1])) == keys(asked[1:])
    assert violations() == []


@pytest.mark.parametrize("first", ["regrouping", "merge"])
def test_a_merge_beside_a_regrouping(state, asked, first):
    one, other = concern_of(asked[0]), concern_of(asked[3])
    before = obeyed(*asked)
    acts = [
        lambda: regroup(asked[:2], asked[2:], now=LATER, decisions=before),
        merge(state, one, other),
    ]
    assert at_once(state.ministry, *(acts if first == "regrouping" else acts[::-1])) == ["done", "done"]
    assert standing(other) == keys(asked)
    assert violations() == []


@pytest.mark.parametrize("first", ["merge", "parting"])
def test_mine_is_different_beside_a_merge(state, asked, first):
    """The asker holds their question, which the merge wants to let stand for the whole concern."""
    one, other = concern_of(asked[0]), concern_of(asked[3])
    acts = [merge(state, one, other), part(asked[0])]
    assert at_once(state.ministry, *(acts if first == "merge" else acts[::-1])) == ["done", "done"]
    assert concern_of(asked[0]) is None
    assert standing(other) == keys(asked[1:])
    assert violations() == []


def test_new_questions_beside_a_regrouping(state, asked):
    one = concern_of(asked[0])
    late = ask_many(state, 2)
    found = [Nearest(question.pk, one.pk, 0.9) for question in late]
    results = at_once(
        state.ministry,
        lambda: regroup(asked[:3], [*asked[3:], late[1]], now=LATER),
        lambda: stand_in_streamed(found=found, version=VERSION, now=LATER),
    )
    assert results == ["done", "done"]
    assert concern_of(late[0]) == one
    assert concern_of(late[1]) == concern_of(asked[3])
    assert Membership.objects.count() == 8
    assert not PastMembership.objects.exists()


def test_two_streams_of_the_same_question_are_one_join(state, asked):
    one, other = concern_of(asked[0]), concern_of(asked[3])
    (late,) = ask_many(state, 1)

    def stream(concern):
        return lambda: stand_in_streamed(
            found=[Nearest(late.pk, concern.pk, 0.9)], version=VERSION, now=LATER
        )

    assert at_once(state.ministry, stream(one), stream(other)) == ["done", "done"]
    assert concern_of(late) == one


def test_two_merges_that_would_make_a_circle(state, asked):
    one, other = concern_of(asked[0]), concern_of(asked[3])
    assert at_once(state.ministry, merge(state, one, other), merge(state, other, one)) == [
        "done",
        "same_concern",
    ]
    assert standing(other) == keys(asked)
    assert Concern.objects.filter(merged_into__isnull=False).count() == 1
    assert entries_about(f"concern/{one.number}").count() == 1
    assert not entries_about(f"concern/{other.number}").exists()


def test_two_merges_into_one_line(state, asked):
    more = ask_many(state, 2)
    regroup(asked[:3], asked[3:], more)
    one, two, three = concern_of(asked[0]), concern_of(asked[3]), concern_of(more[0])
    results = at_once(state.ministry, merge(state, one, two), merge(state, two, three))
    assert results == ["done", "done"]
    assert standing(three) == keys([*asked, *more])
    assert violations() == []


def test_a_double_press_parts_once(state, asked):
    results = at_once(
        state.ministry, part(asked[0]), lambda: regroup(asked[:3], asked[3:], now=LATER, obey=False)
    )
    assert results == ["done", "done"]
    assert Decision.objects.count() == 1
    with pytest.raises(Refused):
        part(asked[0])()


def test_joining_beside_a_merge_ends_in_what_the_number_leads_to(state, asked):
    one, other = concern_of(asked[0]), concern_of(asked[3])
    (late,) = ask_many(state, 1)

    def join():
        join_concern(person=asker(late), number=late.number, concern_number=one.number, now=LATER)

    assert at_once(state.ministry, merge(state, one, other), join) == ["done", "done"]
    assert concern_of(late) == other
    assert violations() == []


def test_a_redirect_waits_for_no_regrouping(state, asked):
    """A regrouping holds the body and is about to write; the redirect of one of its questions goes through."""
    before = dict(Question.objects.values_list("pk", "due_on"))
    results = []

    def act():
        try:
            redirected(state, asked[0])
            results.append("done")
        finally:
            connections.close_all()

    with transaction.atomic():
        hold([state.ministry.pk])
        thread = threading.Thread(target=act)
        thread.start()
        thread.join(timeout=60)
        assert results == ["done"]
    regroup(asked, now=LATER)
    assert concern_of(asked[0]) is None
    assert standing(concern_of(asked[1])) == keys(asked[1:])
    after = dict(Question.objects.values_list("pk", "due_on"))
    assert {key: after[key] for key in keys(asked[1:])} == {key: before[key] for key in keys(asked[1:])}


def test_what_changes_while_concerns_are_counted_is_counted_next_time(state, asked, other_connection):
    concern = concern_of(asked[0])
    stranger = other_connection()
    stranger.execute(
        "UPDATE questions_question SET version = version + 1, visibility = 'private' WHERE id = %s",
        [asked[0].pk],
    )
    while count_changed(now=LATER):
        pass
    assert counts_of([concern.pk])[concern.pk].questions == 3
    stranger.commit()
    assert counts_of([concern.pk])[concern.pk].questions == 2
    assert ConcernTally.objects.get(concern=concern).questions == 3
    assert count_changed(now=LATER) == 1
    assert ConcernTally.objects.get(concern=concern).questions == 2
