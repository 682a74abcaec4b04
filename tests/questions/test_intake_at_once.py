"""What happens when two arrive together: a double press, a drawn number, the last second of intake."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connection

from sukhbat.kernel.refusals import Refused
from sukhbat.ledger.models import Entry
from sukhbat.questions import intake
from sukhbat.questions.counters import fold, recount, total_balance
from sukhbat.questions.models import Question
from tests.people import MONDAY, ask, make_conference

AT_ONCE = 8


def together(work, count: int = AT_ONCE) -> list:
    """Run ``work(i)`` in threads that start at one moment, each with a connection of its own."""
    gate = Barrier(count)

    def one(i: int):
        try:
            gate.wait()
            return work(i)
        finally:
            connection.close()

    with ThreadPoolExecutor(count) as threads:
        return list(threads.map(one, range(count)))


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_one_key_pressed_eight_times_is_one_question(state):
    key = uuid4()
    questions = together(lambda _: ask(state, key=key))
    assert len({question.pk for question in questions}) == 1
    assert Question.objects.count() == 1
    assert Entry.objects.filter(subject=questions[0].number).count() == 1


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_many_at_once_all_arrive_and_the_counters_agree_while_they_are_folded(state):
    def work(i: int):
        question = ask(state, text=f"Сұрақ {i}: ауылға су қашан келеді?")
        fold_in_between()
        return question

    questions = together(work)
    assert len({question.number for question in questions}) == AT_ONCE
    assert total_balance().received == AT_ONCE
    assert recount() == []


def fold_in_between() -> None:
    from django.db import transaction

    with transaction.atomic():
        fold()


@pytest.mark.django_db
def test_a_number_drawn_twice_is_drawn_again(state, monkeypatch):
    first = ask(state)
    draws = iter([first.number, first.number, "0000000Z0"])
    monkeypatch.setattr(intake, "new_number", lambda: next(draws))
    assert ask(state).number == "0000000Z0"


@pytest.mark.django_db
def test_the_moment_of_arrival_decides_the_last_second(state):
    conference = make_conference(state)
    just_before = conference.ends_at - timedelta(microseconds=1)
    assert ask(state, conference=conference, now=just_before).conference == conference
    with pytest.raises(Refused) as caught:
        ask(state, conference=conference, now=conference.ends_at)
    assert caught.value.refusal.code == "intake_closed"


@pytest.mark.django_db
def test_a_second_press_after_the_end_still_finds_the_receipt(state):
    conference, key = make_conference(state), uuid4()
    first = ask(state, conference=conference, key=key)
    late = conference.ends_at + timedelta(hours=1)
    assert ask(state, conference=conference, key=key, now=late) == first


@pytest.mark.django_db
@pytest.mark.parametrize(
    "text",
    [
        "\x00Сұрақ\x00 бар ма екен?",
        "Сұрақ \ud800 бар ма екен?",
        "а\u202eбвгдежзик",
        "Z͑ͫ" + "\u0351" * 500 + "algo мәтін сұрақ",
    ],
)
def test_a_strange_text_is_cleaned_not_refused(state, text):
    assert ask(state, text=text, now=MONDAY).text
