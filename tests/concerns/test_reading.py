"""What desks and askers read of concerns: lists by people, why a question stands here, acts, kin, who is to be told."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from sukhbat.concerns.actions import part_question
from sukhbat.concerns.counting import count_changed
from sukhbat.concerns.listing import called_of, concern_numbers, concerns_of_body, earliest_due
from sukhbat.concerns.merging import merge_concerns
from sukhbat.concerns.models import Concern, Label, Membership
from sukhbat.concerns.proposing import propose_merge
from sukhbat.concerns.reasons import (
    acts_about,
    kin_of,
    led_to,
    members,
    open_proposals,
    own_parting,
    why_here,
)
from sukhbat.concerns.regrouping import Grouped, apply_grouping
from sukhbat.concerns.rules import Facet
from sukhbat.concerns.splitting import split_concern
from sukhbat.concerns.telling import note_told, to_tell
from sukhbat.concerns.undoing import undo_decision
from sukhbat.questions.models import Question
from tests.concerns.steps import VERSION, ask_many, asker, concern_of, regroup
from tests.people import MONDAY, ask

pytestmark = pytest.mark.django_db
LATER = MONDAY + timedelta(hours=2)


@pytest.fixture
def asked(state):
    """Two people with three questions, and three people with three."""
    asked = ask_many(state, 2)
    asked.append(ask(state, person=asker(asked[0])))
    asked += ask_many(state, 3)
    regroup(asked[:3], asked[3:])
    return asked


def listed(state, **options):
    rows, more = concerns_of_body(state.ministry.pk, language="kk", **options)
    return [row.concern for row in rows], more


def test_a_bodys_concerns_go_by_people(state, asked, django_assert_num_queries):
    first, second = concern_of(asked[0]), concern_of(asked[3])
    count_changed(now=MONDAY)
    with django_assert_num_queries(6):
        rows, more = concerns_of_body(state.ministry.pk, language="kk")
    assert ([row.concern for row in rows], more) == ([second, first], False)
    assert [(row.count.people, row.count.questions, row.voices) for row in rows] == [(3, 3, 0), (2, 3, 1)]
    assert rows[0].cells[Facet.LANGUAGE] == {"kk": 3}
    assert rows[1].called.question == asked[0].pk
    assert concern_numbers(state.ministry.pk) == (2, 2)
    assert listed(state, limit=1) == ([second], True)
    assert listed(state, limit=1, page=2) == ([first], False)
    assert concerns_of_body(state.other.pk, language="kk") == ([], False)


def test_numbers_of_the_list_are_exact_before_they_are_counted_again(state, asked):
    count_changed(now=MONDAY)
    regroup(asked[:2], asked[2:], obey=False)
    rows, _more = concerns_of_body(state.ministry.pk, language="kk")
    assert {row.concern: row.count.people for row in rows} == {
        concern_of(asked[0]): 2,
        concern_of(asked[3]): 4,
    }


def test_only_those_in_work_when_asked_for(state, asked):
    Question.objects.filter(pk__in=[one.pk for one in asked[:3]]).update(
        stage="answered", outcome="answered_in_writing", answered_at=MONDAY
    )
    count_changed(now=MONDAY)
    assert listed(state, in_work=True)[0] == [concern_of(asked[3])]
    assert earliest_due(concern_of(asked[0]).pk) is None
    assert earliest_due(concern_of(asked[3]).pk) == min(one.due_on for one in asked[3:])


def test_a_label_counts_while_its_question_stands_there(asked):
    concern = concern_of(asked[0])
    for language, question in (("ru", asked[1]), ("kk", asked[2])):
        Label.objects.create(
            concern=concern, language=language, question=question, keywords=["интернет"], at=MONDAY
        )
    assert called_of([concern.pk], language="ru")[concern.pk].question == asked[1].pk
    assert called_of([concern.pk], language="kk")[concern.pk].question == asked[2].pk
    part_question(person=asker(asked[1]), number=asked[1].number, now=LATER)
    assert called_of([concern.pk], language="ru")[concern.pk].question == asked[2].pk
    part_question(person=asker(asked[2]), number=asked[2].number, now=LATER)
    assert called_of([concern.pk, uuid4()], language="ru")[concern.pk].question == asked[0].pk


def test_why_a_question_stands_here(state, asked):
    first, second = concern_of(asked[0]), concern_of(asked[3])
    why = why_here(asked[0])
    assert (why.concern, why.how, why.score, why.version) == (first, "bulk", 0.8, VERSION)
    assert (why.told_at, why.part_until, why.merged) == (None, None, None)
    note_told([(asked[0].pk, first.pk)], now=MONDAY)
    assert why_here(asked[0]).part_until == date(2026, 11, 26)
    merge_concerns(person=state.gulnar, number=first.number, into=second.number, now=LATER)
    why = why_here(asked[0])
    assert (why.concern, why.merged, why.how, why.told_at) == (second, first, "person", None)
    assert why_here(ask(state)) is None


def test_outliers_come_first_for_a_check(asked):
    scores = (0.9, 0.5, 0.7)
    Membership.objects.all().delete()
    grouped = [Grouped(one.pk, 1, score) for one, score in zip(asked[:3], scores, strict=True)]
    apply_grouping(grouped=grouped, version=VERSION, now=MONDAY)
    concern = concern_of(asked[0])
    rows, more = members(concern, outliers=True, limit=2)
    assert ([row.question for row in rows], more) == ([asked[1], asked[2]], True)
    assert [row.question for row in members(concern, page=2, limit=2)[0]] == [asked[0]]


def test_acts_are_told_with_what_became_of_them(state, asked, django_assert_num_queries):
    first, second = concern_of(asked[0]), concern_of(asked[3])
    part_question(person=asker(asked[0]), number=asked[0].number, now=MONDAY)
    numbers = [one.number for one in asked[3:5]]
    split_concern(person=state.gulnar, concern_number=second.number, numbers=numbers, now=MONDAY)
    merge_concerns(person=state.madina, number=first.number, into=second.number, now=LATER)
    with django_assert_num_queries(3):
        acts = acts_about(second)
    assert [(act.what, act.role, act.questions, act.other) for act in acts] == [
        ("merge", "coordinator", 0, first),
        ("split", "signatory", 2, None),
        ("part", "citizen", 1, None),
    ]
    assert acts[2].by_id is None
    assert own_parting(asked[0]).act == acts[2].act
    undo_decision(person=state.madina, act=acts[0].act, now=LATER)
    assert [act.is_undone for act in acts_about(second)] == [True, False]
    undo_decision(person=asker(asked[0]), act=acts[2].act, now=LATER)
    assert own_parting(asked[0]) is None


def test_kin_are_concerns_of_other_bodies(state, asked):
    theirs = ask_many(state, 2, theme_id=state.roads.pk)
    regroup(asked[:3], asked[3:], theirs)
    ours, other = concern_of(asked[0]), concern_of(theirs[0])
    merge_concerns(person=state.madina, number=ours.number, into=other.number, now=MONDAY)
    assert (kin_of(ours), kin_of(other)) == ([other], [ours])
    merge_concerns(person=state.madina, number=ours.number, into=concern_of(asked[3]).number, now=LATER)
    assert kin_of(other) == kin_of(Concern.objects.get(pk=other.pk)) == [concern_of(asked[0])]


def test_an_ended_concern_leads_to_where_most_of_it_went(asked):
    first, second = concern_of(asked[0]), concern_of(asked[3])
    regroup([*asked[:2], *asked[3:]], asked[2:3], now=LATER)
    gone, alive = (first, second) if concern_of(asked[0]) == second else (second, first)
    assert led_to(gone) == alive
    regroup(*([one] for one in asked), now=LATER)
    assert led_to(gone) is None


def test_open_proposals_of_the_bodies(state, asked):
    first, second = concern_of(asked[0]), concern_of(asked[3])
    proposal = propose_merge(
        person=state.erlan, number=first.number, into=second.number, reason="Екеуі бір мәселе.", now=MONDAY
    )
    assert open_proposals([state.ministry.pk]) == [proposal]
    assert open_proposals([state.other.pk]) == []


def test_askers_are_told_once_of_where_they_stand(asked):
    assert to_tell(now=MONDAY) == []
    waiting = to_tell(now=LATER)
    assert [question for question, _concern in waiting] == [one.pk for one in asked]
    regroup(asked[:2], asked[2:], now=LATER)
    assert note_told(waiting, now=LATER) == 5
    assert to_tell(now=LATER + timedelta(hours=2)) == [(asked[2].pk, concern_of(asked[3]).pk)]
    assert note_told(waiting, now=LATER) == 0
