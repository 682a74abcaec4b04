"""Askers say "this is mine" and "mine is different": at once, for good, and taken back when it was a mistake."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from sukhbat.concerns.actions import ask_and_join, join_concern, part_question
from sukhbat.concerns.models import Decision, Membership, PastMembership
from sukhbat.concerns.regrouping import DecisionViolated, Report
from sukhbat.concerns.streaming import Nearest, stand_in_streamed
from sukhbat.concerns.undoing import undo_decision
from sukhbat.kernel.refusals import Refused
from sukhbat.ledger.queries import entries_about
from sukhbat.questions.intake import Submission
from sukhbat.questions.models import Question
from sukhbat.questions.rules import Source
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
from tests.people import MONDAY, TEXT, ask

pytestmark = pytest.mark.django_db
LATER = MONDAY + timedelta(hours=1)


def part(question, person=None, now=LATER):
    return part_question(person=person or asker(question), number=question.number, now=now)


def join(question, concern, now=LATER):
    return join_concern(
        person=asker(question), number=question.number, concern_number=concern.number, now=now
    )


def refusal(act):
    with pytest.raises(Refused) as refused:
        act()
    return refused.value.refusal.code


@pytest.fixture
def asked(state):
    """Three questions in one concern, two in another, one alone."""
    asked = ask_many(state, 6)
    regroup(asked[:3], asked[3:5], asked[5:])
    return asked


def test_mine_is_different_holds_at_once_and_keeps_everything_else(asked):
    before = Question.objects.values().get(pk=asked[0].pk)
    concern = part(asked[0])
    assert concern_of(asked[0]) is None
    assert standing(concern) == keys(asked[1:3])
    assert Question.objects.values().get(pk=asked[0].pk) == before
    past = PastMembership.objects.get()
    assert (past.concern, past.why, past.left_at) == (concern, "parted", LATER)
    decision = Decision.objects.get()
    assert (decision.kind, decision.first, decision.left, decision.by, decision.role) == (
        "apart",
        asked[0],
        concern,
        None,
        "citizen",
    )
    entry = entries_about(asked[0].number).last()
    assert (entry.event, entry.actor_role, entry.facts) == (
        "question:parted",
        "citizen",
        {"concern": concern.number, "body": "min-digital"},
    )
    assert refusal(lambda: part(asked[0])) == "not_in_concern"


def test_a_question_never_comes_back_by_any_way(asked):
    concern = part(asked[0])
    assert regroup(asked[:3], asked[3:5], obey=False) == Report()
    with pytest.raises(DecisionViolated):
        regroup(asked[:3], decisions=obeyed(*asked))
    assert stand_in_streamed(found=[Nearest(asked[0].pk, concern.pk, 0.99)], version=VERSION, now=LATER) == 0
    assert refusal(lambda: join(asked[0], concern)) == "you_left"
    regroup([asked[0], asked[5]], asked[1:3])
    assert concern_of(asked[0]) not in {None, concern}
    assert violations() == []


def test_who_left_stays_with_others_when_a_grouping_wants_them_back(state, asked):
    part(asked[0])
    more = [asked[5], *ask_many(state, 1)]
    regroup([asked[0], *more], asked[1:3], asked[3:5])
    other = concern_of(asked[0])
    assert regroup(asked[:3], more, asked[3:5], obey=False) == Report()
    assert standing(other) == keys([asked[0], *more])
    assert violations() == []


def test_the_window_is_three_working_days_from_the_telling(state):
    asked = ask_many(state, 5)
    regroup(asked)
    Membership.objects.filter(question__in=asked[:3]).update(told_at=MONDAY)
    assert part(asked[0], now=MONDAY + timedelta(days=3))
    late = MONDAY + timedelta(days=4)
    assert refusal(lambda: part(asked[1], now=late)) == "window_over"
    assert part(asked[1], person=state.gulnar, now=late)
    assert part(asked[3], now=late)  # nobody told this asker yet


def test_only_the_asker_and_who_decides_about_groups_may_say_it(state, asked):
    for stranger in (state.bolat, state.erlan, state.saule, state.farid, state.zarina, state.dana):
        assert refusal(lambda stranger=stranger: part(asked[0], person=stranger)) == "not_found"
    part(asked[0], person=state.gulnar)
    assert Decision.objects.get().by == state.gulnar
    assert entries_about(asked[0].number).last().actor_role == "signatory"
    part(asked[1], person=state.madina)
    assert entries_about(asked[1].number).last().actor_role == "coordinator"


def test_the_last_one_has_nobody_to_differ_from(asked):
    part(asked[3])
    assert refusal(lambda: part(asked[4])) == "alone"


def test_a_mistake_is_taken_back(state, asked):
    concern = part(asked[0])
    act = Decision.objects.get().act
    assert refusal(lambda: undo_decision(person=state.gulnar, act=act, now=LATER)) == "not_found"
    assert undo_decision(person=asker(asked[0]), act=act, now=LATER) == 1
    assert concern_of(asked[0]) == concern
    assert entries_about(asked[0].number).last().event == "question:rejoined"
    assert refusal(lambda: undo_decision(person=asker(asked[0]), act=act, now=LATER)) == "undone"
    assert regroup(asked[:3]) == Report()
    assert refusal(lambda: undo_decision(person=asker(asked[0]), act=uuid4(), now=LATER)) == "no_act"


def test_an_asker_joins_and_no_regrouping_tears_the_question_away(asked):
    concern = concern_of(asked[0])
    membership = join(asked[5], concern)
    assert (membership.concern, membership.how, membership.score) == (concern, "person", None)
    assert join(asked[5], concern).pk == membership.pk
    assert Decision.objects.count() == 1
    assert entries_about(asked[5].number).filter(event="question:joined").count() == 1
    with pytest.raises(DecisionViolated):
        regroup(asked[:3], asked[5:])
    regroup(asked[:3], asked[3:5], asked[5:], obey=False)
    assert concern_of(asked[5]) == concern


def test_joining_another_concern_leaves_the_first(asked):
    first, second = concern_of(asked[0]), concern_of(asked[3])
    join(asked[0], second)
    assert concern_of(asked[0]) == second
    assert standing(first) == keys(asked[1:3])
    assert PastMembership.objects.get().why == "joined"
    part(asked[0])
    assert concern_of(asked[0]) is None
    assert violations() == []
    assert refusal(lambda: join(asked[0], second)) == "you_left"
    join(asked[0], first)
    assert concern_of(asked[0]) == first


def test_who_joined_stays_when_the_question_they_joined_leaves(asked):
    concern = concern_of(asked[0])
    join(asked[5], concern)
    hub = Decision.objects.get().second
    assert hub == asked[0]
    part(hub)
    assert concern_of(asked[5]) == concern
    assert violations() == []
    tie = Decision.objects.get(kind="together", undoing=None)
    assert (tie.first, tie.second) == (asked[5], asked[1])
    regroup(asked[1:3] + asked[5:], asked[:1], asked[3:5])
    assert concern_of(asked[5]) == concern


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"stage": "declined", "outcome": "declined"}, "too_late"),
        ({"visibility": "private"}, "private"),
        ({"body": "other"}, "another_body"),
    ],
)
def test_what_may_not_join(state, asked, change, code):
    if "body" in change:
        change = {"body": state.other}
    Question.objects.filter(pk=asked[5].pk).update(**change)
    assert refusal(lambda: join(asked[5], concern_of(asked[0]))) == code


def test_joining_needs_the_asker_and_a_concern(state, asked):
    concern = concern_of(asked[0])
    number = asked[5].number

    def act(person, concern_number):
        return lambda: join_concern(person=person, number=number, concern_number=concern_number, now=LATER)

    assert refusal(act(state.bolat, concern.number)) == "not_found"
    assert refusal(act(asker(asked[5]), 0)) == "no_concern"


def test_nobody_joins_beside_one_who_left_them(asked):
    """asked[0] said it is different from asked[1]'s concern; wherever it stands, asked[1] does not follow."""
    part(asked[0])
    regroup([asked[0], asked[5]], asked[1:3], asked[3:5])
    other = Decision.objects.get().second
    assert refusal(lambda: join(other, concern_of(asked[0]))) == "kept_apart"
    assert violations() == []


def test_asking_and_joining_gives_a_receipt_of_ones_own(state, asked):
    concern = concern_of(asked[0])
    submission = Submission(key=uuid4(), text=TEXT, language="ru", source=Source.WEB)
    answer = ask_and_join(
        person=state.aigerim, submission=submission, concern_number=concern.number, now=MONDAY
    )
    question = answer.received.question
    assert answer.concern == concern_of(question) == concern
    assert question.body == concern.body
    assert question.pk not in keys(asked)
    again = ask_and_join(
        person=state.aigerim, submission=submission, concern_number=concern.number, now=MONDAY
    )
    assert (again.received.is_new, again.received.question, again.concern) == (False, question, concern)
    lost = ask_and_join(
        person=state.aigerim,
        submission=replace(submission, key=uuid4(), theme_id=state.internet.pk),
        concern_number=0,
        now=MONDAY,
    )
    assert (lost.concern, lost.refusal.code, lost.received.is_new) == (None, "no_concern", True)


def test_a_redirected_question_is_out_of_its_concern_at_once(state, asked):
    Question.objects.filter(pk=asked[0].pk).update(body=state.other)
    assert refusal(lambda: part(asked[0])) == "not_in_concern"
    stranger = ask(state, theme_id=state.roads.pk)
    assert (
        refusal(
            lambda: join_concern(
                person=state.aigerim,
                number=stranger.number,
                concern_number=concern_of(asked[1]).number,
                now=LATER,
            )
        )
        == "another_body"
    )


def test_a_redirected_question_joins_at_its_new_body_before_any_regrouping(state, asked):
    theirs = ask_many(state, 2, theme_id=state.roads.pk)
    regroup(theirs)
    old, target = concern_of(asked[0]), concern_of(theirs[0])
    Question.objects.filter(pk=asked[0].pk).update(body=state.other)
    assert join(asked[0], target).concern == target
    assert standing(old) == keys(asked[1:3])
    assert violations() == []
