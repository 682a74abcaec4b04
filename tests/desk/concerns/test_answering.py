"""An answer to all who stand in a concern, what they are told, and the way back for whose question is different."""

from datetime import date, timedelta

import pytest
from django.db import transaction

from sukhbat.answers import recipients
from sukhbat.answers.queries import answer_of, answer_to_all_of
from sukhbat.assignments.queries import open_assignment
from sukhbat.concerns import answering
from sukhbat.concerns.actions import part_question
from sukhbat.concerns.merging import merge_concerns
from sukhbat.concerns.models import Decision, Membership
from sukhbat.kernel.refusals import Refused
from sukhbat.ledger.actions import number_leaves
from sukhbat.ledger.queries import entries_about
from sukhbat.notices.letters import words_of
from sukhbat.notices.models import Letter, Notice
from sukhbat.notices.queries import notices_of
from sukhbat.notices.reactions import react
from sukhbat.questions.actions import withdraw_question
from sukhbat.questions.counters import balances
from sukhbat.questions.models import Question
from tests.assignments.steps import answered, assigned
from tests.desk.concerns.steps import asked_by_all, concern_of, drafted, seen_of, signed, waiting
from tests.people import MONDAY, ask

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def questions(state):
    return asked_by_all(state)


@pytest.fixture
def concern(questions):
    return concern_of(questions)


def code_of(call, **arguments):
    with pytest.raises(Refused) as caught:
        call(**arguments)
    return caught.value.refusal.code


def told(now=MONDAY):
    """Everybody is told of all there is."""
    with transaction.atomic():
        number_leaves(now=now, window=None)
    while react(now=now):
        pass


def test_the_list_begins_with_those_furthest_from_the_middle(state, questions, concern):
    answer = waiting(state, concern)
    rows, _more = recipients.page_of(answer, page=1)
    assert [row.question for row in rows] == questions


def test_only_what_is_in_work_at_the_body_is_listed(state, questions, concern):
    withdraw_question(person=state.aigerim, number=questions[0].number, now=MONDAY)
    assert set(answering.to_answer(concern)) == {questions[1].pk, questions[2].pk}


def test_who_parted_after_the_list_was_taken_gets_no_answer(state, questions, concern):
    waiting(state, concern)
    seen = seen_of(concern)
    part_question(person=state.bolat, number=questions[1].number, now=MONDAY)
    answer, count = answering.sign(person=state.gulnar, number=concern.number, seen=seen, now=MONDAY)
    assert count == 2
    assert [(left.fate, left.numbers) for left in recipients.report_of(answer).left] == [
        ("parted", [questions[1].number])
    ]


def test_a_draft_goes_on_in_the_concern_that_its_own_was_merged_into(state, questions, concern):
    other = concern_of([*asked_by_all(state, 2)])
    assert other.pk != concern.pk
    drafted(state, other)
    merge_concerns(person=state.gulnar, number=other.number, into=concern.number, now=MONDAY)
    assert answering.draft_to_all(concern).answer.matter == other.pk
    signed(state, concern)
    assert Question.objects.filter(stage="answered").count() == 5


def test_every_asker_is_told_in_their_language_until_when(state, questions, concern):
    type(state.bolat).objects.filter(pk=state.bolat.pk).update(language="en")
    signed(state, concern)
    told(MONDAY + DAY)
    notices = Notice.objects.filter(kind="answered_for_all")
    assert {(row.number, row.person_id, row.language) for row in notices} == {
        (questions[0].number, state.aigerim.pk, state.aigerim.language),
        (questions[1].number, state.bolat.pk, "en"),
        (questions[2].number, state.aigerim.pk, state.aigerim.language),
    }
    # Told on Tuesday: Wednesday, Thursday and Friday are the three working days.
    assert {row.params["until_on"] for row in notices} == {"2026-11-27"}
    assert answer_of(questions[1]).recipient.told_at == MONDAY + DAY
    words = words_of(Letter.objects.get(person=state.bolat, kind="answered_for_all"))
    assert "27 November 2026" in words.text
    assert "went to everyone who asked this" in words.text
    assert "талшықты" in words.text
    assert words.subject == f"Question {questions[1].shown_number}: the answer is here"


def test_officials_read_of_the_whole_act_only(state, questions, concern):
    signed(state, concern)
    told()
    officials = Notice.objects.filter(number="")
    assert {(row.kind, row.person.name) for row in officials} == {
        ("all_to_sign", "Gulnar"),
        ("all_signed", "Erlan"),
    }
    shown = notices_of(state.erlan, language="en")[0]
    assert shown.address == f"/en/desk/concerns/{concern.number}/answer/"
    letter = Letter.objects.get(kind="all_to_sign")
    assert f"/desk/concerns/{concern.number}/answer/" in words_of(letter).text


def test_mine_is_different_brings_it_back_with_its_own_due_date(state, questions, concern):
    signed(state, concern)
    told()
    mine = questions[1]
    due_on = mine.due_on
    back = answering.say_different(person=state.bolat, number=mine.number, now=MONDAY + DAY)
    assert (back.stage, back.outcome, back.answered_at, back.due_on) == ("received", "", None, due_on)
    assert back.body_id == state.ministry.pk
    assert not Membership.objects.filter(pk=mine.pk).exists()
    assert Decision.objects.get().first_id == mine.pk
    assert [entry.event for entry in entries_about(mine.number)][-2:] == [
        "question:parted",
        "question:said_different",
    ]
    assert answer_to_all_of(back).in_language("kk").text
    balance = balances("body", [state.ministry.pk])[state.ministry.pk]
    assert (balance.answered_in_writing, balance.in_work) == (2, 1)
    told(MONDAY + DAY)
    assert Notice.objects.filter(person=state.bolat, kind="back_in_work").exists()
    assert Notice.objects.filter(person=state.saule, kind="came_back").exists()


def test_a_due_date_that_passed_becomes_three_working_days(state, questions, concern):
    signed(state, concern)
    Question.objects.filter(pk=questions[1].pk).update(
        due_on=date(2026, 11, 20), registered_on=date(2026, 11, 2)
    )
    back = answering.say_different(person=state.bolat, number=questions[1].number, now=MONDAY)
    assert back.due_on == date(2026, 11, 26)
    assert back.due_calculation["term"]["kind"] == "fix_grouping"


def test_a_due_date_of_today_stays(state, questions, concern):
    signed(state, concern)
    Question.objects.filter(pk=questions[1].pk).update(
        due_on=date(2026, 11, 23), registered_on=date(2026, 11, 2)
    )
    back = answering.say_different(person=state.bolat, number=questions[1].number, now=MONDAY)
    assert back.due_on == date(2026, 11, 23)


def test_after_three_working_days_it_is_too_late(state, questions, concern):
    signed(state, concern)
    told()
    arguments = {"person": state.bolat, "number": questions[1].number}
    assert code_of(answering.say_different, now=MONDAY + 4 * DAY, **arguments) == "window_over"
    answering.say_different(now=MONDAY + 3 * DAY, **arguments)


def test_who_was_not_told_yet_has_all_days_before_them(state, questions, concern):
    signed(state, concern)
    answering.say_different(person=state.bolat, number=questions[1].number, now=MONDAY + 8 * DAY)


def test_only_the_asker_says_it_and_once(state, questions, concern):
    signed(state, concern)
    number = questions[1].number
    for person in (state.aigerim, state.gulnar, state.saule):
        assert code_of(answering.say_different, person=person, number=number, now=MONDAY) == "not_found"
    answering.say_different(person=state.bolat, number=number, now=MONDAY)
    assert code_of(answering.say_different, person=state.bolat, number=number, now=MONDAY) == "not_in_concern"


def test_before_an_answer_it_only_leaves_the_concern(state, questions, concern):
    back = answering.say_different(person=state.bolat, number=questions[1].number, now=MONDAY)
    assert back.stage == "received"
    assert not Membership.objects.filter(pk=questions[1].pk).exists()
    assert not entries_about(questions[1].number).filter(event="question:said_different").exists()


def test_who_held_it_holds_it_no_more(state):
    mine, other = assigned(state), ask(state)
    concern = concern_of([mine, other])
    signed(state, concern)
    answering.say_different(person=state.aigerim, number=mine.number, now=MONDAY)
    assert open_assignment(mine) is None


def test_an_answer_of_its_own_is_not_undone_so(state):
    single = answered(state)
    assert (
        code_of(answering.say_different, person=state.aigerim, number=single.number, now=MONDAY)
        == "not_to_all"
    )
