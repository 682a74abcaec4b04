"""The log cannot be changed, entries live and die with their transaction, and the order is dense."""

import pytest
from django.db import DatabaseError, connection, transaction

from sukhbat.ledger.actions import number_leaves, record
from sukhbat.ledger.models import Entry, Leaf
from sukhbat.ledger.queries import entries_about, entries_after, last_index, person_behind
from sukhbat.ledger.rules import SYSTEM, Actor
from sukhbat.questions.events import QuestionPublished
from tests.people import MONDAY, make_person

COLUMNS = "id, at, event, subject, actor_role, digest, facts, action"


def write(subject: str = "7K3MQ2XD5", actor: Actor = SYSTEM) -> Entry:
    return record(event=QuestionPublished(by_time=True), subject=subject, actor=actor, now=MONDAY)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change", ["UPDATE ledger_entry SET subject = 'x'", "DELETE FROM ledger_entry", "TRUNCATE ledger_entry"]
)
def test_entries_cannot_be_changed_or_removed(change):
    write()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)
    assert Entry.objects.filter(subject="7K3MQ2XD5").exists()


@pytest.mark.django_db
def test_a_partition_cannot_be_emptied_behind_the_table():
    write()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("TRUNCATE ledger_entry_2026_q4")


@pytest.mark.django_db
def test_the_tag_of_a_person_differs_between_subjects_and_stays_within_one():
    person = make_person("aigerim")
    actor = Actor("citizen", person.pk)
    first, second, third = write("A", actor), write("A", actor), write("B", actor)
    assert first.actor_tag == second.actor_tag
    assert first.actor_tag not in {third.actor_tag, person.pk}
    assert person_behind(third.actor_tag) == person.pk


@pytest.mark.django_db
def test_leaves_are_dense_and_numbering_again_adds_none():
    before = last_index()
    entries = [write("A"), write("B"), write("A")]
    assert number_leaves(now=MONDAY, window=None) >= 3
    assert number_leaves(now=MONDAY, window=None) == 0
    found = [(index, entry.id) for index, entry in entries_after(before, limit=1_000)]
    assert [entry.id for entry in entries] == [key for _, key in found if key in {e.id for e in entries}]
    indexes = [index for index, _ in found]
    assert indexes == list(range(before + 1, before + 1 + len(found)))


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_transactions_that_commit_in_reverse_order_are_both_numbered(other_connection):
    slow = other_connection()
    insert = (
        f"INSERT INTO ledger_entry ({COLUMNS}) VALUES "
        "(%s, now(), 'question:published', %s, 'system', '', '{}', gen_random_uuid())"
    )
    from sukhbat.kernel.ids import uuid7

    early, late = uuid7(), uuid7()
    slow.execute(insert, [early, "EARLY"])
    with connection.cursor() as cursor:
        cursor.execute(insert, [late, "LATE"])
    with transaction.atomic():
        number_leaves(now=MONDAY, window=None)
    assert Leaf.objects.filter(entry_id=late).exists()
    assert not Leaf.objects.filter(entry_id=early).exists()
    slow.commit()
    with transaction.atomic():
        number_leaves(now=MONDAY, window=None)
    indexes = dict(Leaf.objects.filter(entry_id__in=[early, late]).values_list("entry_id", "index"))
    assert indexes[early] == indexes[late] + 1
    assert entries_about("EARLY").count() == 1


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_an_entry_outside_a_transaction_is_refused():
    with pytest.raises(RuntimeError):
        write()
