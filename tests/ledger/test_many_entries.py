"""Entries by the ten thousand are the same rows as those that are written one by one."""

import pytest

from sukhbat.ledger.actions import Line, record_all
from sukhbat.ledger.many_entries import record_many
from sukhbat.ledger.models import ActorTag, Entry
from sukhbat.ledger.rules import SYSTEM, Actor
from sukhbat.questions.events import DueMoved, QuestionReceived
from tests.people import MONDAY, make_person

pytestmark = pytest.mark.django_db
DAY = MONDAY.date()


def lines(person):
    received = QuestionReceived(
        body="min-digital", routed_by="theme", due_on=DAY, registered_on=DAY, language="kk", source="web"
    )
    return [
        Line(received, "7K3MQ2XD5", Actor("citizen", person.pk), "ab" * 32),
        Line(DueMoved(due_on=DAY, conference="internet"), "7K3MQ2XD5", SYSTEM),
        Line(DueMoved(due_on=DAY, conference="internet"), "8K3MQ2XD6", Actor("signatory", person.pk)),
        Line(received, "8K3MQ2XD6", Actor("signatory", person.pk), "cd" * 32),
    ]


def told(entry):
    content = entry.content()
    return content.at, content.event, content.subject, content.actor_role, content.digest, content.facts


def test_the_rows_are_the_same():
    person = make_person("aigerim")
    one_by_one = record_all(lines=lines(person), now=MONDAY)
    many = Entry.objects.in_bulk(ids := record_many(lines=lines(person), now=MONDAY))
    assert [told(many[key]) for key in ids] == [told(Entry.objects.get(pk=row.pk)) for row in one_by_one]
    assert ids == sorted(ids)
    assert len({row.action for row in many.values()}) == 1


def test_a_tag_is_drawn_once_for_a_subject_and_a_person():
    person = make_person("aigerim")
    record_all(lines=lines(person)[:1], now=MONDAY)
    known = ActorTag.objects.get(subject="7K3MQ2XD5").tag
    found = Entry.objects.in_bulk(ids := record_many(lines=lines(person), now=MONDAY))
    tags = [found[key].actor_tag for key in ids]
    assert tags[0] == known
    assert tags[1] is None
    assert tags[2] == tags[3] != known
    assert ActorTag.objects.count() == 2
