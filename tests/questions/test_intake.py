"""Receiving a question: done, refused, twice, and what the log and the counters say."""

from datetime import date
from uuid import uuid4

import pytest

from sukhbat.kernel.refusals import Refused
from sukhbat.ledger.queries import entries_about
from sukhbat.questions.counters import balances, fold, recount, total_balance
from sukhbat.questions.models import Question
from sukhbat.questions.rules import Balance
from tests.people import MONDAY, ask, make_conference

pytestmark = pytest.mark.django_db


def test_a_question_gets_a_body_and_a_due_date_at_once(state):
    question = ask(state)
    assert question.body == state.ministry
    assert question.routed_by == "theme_default"
    assert question.due_on == date(2026, 12, 14)
    assert question.visibility == "pending"


def test_its_entry_stands_in_the_log_without_words_or_names(state):
    question = ask(state)
    entry = entries_about(question.number).get()
    assert entry.event == "question:received"
    assert entry.facts["body"] == "min-digital"
    assert entry.facts["due_on"] == "2026-12-14"
    assert len(entry.digest) == 64
    assert question.text not in str(entry.content())


def test_a_second_press_finds_the_first_question(state):
    key = uuid4()
    assert ask(state, key=key) == ask(state, key=key)
    assert Question.objects.count() == 1
    assert entries_about(Question.objects.get().number).count() == 1


def test_another_person_with_the_same_key_gets_nothing_of_the_first(state):
    key = uuid4()
    ask(state, key=key)
    with pytest.raises(Refused):
        ask(state, key=key, person=state.bolat)


@pytest.mark.parametrize(
    ("text", "code"), [("", "too_short"), ("я" * 4_001, "too_long"), ("1234567890!", "no_letters")]
)
def test_only_length_refuses_a_text(state, text, code):
    with pytest.raises(Refused) as caught:
        ask(state, text=text)
    assert caught.value.refusal.code == code
    assert Question.objects.count() == 0


def test_personal_data_never_reaches_the_public_row(state):
    question = ask(state, text="Менің нөмірім +7 701 123 45 67, қашан жауап бересіздер?")
    assert "701" not in Question.objects.get(pk=question.pk).text


def test_a_private_person_never_reaches_the_public_row(state):
    question = ask(state, text="Мою дочь Оспанову Айшу Болатовну, 12.05.2016, бьют в школе № 8, куда идти?")
    assert question.text == "Мою дочь ▒▒▒▒, ▒▒▒▒, бьют в школе № 8, куда идти?"


def test_a_competence_names_the_body_before_the_default(state):
    question = ask(state, theme_id=state.roads.pk, region_id=state.abai.pk)
    assert (question.body, question.routed_by) == (state.akimat, "competence")


def test_a_conference_question_is_counted_from_the_announced_end(state):
    conference = make_conference(state)
    question = ask(state, conference=conference)
    assert question.registered_on == conference.terms_start_on == date(2026, 11, 26)


def test_a_closed_conference_refuses_and_says_so(state):
    conference = make_conference(state, ends_at=MONDAY, starts_at=MONDAY.replace(hour=1))
    with pytest.raises(Refused) as caught:
        ask(state, conference=conference)
    assert caught.value.refusal.code == "intake_closed"


def test_the_balance_is_exact_before_and_after_folding(state):
    conference = make_conference(state)
    for _ in range(3):
        ask(state, conference=conference)
    ask(state)
    expected = Balance(received=4, in_work=4)
    assert total_balance() == expected
    assert fold() > 0
    assert total_balance() == expected
    assert balances("conference", [conference.pk])[conference.pk] == Balance(received=3, in_work=3)
    assert recount() == []
