"""A question that is on its way while its asker is erased: it is found, or it is not taken in any more."""

from threading import Event, Thread
from time import sleep

import pytest
from django.db import connection, transaction

from sukhbat.kernel.refusals import Refused
from sukhbat.questions import taking_in
from sukhbat.questions.erasure import erase_person
from sukhbat.questions.models import Question, QuestionPrivate
from tests.people import MONDAY, ask

real = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def in_a_thread(work) -> Thread:
    def run() -> None:
        try:
            work()
        finally:
            connection.close()

    thread = Thread(target=run)
    thread.start()
    return thread


@real
def test_erasing_waits_for_a_question_that_is_being_taken_in_and_finds_it(state, monkeypatch):
    looked, go_on, store = Event(), Event(), taking_in.store

    def slowly(batch):
        looked.set()
        assert go_on.wait(10)
        return store(batch)

    monkeypatch.setattr(taking_in, "store", slowly)
    asking = in_a_thread(lambda: ask(state, text="Менің атым Айгерім, көшеде жарық қашан болады?"))
    assert looked.wait(10)
    erasing = in_a_thread(lambda: erase_person(person=state.aigerim, now=MONDAY))
    sleep(0.5)
    assert erasing.is_alive()
    go_on.set()
    asking.join(10)
    erasing.join(10)
    private = QuestionPrivate.objects.get()
    assert (private.original, private.author_id) == ("", None)


@real
def test_a_question_that_comes_while_its_asker_is_erased_is_refused(state):
    refused: list[str] = []

    def late() -> None:
        try:
            ask(state)
        except Refused as error:
            refused.append(error.refusal.code)

    with transaction.atomic():
        erase_person(person=state.aigerim, now=MONDAY)
        asking = in_a_thread(late)
        sleep(0.5)
        assert asking.is_alive()
    asking.join(10)
    assert refused == ["sign_in"]
    assert not Question.objects.exists()
