"""Askers read on the site which concern their question stands in: once, without a letter, and from then on days count."""

from datetime import timedelta

import pytest

from sukhbat.concerns.actions import join_concern
from sukhbat.concerns.models import Membership
from sukhbat.concerns.telling import SETTLED
from sukhbat.notices.models import Letter, Notice
from sukhbat.notices.queries import notices_of
from sukhbat.notices.together import tell_of_concerns
from sukhbat.people.models import Person
from sukhbat.questions.actions import withdraw_question
from tests.concerns.steps import ask_many, asker, concern_of, regroup
from tests.people import MONDAY

pytestmark = pytest.mark.django_db
THEN = MONDAY + SETTLED


def told(question):
    return Membership.objects.get(question=question).told_at


def sentences(question):
    return [row.sentence for row in notices_of(asker(question), language="en")]


def test_each_asker_is_told_once_on_the_site_only(state):
    asked = ask_many(state, 6)
    regroup(asked)
    assert tell_of_concerns(now=MONDAY) == 0  # it may still be moved
    assert tell_of_concerns(now=THEN) == 6
    assert tell_of_concerns(now=THEN) == 0
    assert Notice.objects.filter(kind="together").count() == 6
    assert not Letter.objects.exists()
    assert told(asked[0]) == THEN
    (sentence,) = sentences(asked[0])
    number = concern_of(asked[0]).number
    assert f"stands in concern no. {number}, with others who ask the same. People: 6." in sentence
    assert "say so until 26 November 2026" in sentence
    (shown,) = notices_of(asker(asked[0]), language="en")
    assert shown.address == f"/en/questions/{asked[0].shown_number}/"


def test_few_people_are_not_counted_aloud(state):
    asked = ask_many(state, 2)
    regroup(asked)
    tell_of_concerns(now=THEN)
    assert "People: fewer than five." in sentences(asked[0])[0]


def test_a_new_concern_is_told_and_one_that_was_told_before_is_not(state):
    asked = ask_many(state, 5)
    regroup(asked[:3], asked[3:])
    tell_of_concerns(now=THEN)
    regroup(asked[1:3], [asked[0], *asked[3:]], now=THEN)
    later = THEN + SETTLED
    tell_of_concerns(now=later)
    assert len(sentences(asked[0])) == 2
    assert told(asked[0]) == later
    regroup(asked[:3], asked[3:], now=later)
    tell_of_concerns(now=later + SETTLED)
    assert len(sentences(asked[0])) == 2
    assert told(asked[0]) == later + SETTLED


def test_who_joined_knows_it(state):
    asked = ask_many(state, 3)
    regroup(asked[:2])
    number = concern_of(asked[0]).number
    join_concern(person=asker(asked[2]), number=asked[2].number, concern_number=number, now=MONDAY)
    tell_of_concerns(now=THEN)
    assert sentences(asked[2]) == []
    assert told(asked[2]) == THEN


def test_nobody_is_told_of_what_is_over_and_no_one_who_is_gone(state):
    asked = ask_many(state, 3)
    regroup(asked)
    withdraw_question(person=asker(asked[0]), number=asked[0].number, now=MONDAY)
    Person.objects.filter(pk=asker(asked[1]).pk).update(is_active=False)
    tell_of_concerns(now=THEN)
    assert list(Notice.objects.filter(kind="together").values_list("number", flat=True)) == [asked[2].number]
    assert not Membership.objects.filter(told_at=None).exists()


def test_it_costs_the_same_for_many(state, django_assert_max_num_queries):
    regroup(ask_many(state, 12))
    with django_assert_max_num_queries(16):
        tell_of_concerns(now=THEN + timedelta(days=1))
