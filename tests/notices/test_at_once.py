"""Two workers at the same moment, and one that is cut off in the middle: each notice once, each letter once."""

import random
import threading

import pytest
from django.db import connections, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sukhbat.notices import reactions
from sukhbat.notices.models import Cursor, Letter, Notice
from sukhbat.notices.reactions import react
from sukhbat.notices.sending import send_waiting
from tests.assignments.steps import answered
from tests.notices.helpers import number_all
from tests.people import MONDAY, ask, make_state

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def state(transactional_db):
    return make_state()


def together(act, workers=2):
    """Run the act in threads with a connection each; what each returned or raised."""
    results = [None] * workers
    start = threading.Barrier(workers)

    def run(place):
        try:
            start.wait(10)
            results[place] = act()
        except Exception as error:
            results[place] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return results


def everything():
    return sorted(Notice.objects.values_list("entry_id", "person_id", "kind"))


def drain():
    while react(now=MONDAY):
        pass


def expected(state):
    """What one undisturbed worker tells; then the slate is clean again."""
    drain()
    found, letters = everything(), Letter.objects.count()
    Letter.objects.all().delete()
    Notice.objects.all().delete()
    Cursor.objects.all().delete()
    return found, letters


def test_two_workers_tell_each_person_once(state, monkeypatch):
    monkeypatch.setattr(reactions, "BATCH", 3)
    for _ in range(4):
        answered(state)
    number_all()
    right = expected(state)

    def work():
        return sum(react(now=MONDAY) for _ in range(40))

    results = together(work, workers=3)
    drain()
    assert all(isinstance(result, int) for result in results), results
    assert (everything(), Letter.objects.count()) == right


class CutOff(BaseException):
    """The process ends here: nothing in the code may catch it."""


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10_000))
def test_whoever_is_cut_off_anywhere_loses_nothing_and_repeats_nothing(state, monkeypatch, seed):
    """The worker dies at a random write of a random round, again and again, and is started anew."""
    chance = random.Random(seed)
    Letter.objects.all().delete()
    Notice.objects.all().delete()
    Cursor.objects.all().delete()
    for _ in range(2):
        ask(state)
    answered(state)
    number_all()
    right = expected(state)
    real_insert, real_save = reactions._insert, Cursor.save

    def perhaps(act):
        def wrapped(*arguments, **named):
            if chance.random() < 0.4:
                raise CutOff
            result = act(*arguments, **named)
            if chance.random() < 0.4:
                raise CutOff
            return result

        return wrapped

    with monkeypatch.context() as patched:
        patched.setattr(reactions, "BATCH", 2)
        patched.setattr(reactions, "_insert", perhaps(real_insert))
        patched.setattr(Cursor, "save", perhaps(real_save))
        for _ in range(30):
            try:
                react(now=MONDAY)
            except CutOff:
                continue
    drain()
    assert (everything(), Letter.objects.count()) == right


def test_two_senders_send_each_letter_once(state, mailhost):
    mailhost.start(slowness=0.02)
    for _ in range(6):
        ask(state)
    number_all()
    drain()
    results = together(lambda: send_waiting(now=MONDAY), workers=2)
    assert sum(results) == 12, results
    assert min(results) > 0, "both had work"
    ids = [mail["Message-ID"] for mail in mailhost.mails()]
    assert len(ids) == 12
    assert len(set(ids)) == 12


def test_a_letter_in_other_hands_is_passed_over(state, mailhost, other_connection):
    mailhost.start()
    ask(state)
    number_all()
    drain()
    held = Letter.objects.order_by("next_try_at", "id").first()
    other = other_connection()
    other.execute("SELECT 1 FROM notices_letter WHERE id = %s FOR UPDATE", [held.pk])
    assert send_waiting(now=MONDAY) == 1
    assert [mail["Message-ID"] for mail in mailhost.mails()] != [held.message_id]
    other.rollback()
    assert send_waiting(now=MONDAY) == 1


def test_a_letter_whose_note_was_lost_is_sent_again_under_the_same_id(state, mailhost, monkeypatch):
    mailhost.start()
    ask(state)
    number_all()
    drain()
    real = Letter.save

    def lost(self, **named):
        raise CutOff

    monkeypatch.setattr(Letter, "save", lost)
    with pytest.raises(CutOff), transaction.atomic():
        send_waiting(now=MONDAY)
    monkeypatch.setattr(Letter, "save", real)
    assert Letter.objects.filter(state="waiting").count() == 2
    assert send_waiting(now=MONDAY) == 2
    ids = [mail["Message-ID"] for mail in mailhost.mails()]
    assert len(ids) == 3
    assert len(set(ids)) == 2
