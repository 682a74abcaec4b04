"""Lanes: a failure stays with its loop, is kept without anyone's words, and ends when the loop works again."""

import threading
import time

import pytest
from django.db import IntegrityError, connection

from sukhbat.jobs.runner import run_lane
from sukhbat.jobs.timetable import Lane, Loop, loops
from sukhbat.jobs.work import BalanceBrokenError
from sukhbat.kernel.loops import loop_runs
from sukhbat.kernel.models import LoopRun

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def run_for(seconds, *found):
    """Run a lane in a thread of its own for so long."""
    stop = threading.Event()
    thread = threading.Thread(target=run_lane, args=(found, stop))
    thread.start()
    time.sleep(seconds)
    stop.set()
    thread.join(5)
    assert not thread.is_alive()


def test_a_loop_that_fails_does_not_stop_its_neighbour():
    calls = []

    def fails(now):
        calls.append("fails")
        raise IntegrityError("Key (email)=(aigerim@example.kz) already exists")

    def works(now):
        calls.append("works")
        return 2

    run_for(1.5, Loop("fails", 0.1, fails, Lane.LOG), Loop("works", 0.1, works, Lane.LOG))
    assert calls.count("works") > calls.count("fails") >= 2, "a failing loop waits longer each time"
    row = LoopRun.objects.get(name="fails")
    assert row.failure == "IntegrityError"
    assert row.failed_at is not None
    assert LoopRun.objects.get(name="works").failure == ""


def test_our_own_errors_keep_their_words_and_a_success_clears_them():
    outcomes = [BalanceBrokenError("counter: all bucket=in_work: counters say 2, questions say 3")]

    def loop(now):
        if outcomes:
            raise outcomes.pop()
        return 1

    run_for(0.1, Loop("balances", 0.2, loop, Lane.CHECKS))
    assert "counters say 2, questions say 3" in LoopRun.objects.get(name="balances").failure
    run_for(0.3, Loop("balances", 0.2, loop, Lane.CHECKS))
    row = LoopRun.objects.get(name="balances")
    assert (row.failure, row.done) == ("", 1)
    assert row.failed_at is not None, "when it last failed stays to be seen"


def test_a_full_batch_is_followed_at_once():
    calls = []

    def loop(now):
        calls.append(now)
        return 10 if len(calls) < 5 else 0

    run_for(0.4, Loop("full", 60, loop, Lane.LOG, full=10))
    assert len(calls) == 5


def test_a_transaction_left_open_does_not_reach_the_next_loop():
    seen = []

    def leaves_one_open(now):
        connection.set_autocommit(False)
        LoopRun.objects.create(name="half", ran_at=now)
        raise RuntimeError

    def looks(now):
        seen.append(connection.get_autocommit())
        return 0

    run_for(0.5, Loop("open", 60, leaves_one_open, Lane.LOG), Loop("looks", 0.1, looks, Lane.LOG))
    assert set(seen) == {True}
    assert not LoopRun.objects.filter(name="half").exists()


def test_the_timetable_names_each_loop_once():
    names = [loop.name for loop in loops(lambda: False)]
    assert len(names) == len(set(names)) > 12
    assert list(loop_runs()) == []
