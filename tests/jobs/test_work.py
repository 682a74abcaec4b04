"""What single loops do: catching up with the log, making partitions, tidying, asserting the balance."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import DatabaseError, connection, transaction

from sukhbat.jobs import work
from sukhbat.kernel import clock
from sukhbat.kernel.limits import Limit, hit
from sukhbat.kernel.loops import note_run
from sukhbat.kernel.models import Bucket
from sukhbat.kernel.partitions import first_id
from sukhbat.ledger.models import Entry, Leaf
from sukhbat.notices.models import Letter
from sukhbat.questions.models import Draft, Tally
from tests.notices.helpers import tell
from tests.people import MONDAY, ask

pytestmark = pytest.mark.django_db


def entry(moment):
    """An entry whose id was made at a moment."""
    key = first_id(moment)
    return Entry.objects.create(
        id=key, at=moment, event="question:published", subject="x", actor_role="system", facts={}, action=key
    )


def test_the_first_round_numbers_everything_and_the_next_only_what_is_fresh():
    now = clock.now()
    old = entry(now - timedelta(days=3))
    numbering = work.Numbering()
    assert numbering(now) == 1
    entry(now - timedelta(days=2))
    assert numbering(now + timedelta(seconds=1)) == 0, "older than an hour: for the nightly pass"
    assert work.number_all_leaves(now) == 1
    assert Leaf.objects.filter(entry_id=old.id).get().index == 0


def test_after_a_silence_the_numbering_looks_back_as_far_as_it_lasted():
    now = clock.now()
    note_run(work.NUMBERING, now=now - timedelta(hours=9), done=0)
    entry(now - timedelta(hours=8))
    assert work.Numbering()(now) == 1


def test_partitions_are_made_ahead_with_their_guard():
    assert work.make_partitions(datetime(2040, 5, 1, tzinfo=UTC)) == 10
    assert work.make_partitions(datetime(2040, 5, 1, tzinfo=UTC)) == 0
    entry(datetime(2040, 6, 1, tzinfo=UTC))
    with pytest.raises(DatabaseError, match="cannot be changed"), transaction.atomic():
        connection.cursor().execute("TRUNCATE ledger_entry_2040_q2")
    with pytest.raises(DatabaseError, match="cannot be changed"), transaction.atomic():
        Entry.objects.filter(subject="x").delete()


def test_tidying_removes_what_has_outlived_its_use(state):
    now = MONDAY + timedelta(days=60)
    ask(state)
    tell()
    Letter.objects.filter(person=state.aigerim).update(state="sent")
    for moment in (MONDAY, now):
        hit(Limit("x", 5, 60), "someone", now=moment)
        Draft.objects.create(secret_hash="", key=first_id(moment), created_at=moment, touched_at=moment)
        Session.objects.create(
            session_key=f"{moment:%d%m}", session_data="", expire_date=moment + timedelta(14)
        )
    assert work.tidy(now) == 4
    assert Letter.objects.get().person == state.saule, "a letter that still waits stays"
    assert (Bucket.objects.count(), Draft.objects.count(), Session.objects.count()) == (1, 1, 1)


def test_a_broken_balance_is_a_failure_in_words(state):
    ask(state)
    work.fold_counters(MONDAY)
    assert work.assert_balances(MONDAY) == 0
    Tally.objects.filter(scope="all", facet="bucket").update(n=7)
    with pytest.raises(work.BalanceBrokenError, match="counters say 7, questions say 1"):
        work.assert_balances(MONDAY)
