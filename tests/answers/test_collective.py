"""One answer to all who asked the same: who writes, who signs, who gets it, and what the log binds."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from sukhbat.answers import recipients
from sukhbat.answers.actions import hand_over, sign_answer
from sukhbat.answers.collective import (
    fingerprint_of,
    hand_over_for_all,
    return_for_all,
    take_back_for_all,
    take_list_anew,
    tick,
)
from sukhbat.answers.models import Answer, Recipient
from sukhbat.answers.queries import answer_of, answers_of, draft_of, latest_rows, written
from sukhbat.answers.rules import Fate
from sukhbat.answers.signing_for_all import sign_for_all
from sukhbat.assignments.actions import assign_question
from sukhbat.bodies.rules import Role
from sukhbat.kernel.refusals import Refused
from sukhbat.ledger.models import Entry
from sukhbat.ledger.queries import entries_about
from sukhbat.ledger.rules import content_digest
from sukhbat.questions.actions import withdraw_question
from sukhbat.questions.counters import balances
from tests.answers.collective_steps import RUSSIAN, drafted, listed, matter_of
from tests.assignments.steps import TEXT, answered, assigned, draft, handed_over, redirected
from tests.people import MONDAY, appoint, ask

pytestmark = pytest.mark.django_db


@pytest.fixture
def matter(state):
    return matter_of(state)


def seen_of(answer):
    return fingerprint_of(written(answer), recipients.choices_of(answer))


def sign(state, matter, answer, *, person=None, seen=None, standing=set, now=MONDAY):
    return sign_for_all(
        person=person or state.gulnar,
        matter=matter,
        standing=standing,
        seen=seen or seen_of(answer),
        now=now,
    )


def code_of(call, **arguments):
    with pytest.raises(Refused) as caught:
        call(**arguments)
    return caught.value.refusal.code


def test_one_signature_answers_all_of_them_also_those_nobody_held(state, matter):
    questions = [ask(state), assigned(state), ask(state, person=state.bolat)]
    due = [question.due_on for question in questions]
    signed, count = sign(state, matter, listed(state, matter, questions))
    for question in questions:
        question.refresh_from_db()
    assert count == 3
    assert {(q.stage, q.outcome, q.answered_at, q.version) for q in questions} <= {
        ("answered", "answered_in_writing", MONDAY, version) for version in (2, 3)
    }
    assert [question.due_on for question in questions] == due
    found = answers_of([question.pk for question in questions])
    assert {found[q.pk].answer for q in questions} == {signed}
    assert found[questions[0].pk].in_language("kk").text == TEXT
    balance = balances("body", [state.ministry.pk])[state.ministry.pk]
    assert (balance.answered_in_writing, balance.in_work) == (3, 0)
    assert balance.closes


def test_each_question_has_one_entry_that_binds_its_number_and_the_texts(state, matter):
    questions = [ask(state), ask(state)]
    signed, _count = sign(state, matter, listed(state, matter, questions))
    found = answers_of([question.pk for question in questions])
    for question in questions:
        entry = entries_about(question.number).get(event="answer:signed_for_all")
        assert entry.pk == found[question.pk].entry_id
        assert entry.digest == content_digest(found[question.pk].salt, *found[question.pk].parts())
        assert entry.facts == {
            "body": "min-digital",
            "matter": "concern/7",
            "languages": ["kk"],
            "binding": "kk",
            "due_on": "2026-12-14",
        }
    act = Entry.objects.get(subject="concern/7", event="collective_answer:signed")
    assert act.pk == signed.entry_id
    assert act.facts["questions"] == 2
    assert act.digest == content_digest(bytes(signed.salt), *found[questions[0].pk].text_parts())
    assert found[questions[0].pk].parts() != found[questions[1].pk].parts()


def test_who_was_unticked_or_left_meanwhile_is_reported_and_untouched(state, matter):
    going, unticked, back, own, gone, ended, apart = (ask(state) for _n in range(7))
    questions = [going, unticked, back, own, gone, ended, apart]
    answer = listed(state, matter, questions)
    shown = {question.pk for question in questions}
    tick(person=state.gulnar, matter=matter, shown=shown, ticked=shown - {unticked.pk}, now=MONDAY)
    seen = seen_of(answer)
    withdraw_question(person=state.aigerim, number=back.number, now=MONDAY)
    redirected(state, gone)
    appoint(state.gulnar, Role.EXECUTOR, state.ministry)
    assign_question(person=state.saule, number=own.number, executor_id=state.gulnar.pk, now=MONDAY)
    type(ended).objects.filter(pk=ended.pk).update(stage="declined", outcome="declined")
    signed, count = sign(state, matter, answer, seen=seen, standing=lambda ids: set(ids) - {apart.pk})
    report = recipients.report_of(signed)
    assert (count, report.answered) == (1, 1)
    assert {(left.fate, left.count, tuple(left.numbers)) for left in report.left} == {
        (Fate.UNTICKED, 1, (unticked.number,)),
        (Fate.WITHDRAWN, 1, (back.number,)),
        (Fate.ELSEWHERE, 1, (gone.number,)),
        (Fate.OWN, 1, (own.number,)),
        (Fate.ENDED, 1, (ended.number,)),
        (Fate.PARTED, 1, (apart.number,)),
    }
    assert set(answers_of(shown)) == {going.pk}
    for question, stage in ((unticked, "received"), (apart, "received"), (own, "assigned")):
        question.refresh_from_db()
        assert question.stage == stage


@pytest.mark.parametrize("name", ["saule", "farid", "zarina", "madina", "dana", "aigerim", "erlan"])
def test_only_a_signatory_of_the_body_signs(state, matter, name):
    answer = listed(state, matter, [ask(state)])
    person = getattr(state, name)
    assert code_of(lambda: sign(state, matter, answer, person=person)) == "not_signatory"


def test_who_wrote_a_part_does_not_sign_nor_tick(state, matter):
    appoint(state.erlan, Role.SIGNATORY, state.ministry)
    question = ask(state)
    answer = listed(state, matter, [question])
    assert code_of(lambda: sign(state, matter, answer, person=state.erlan)) == "own_answer"
    arguments = {"person": state.erlan, "matter": matter, "now": MONDAY}
    assert code_of(tick, shown={question.pk}, ticked=set(), **arguments) == "own_answer"
    assert code_of(take_list_anew, questions=[question.pk], **arguments) == "own_answer"


@pytest.mark.parametrize("name", ["saule", "timur", "gulnar", "madina", "aigerim"])
def test_only_an_executor_of_the_body_writes(state, matter, name):
    state.people["erlan"] = getattr(state, name)
    assert code_of(drafted, state=state, matter=matter) == "not_executor"


def test_another_list_or_another_text_is_not_signed(state, matter):
    questions = [ask(state), ask(state)]
    answer = listed(state, matter, questions)
    seen = seen_of(answer)
    arguments = {"person": state.gulnar, "matter": matter, "now": MONDAY}
    tick(shown={questions[0].pk}, ticked=set(), **arguments)
    assert code_of(lambda: sign(state, matter, answer, seen=seen)) == "changed"
    tick(shown={questions[0].pk}, ticked={questions[0].pk}, **arguments)
    take_list_anew(questions=[question.pk for question in [*questions, ask(state)]], **arguments)
    assert code_of(lambda: sign(state, matter, answer, seen=seen)) == "changed"
    take_list_anew(questions=[question.pk for question in questions], **arguments)
    return_for_all(reason="Мерзімін жазыңыз.", **arguments)
    assert code_of(lambda: sign(state, matter, answer, seen=seen)) == "not_for_signature"
    assert not entries_about(questions[0].number).filter(event="answer:signed_for_all").exists()


def test_who_was_unticked_stays_so_in_a_list_taken_anew(state, matter):
    first, second, third = (ask(state) for _n in range(3))
    answer = listed(state, matter, [first, second])
    arguments = {"person": state.gulnar, "matter": matter, "now": MONDAY}
    tick(shown={second.pk}, ticked=set(), **arguments)
    take_list_anew(questions=[third.pk, second.pk, first.pk], **arguments)
    rows, has_more = recipients.page_of(answer, page=1)
    assert [(row.question, row.is_chosen) for row in rows] == [(third, True), (second, False), (first, True)]
    assert not has_more
    assert recipients.size_of(answer) == recipients.Size(3, 2, {"kk": 2})


def test_a_text_is_asked_for_in_the_languages_of_the_askers(state, matter):
    in_kazakh = ask(state)
    type(in_kazakh).objects.filter(pk=in_kazakh.pk).update(language="en")
    drafted(state, matter, ru=RUSSIAN)
    arguments = {"person": state.erlan, "matter": matter, "questions": [in_kazakh.pk], "now": MONDAY}
    assert code_of(hand_over_for_all, **arguments) == "incomplete"
    drafted(state, matter, ru=RUSSIAN, kk=TEXT)
    hand_over_for_all(**arguments)


def test_an_empty_list_is_no_list(state, matter):
    drafted(state, matter)
    arguments = {"person": state.erlan, "matter": matter, "questions": [], "now": MONDAY}
    assert code_of(hand_over_for_all, **arguments) == "empty_list"


def test_it_is_taken_back_and_signed_once(state, matter):
    question = ask(state)
    answer = listed(state, matter, [question])
    take_back_for_all(person=state.erlan, matter=matter, now=MONDAY)
    assert code_of(lambda: sign(state, matter, answer)) == "not_for_signature"
    hand_over_for_all(person=state.erlan, matter=matter, questions=[question.pk], now=MONDAY)
    sign(state, matter, answer)
    assert code_of(lambda: sign(state, matter, answer)) == "not_for_signature"


def test_a_draft_of_ones_own_gives_way(state, matter):
    question = handed_over(state)
    sign(state, matter, listed(state, matter, [question]))
    question.refresh_from_db()
    assert draft_of(question).answer.state == "drafting"
    assert code_of(sign_answer, person=state.gulnar, number=question.number, now=MONDAY) == "wrong_stage"
    assert answer_of(question).recipient.question == question


def test_the_last_answer_of_a_question_counts(state, matter):
    later = MONDAY + timedelta(hours=1)
    question = ask(state)
    sign(state, matter, listed(state, matter, [question]), now=MONDAY)
    type(question).objects.filter(pk=question.pk).update(stage="received", outcome="")
    own = answered_later(state, question, now=later)
    assert answer_of(question).answer == own
    assert answer_of(question).recipient is None


def answered_later(state, question, *, now):
    assign_question(person=state.saule, number=question.number, executor_id=state.erlan.pk, now=now)
    draft(state, question, now=now)
    hand_over(person=state.erlan, number=question.number, now=now)
    return sign_answer(person=state.gulnar, number=question.number, now=now)


@pytest.mark.parametrize(
    "change",
    [
        lambda answer: Recipient.objects.filter(answer=answer).update(is_chosen=False),
        lambda answer: Recipient.objects.filter(answer=answer).delete(),
        lambda answer: Recipient.objects.filter(answer=answer).update(fate="", salt=None, entry_id=None),
        lambda answer: Answer.objects.filter(pk=answer.pk).update(binding="ru"),
    ],
    ids=["untick", "delete", "open again", "binding"],
)
def test_the_database_itself_keeps_who_got_it(state, matter, change):
    signed, _count = sign(state, matter, listed(state, matter, [ask(state)]))
    with pytest.raises(DatabaseError, match="cannot change"), transaction.atomic():
        change(signed)


def test_the_database_itself_keeps_the_list_whole(state, matter):
    signed, _count = sign(state, matter, listed(state, matter, [ask(state)]))
    with pytest.raises(DatabaseError, match="cannot change"), transaction.atomic():
        Recipient.objects.create(answer=signed, question=ask(state), place=2)
    single = answered(state)
    with pytest.raises(DatabaseError, match="cannot change"), transaction.atomic():
        Recipient.objects.create(answer=answer_of(single).answer, question=ask(state), place=1)


def test_that_an_asker_was_told_is_noted_once(state, matter):
    question = ask(state)
    sign(state, matter, listed(state, matter, [question]))
    entry = answer_of(question).entry_id
    assert recipients.note_told([entry], now=MONDAY) == 1
    assert recipients.note_told([entry], now=MONDAY + timedelta(days=1)) == 0
    assert answer_of(question).recipient.told_at == MONDAY


def test_lists_read_many_answers_in_few_queries(state, matter, django_assert_num_queries):
    questions = [ask(state) for _n in range(3)]
    sign(state, matter, listed(state, matter, questions))
    single = answered(state)
    with django_assert_num_queries(4):
        found = answers_of([question.pk for question in [*questions, single]])
    assert len(found) == 4


def test_an_answer_to_all_stands_once_among_the_latest(state, matter):
    earlier = answered(state, now=MONDAY - timedelta(hours=2))
    questions = [ask(state) for _n in range(5)]
    sign(state, matter, listed(state, matter, questions))
    type(earlier).objects.update(visibility="public")
    rows = latest_rows(limit=3)
    assert len(rows) == 2
    assert rows[0].id in {question.pk for question in questions}
    assert rows[1].id == earlier.pk
