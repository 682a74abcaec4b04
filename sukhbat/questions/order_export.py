"""All that is public of a conference's order, in one document: enough to make the order again elsewhere."""

from datetime import datetime
from typing import Any

from sukhbat.conferences.models import Conference
from sukhbat.conferences.ordering import order_of
from sukhbat.conferences.queries import hides_counts
from sukhbat.conferences.rules import PLACES
from sukhbat.conferences.rules.verifying import COLUMNS, FORMAT
from sukhbat.ledger.rules import moment_text
from sukhbat.questions.models import OrderEdition, OrderInput
from sukhbat.questions.order import latest_edition
from sukhbat.questions.order_input import unpacked


def export_order(
    conference: Conference, *, now: datetime, edition: OrderEdition | None = None
) -> dict[str, Any] | None:
    """The rule, what it was applied to and what came out, of the latest edition unless another is named.

    None before the first edition. ``seed`` is null until it is told, and so are ``supports`` while they are
    hidden. ``sukhbat order verify`` reads it (docs/howto/verify-the-order.md).
    """
    order = order_of(conference)
    edition = edition or latest_edition(conference.pk)
    kept = OrderInput.objects.filter(edition=edition).first() if edition else None
    if order is None or edition is None or kept is None:
        return None
    is_hidden = hides_counts(conference, now=now)
    return {
        "format": FORMAT,
        "conference": conference.slug,
        "weights": {"support": order.support, "quota": order.quota, "lottery": order.lottery},
        "commitment": order.commitment,
        "published_at": moment_text(order.published_at),
        "seed": bytes(order.seed).hex() if order.revealed_at else None,
        "revealed_at": moment_text(order.revealed_at) if order.revealed_at else None,
        "edition": str(edition.pk),
        "taken_at": moment_text(edition.taken_at),
        "limit": PLACES,
        "columns": list(COLUMNS),
        "candidates": [
            [c.number, c.digest, None if is_hidden else c.supports, c.region, c.language, c.theme, c.aired]
            for c in unpacked(bytes(kept.packed))
        ],
        "places": edition.places,
    }
