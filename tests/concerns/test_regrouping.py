"""Groupings are put in force: numbers go on, bodies differ, what ended is left out, the same again changes nothing."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sukhbat.concerns.models import Concern, Membership, PastMembership
from sukhbat.concerns.queries import members_of, open_questions_to_group
from sukhbat.concerns.regrouping import Grouped, Report, apply_grouping
from sukhbat.concerns.streaming import Nearest, stand_in_streamed
from sukhbat.questions.actions import withdraw_question
from sukhbat.questions.models import Question
from tests.assignments.steps import redirected
from tests.concerns.steps import VERSION, ask_many, asker, concern_of, keys, regroup, standing
from tests.people import MONDAY, ask

pytestmark = pytest.mark.django_db
LATER = MONDAY + timedelta(hours=1)


def stream(question, concern, score=0.7, now=LATER):
    found = [Nearest(question.pk, concern.pk if concern else None, score)]
    return stand_in_streamed(found=found, version=VERSION, now=now)


def test_groups_become_concerns_and_one_question_alone_does_not(state):
    asked = ask_many(state, 6)
    report = regroup(asked[:3], asked[3:5], asked[5:])
    assert report == Report(joined=5, opened=2)
    first, second = concern_of(asked[0]), concern_of(asked[3])
    assert (standing(first), standing(second)) == (keys(asked[:3]), keys(asked[3:5]))
    assert concern_of(asked[5]) is None
    assert first.number != second.number
    membership = Membership.objects.get(question=asked[0])
    assert (membership.score, membership.version, membership.how) == (0.8, VERSION, "bulk")
    assert membership.origin_id == first.pk
    assert first.body == state.ministry


def test_the_same_grouping_again_writes_nothing(state):
    asked = ask_many(state, 5)
    regroup(asked[:3], asked[3:])
    before = list(Membership.objects.order_by("pk").values())
    assert regroup(asked[3:], asked[:3], now=LATER) == Report()
    assert list(Membership.objects.order_by("pk").values()) == before
    assert not PastMembership.objects.exists()


def test_numbers_go_to_the_group_with_most_of_the_concern(state):
    asked = ask_many(state, 7)
    regroup(asked[:4], asked[4:])
    first, second = concern_of(asked[0]), concern_of(asked[4])
    report = regroup(asked[1:4], [asked[0], *asked[4:]], now=LATER)
    assert report == Report(moved=1)
    assert (concern_of(asked[1]), concern_of(asked[0])) == (first, second)
    past = PastMembership.objects.get()
    assert (past.question_id, past.concern, past.why, past.left_at) == (
        asked[0].pk,
        first,
        "regrouped",
        LATER,
    )


def test_a_concern_that_met_a_larger_one_ends_and_may_come_again(state):
    asked = ask_many(state, 5)
    regroup(asked[:3], asked[3:])
    first, second = concern_of(asked[0]), concern_of(asked[3])
    assert regroup(asked, now=LATER) == Report(moved=2, ended=1)
    assert concern_of(asked[4]) == first
    second.refresh_from_db()
    assert second.ended_at == LATER
    assert second.merged_into is None
    assert regroup([one] for one in []) == Report()
    assert regroup(*([one] for one in asked), now=LATER) == Report(left=5, ended=1)
    assert not Membership.objects.exists()


def test_bodies_have_concerns_of_their_own(state):
    ours, theirs = ask_many(state, 2), ask_many(state, 2, theme_id=state.roads.pk)
    assert regroup(ours + theirs) == Report(joined=4, opened=2)
    assert concern_of(ours[0]).body == state.ministry
    assert concern_of(theirs[0]).body == state.other


def test_a_redirected_question_stands_with_its_new_body(state):
    asked = ask_many(state, 3)
    theirs = ask_many(state, 2, theme_id=state.roads.pk)
    regroup(asked, theirs)
    redirected(state, asked[0])
    report = regroup(asked, [asked[0], *theirs], now=LATER)
    assert report.joined == 1
    assert concern_of(asked[0]) == concern_of(theirs[0])
    assert standing(concern_of(asked[1])) == keys(asked[1:])
    assert PastMembership.objects.get().why == "redirected"


def test_a_concern_goes_with_all_its_questions_to_another_body(state):
    asked = ask_many(state, 3)
    regroup(asked)
    concern = concern_of(asked[0])
    Question.objects.update(body=state.other)
    assert regroup(asked, now=LATER) == Report()
    concern.refresh_from_db()
    assert concern.body == state.other
    assert standing(concern) == keys(asked)
    assert not PastMembership.objects.exists()


def test_what_ended_or_is_unknown_is_left_out(state):
    asked = ask_many(state, 5)
    Question.objects.filter(pk=asked[0].pk).update(visibility="hidden", hidden_ground="obscenity")
    Question.objects.filter(pk=asked[1].pk).update(visibility="private")
    withdraw_question(person=asker(asked[2]), number=asked[2].number, now=MONDAY)
    nobody = Question(pk=uuid4())
    assert regroup([*asked, nobody]) == Report(joined=2, opened=1)
    assert standing(concern_of(asked[4])) == keys(asked[3:])
    assert [row.question for row in open_questions_to_group(now=MONDAY)] == [one.pk for one in asked[3:]]


def test_a_question_that_was_not_grouped_stays_where_it_is(state):
    asked = ask_many(state, 3)
    regroup(asked[:2])
    concern = concern_of(asked[0])
    assert stream(asked[2], concern) == 1
    assert regroup(asked[:2], now=LATER) == Report()
    assert concern_of(asked[2]) == concern


def test_a_streamed_question_stands_provisionally(state):
    asked = ask_many(state, 4)
    regroup(asked[:2])
    concern = concern_of(asked[0])
    assert stream(asked[2], concern) == 1
    assert stream(asked[2], concern) == 0
    membership = Membership.objects.get(question=asked[2])
    assert (membership.how, membership.score, membership.since_at) == ("stream", 0.7, LATER)
    assert stream(asked[3], None) == 0
    assert regroup(asked[:2], asked[2:3], now=LATER) == Report(left=1)
    assert concern_of(asked[2]) is None


def test_streaming_skips_what_cannot_stand_there(state):
    asked = ask_many(state, 4)
    regroup(asked[:2])
    concern = concern_of(asked[0])
    stranger = ask(state, theme_id=state.roads.pk)
    Question.objects.filter(pk=asked[2].pk).update(visibility="private")
    assert stream(stranger, concern) == 0
    assert stream(asked[2], concern) == 0
    assert stream(Question(pk=uuid4()), concern) == 0
    assert stream(asked[3], Concern(pk=uuid4())) == 0
    regroup(*([one] for one in asked[:2]), now=LATER)
    assert stream(asked[3], concern) == 0
    assert not Membership.objects.exists()


def test_questions_to_group_are_paged_with_their_concern(state):
    asked = ask_many(state, 3)
    regroup(asked[:2])
    first = open_questions_to_group(now=MONDAY, limit=2)
    assert [(row.question, row.concern) for row in first] == [
        (one.pk, concern_of(asked[0]).pk) for one in asked[:2]
    ]
    rest = open_questions_to_group(now=MONDAY, after=first[-1].question)
    assert [(row.question, row.concern, row.body, row.text) for row in rest] == [
        (asked[2].pk, None, state.ministry.pk, asked[2].text)
    ]
    assert members_of([concern_of(asked[0]).pk, uuid4()]) == {
        concern_of(asked[0]).pk: [one.pk for one in asked[:2]]
    }


def test_a_regrouping_takes_the_same_statements_for_any_number(state):
    asked = ask_many(state, 8)
    counts = []
    for group in (asked[:4], asked):
        Membership.objects.all().delete()
        with CaptureQueriesContext(
            connection,
        ) as queries:
            apply_grouping(grouped=[Grouped(one.pk, 1) for one in group], version=VERSION, now=MONDAY)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 14
