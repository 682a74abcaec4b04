"""Rate limits, counted in PostgreSQL so that every process sees the same number.

Keys are hashed with the installation's secret: the table never holds an address or an e-mail.
"""

import hmac
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext_lazy as _

from sukhbat.kernel.models import Bucket
from sukhbat.kernel.refusals import Refusal, filled


@dataclass(frozen=True)
class Limit:
    """At most ``count`` times in each fixed window of ``seconds``."""

    name: str
    count: int
    seconds: int


def hit(limit: Limit, key: str, *, now: datetime) -> Refusal | None:
    """Count one attempt of a key; a refusal with status 429 when the window is full.

    Counted in its own statement; under ATOMIC_REQUESTS-less views it stays counted also when the
    action that follows is refused.
    """
    return hit_many(limit, [key], now=now)[0]


def hit_many(limit: Limit, keys: Sequence[str], *, now: datetime) -> list[Refusal | None]:
    """Count an attempt for each of the keys in one statement; as many answers, in the same order.

    Of a key that stands there several times the first attempts pass as long as its window has room. The
    buckets are held until the transaction ends, taken in one order, so that two batches cannot block each other.
    """
    attempts = Counter(keys)
    if not attempts:
        return []
    window = datetime.fromtimestamp(now.timestamp() // limit.seconds * limit.seconds, tz=UTC)
    hashed = {_hashed(f"{limit.name}:{key}"): key for key in attempts}
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO kernel_bucket (key, window_at, count) "
            "SELECT key, %s, count FROM unnest(%s::text[], %s::int[]) AS hit(key, count) ORDER BY key "
            "ON CONFLICT (key, window_at) DO UPDATE SET count = kernel_bucket.count + excluded.count "
            "RETURNING key, count",
            [window, list(hashed), [attempts[key] for key in hashed.values()]],
        )
        # How many had been counted of each key before this batch.
        used = {hashed[row[0]]: row[1] - attempts[hashed[row[0]]] for row in cursor.fetchall()}
    answers: list[Refusal | None] = []
    for key in keys:
        used[key] += 1
        answers.append(None if used[key] <= limit.count else _too_often(limit, window, now))
    return answers


def network_hash(network: str) -> bytes:
    """Sixteen bytes that stand for a network, the same each time; the network cannot be found from them."""
    return bytes.fromhex(_hashed(f"network:{network}"))[:16]


def _too_often(limit: Limit, window: datetime, now: datetime) -> Refusal:
    minutes = max(1, -(-(window + timedelta(seconds=limit.seconds) - now) // timedelta(minutes=1)))
    return Refusal(
        "too_often",
        filled(
            _("Too many attempts. Please try again in %(minutes)s min; what you typed is kept."),
            minutes=minutes,
        ),
        429,
    )


def forget_old_buckets(*, now: datetime) -> int:
    """Remove buckets whose window is long over; how many went. No limit is wider than a day."""
    return Bucket.objects.filter(window_at__lt=now - timedelta(days=2)).delete()[0]


def _hashed(key: str) -> str:
    return hmac.digest(settings.SECRET_KEY.encode(), key.encode(), "sha256").hex()
