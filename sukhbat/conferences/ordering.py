"""The published order of a conference: published once before the live part, its seed told after the end."""

import secrets
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sukhbat.conferences import policies
from sukhbat.conferences.actions import held
from sukhbat.conferences.events import OrderPublished, OrderRevealed
from sukhbat.conferences.models import Conference, PublishedOrder
from sukhbat.conferences.rules import INTAKE, Phase, Weights, commitment
from sukhbat.kernel.refusals import Refusal, Refused, ensure
from sukhbat.ledger.actions import record
from sukhbat.ledger.rules import SYSTEM, Actor
from sukhbat.people.models import Person

# What stands where nobody published another order before the collecting began.
DEFAULT_WEIGHTS = Weights(support=50, quota=30, lottery=20)
SEED_BYTES = 32
_OVER = frozenset({Phase.ANSWERING, Phase.CLOSED})


def weights_of(order: PublishedOrder) -> Weights:
    return Weights(support=order.support, quota=order.quota, lottery=order.lottery)


def order_of(conference: Conference) -> PublishedOrder | None:
    """The published order of a conference; no query when it was read with it (``select_related("order")``)."""
    order: PublishedOrder | None = getattr(conference, "order", None)
    return order


@transaction.atomic
def publish_order(
    *,
    person: Person | None,
    slug: str,
    weights: tuple[int, int, int],
    hides_counts: bool,
    now: datetime,
) -> PublishedOrder:
    """Publish by which rule questions are taken on air, once; nothing of it changes later.

    ``weights`` are of support, quotas and lots. Refused: 422 unless they make 100, 409 for a second order and
    once the live part has begun.
    """
    conference = held(slug)
    ensure(policies.may_publish_order(person, conference, now=now))
    return _publish(conference, _weights(weights), hides_counts, _coordinator(person), now)


def ensure_orders(*, now: datetime) -> int:
    """Publish the default order where questions are collected without one; how many were. Each on its own."""
    running = [found for found in running_conferences(now=now) if order_of(found) is None]
    return sum(_publish_default(found.slug, now) for found in running)


@transaction.atomic
def _publish_default(slug: str, now: datetime) -> int:
    conference = held(slug)
    if conference.phase(now) not in INTAKE or PublishedOrder.objects.filter(pk=conference.pk).exists():
        return 0
    _publish(conference, DEFAULT_WEIGHTS, False, SYSTEM, now)
    return 1


def reveal_orders(*, now: datetime) -> int:
    """Tell the seeds of all conferences whose live part has ended; how many were told. Each on its own."""
    hidden = PublishedOrder.objects.filter(revealed_at=None).select_related("conference")
    ended = [row.conference for row in hidden if row.conference.phase(now) in _OVER]
    return sum(reveal_order(conference=conference, now=now) is not None for conference in ended)


@transaction.atomic
def reveal_order(*, conference: Conference, now: datetime) -> PublishedOrder | None:
    """Tell the seed; None where there is no order or it was told. Refused (409) before the live part ended."""
    if conference.phase(now) not in _OVER:
        raise Refused(Refusal("wrong_phase", _("The seed is told after the live part has ended."), 409))
    order = PublishedOrder.objects.select_for_update().filter(pk=conference.pk, revealed_at=None).first()
    if order is None:
        return None
    order.revealed_at = now
    order.save(update_fields=["revealed_at"])
    event = OrderRevealed(seed=bytes(order.seed).hex())
    record(event=event, subject=f"conference/{conference.slug}", actor=SYSTEM, now=now)
    return order


def running_conferences(*, now: datetime) -> list[Conference]:
    """Those that collect or are live, intake open or not, with their orders; one query."""
    near = Conference.objects.select_related("order").filter(
        announced_at__lte=now, ends_at__gte=now, closed_at=None, cancelled_at=None
    )
    return [found for found in near if found.phase(now) in INTAKE]


def ordered_conference(conference_id: UUID) -> Conference | None:
    """A conference with its order, if it has one; one query."""
    return Conference.objects.select_related("order").filter(pk=conference_id).first()


def _publish(
    conference: Conference, weights: Weights, hides_counts: bool, actor: Actor, now: datetime
) -> PublishedOrder:
    seed = secrets.token_bytes(SEED_BYTES)
    order = PublishedOrder.objects.create(
        conference=conference,
        support=weights.support,
        quota=weights.quota,
        lottery=weights.lottery,
        hides_counts=hides_counts,
        seed=seed,
        commitment=commitment(seed),
        published_at=now,
    )
    event = OrderPublished(
        support=order.support,
        quota=order.quota,
        lottery=order.lottery,
        hides_counts=hides_counts,
        commitment=order.commitment,
    )
    record(event=event, subject=f"conference/{conference.slug}", actor=actor, now=now)
    return order


def _weights(given: tuple[int, int, int]) -> Weights:
    try:
        return Weights(*given)
    except ValueError as error:
        raise Refused(
            Refusal("weights", _("The three parts are not negative and make 100 together."), 422)
        ) from error


def _coordinator(person: Person | None) -> Actor:
    return Actor("coordinator", person.pk if person else None)
