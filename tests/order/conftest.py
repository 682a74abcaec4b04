"""A conference that collects, with an order, and questions in it."""

import pytest

from sukhbat.conferences.models import Conference
from sukhbat.conferences.ordering import ensure_orders, publish_order
from sukhbat.questions.models import Support
from tests.people import MONDAY, make_conference, make_person


@pytest.fixture
def conference(state):
    return make_conference(state)


@pytest.fixture
def publish_as(state):
    """Publish an order and read the conference anew."""

    def publish(conference, *weights, hides_counts=False, now=MONDAY):
        publish_order(
            person=state.madina,
            slug=conference.slug,
            weights=weights or (50, 30, 20),
            hides_counts=hides_counts,
            now=now,
        )
        return fresh(conference)

    return publish


def fresh(conference):
    return Conference.objects.get(pk=conference.pk)


def ordered(conference, now=MONDAY):
    """The default order, as the job publishes it."""
    ensure_orders(now=now)
    return fresh(conference)


def support(question, people):
    """So many people support a question."""
    Support.objects.bulk_create(
        Support(question=question, person=person, network=b"0" * 16, at=MONDAY) for person in people
    )


def crowd(count):
    return [make_person(f"person{number}") for number in range(count)]


def live(conference, now=MONDAY):
    Conference.objects.filter(pk=conference.pk).update(started_at=now)
    return fresh(conference)


def ended(conference, now):
    Conference.objects.filter(pk=conference.pk).update(ended_at=now)
    return fresh(conference)
