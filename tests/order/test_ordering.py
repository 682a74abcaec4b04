"""Publishing the order and telling its seed: once each, in their time, by whom it may be."""

from datetime import timedelta

import pytest
from django.db import ProgrammingError, transaction
from django.utils import timezone

from sukhbat.conferences.models import PublishedOrder
from sukhbat.conferences.ordering import (
    DEFAULT_WEIGHTS,
    ensure_orders,
    order_of,
    publish_order,
    reveal_order,
    reveal_orders,
    weights_of,
)
from sukhbat.conferences.rules import commitment
from sukhbat.ledger.queries import entries_about
from tests.order.conftest import ended, fresh, live, ordered
from tests.people import MONDAY, make_conference
from tests.refusals import code

pytestmark = pytest.mark.django_db


def events(conference):
    return [(entry.event, entry.actor_role) for entry in entries_about(f"conference/{conference.slug}")]


def publish(person, weights=(50, 30, 20), now=MONDAY):
    return publish_order(person=person, slug="internet", weights=weights, hides_counts=True, now=now)


def test_a_coordinator_publishes_once_and_the_log_has_the_commitment(state, conference):
    order = publish(state.madina, (60, 20, 20))
    (entry,) = entries_about("conference/internet")
    assert entry.facts == {
        "support": 60, "quota": 20, "lottery": 20, "hides_counts": True, "commitment": commitment(bytes(order.seed)),
    }  # fmt: skip
    assert (entry.event, entry.actor_role) == ("conference:order_published", "coordinator")
    assert bytes(order.seed).hex() not in str(entry.facts)
    assert code(lambda: publish(state.madina)) == "published"
    assert weights_of(order_of(fresh(conference))) == weights_of(order)


@pytest.mark.parametrize("who", ["aigerim", "dana", "aruzhan", "gulnar", "aliya"])
def test_nobody_else_publishes(state, conference, who):
    assert code(lambda: publish(state.people[who])) == "not_coordinator"
    assert not PublishedOrder.objects.exists()


@pytest.mark.parametrize("weights", [(50, 30, 21), (110, -10, 0), (0, 0, 0)])
def test_weights_that_make_no_hundred_are_refused(state, conference, weights):
    assert code(lambda: publish(state.madina, weights)) == "weights"


@pytest.mark.parametrize("fields", [{"started_at": MONDAY}, {"ended_at": MONDAY}, {"cancelled_at": MONDAY}])
def test_it_is_too_late_once_the_live_part_began(state, fields):
    make_conference(state, **fields)
    assert code(lambda: publish(state.madina)) == "wrong_phase"


def test_a_published_order_cannot_be_changed_in_the_table(state, conference):
    publish(state.madina)
    with pytest.raises(ProgrammingError, match="does not change"), transaction.atomic():
        PublishedOrder.objects.update(support=100, quota=0, lottery=0)
    with pytest.raises(ProgrammingError, match="does not change"), transaction.atomic():
        PublishedOrder.objects.update(seed=b"chosen")


def test_where_nobody_published_the_system_does_when_collecting_begins(state, conference):
    later = make_conference(state, slug="later", collecting_at=MONDAY + timedelta(days=1))
    make_conference(state, slug="draft", announced_at=None)
    assert ensure_orders(now=MONDAY) == 1
    assert ensure_orders(now=MONDAY) == 0
    order = order_of(fresh(conference))
    assert (weights_of(order), order.hides_counts) == (DEFAULT_WEIGHTS, False)
    assert events(conference) == [("conference:order_published", "system")]
    assert order_of(fresh(later)) is None
    assert ensure_orders(now=MONDAY + timedelta(days=1)) == 1


def test_two_conferences_have_two_seeds(state, conference):
    make_conference(state, slug="other")
    assert ensure_orders(now=MONDAY) == 2
    assert len({bytes(order.seed) for order in PublishedOrder.objects.all()}) == 2


def test_the_seed_is_told_after_the_end_and_once(state, conference):
    conference = live(ordered(conference))
    assert reveal_orders(now=MONDAY) == 0
    assert code(lambda: reveal_order(conference=conference, now=MONDAY)) == "wrong_phase"
    end = MONDAY + timedelta(hours=1)
    conference = ended(conference, end)
    assert reveal_orders(now=end) == 1
    assert reveal_orders(now=end) == 0
    assert reveal_order(conference=conference, now=end) is None
    entry = list(entries_about("conference/internet"))[-1]
    order = order_of(fresh(conference))
    assert (entry.event, entry.facts) == ("conference:order_revealed", {"seed": bytes(order.seed).hex()})
    assert commitment(bytes.fromhex(entry.facts["seed"])) == order.commitment
    assert order.revealed_at == end
    assert timezone.is_aware(order.revealed_at)
