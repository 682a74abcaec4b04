"""Rate limits, counted in PostgreSQL so that every process sees the same number.

Keys are hashed with the installation's secret: the table never holds an address or an e-mail.
"""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext_lazy as _

from sukhbat.kernel.models import Bucket
from sukhbat.kernel.refusals import Refusal


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
    window = datetime.fromtimestamp(now.timestamp() // limit.seconds * limit.seconds, tz=UTC)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO kernel_bucket (key, window_at, count) VALUES (%s, %s, 1) "
            "ON CONFLICT (key, window_at) DO UPDATE SET count = kernel_bucket.count + 1 RETURNING count",
            [_hashed(f"{limit.name}:{key}"), window],
        )
        row = cursor.fetchone()
    if row is None or row[0] <= limit.count:
        return None
    minutes = max(1, -(-(window + timedelta(seconds=limit.seconds) - now) // timedelta(minutes=1)))
    return Refusal(
        "too_often",
        _("Too many attempts. Please try again in %(minutes)s min; what you typed is kept.")
        % {"minutes": minutes},
        429,
    )


def forget_old_buckets(*, now: datetime) -> int:
    """Remove buckets whose window is long over; how many went. No limit is wider than a day."""
    return Bucket.objects.filter(window_at__lt=now - timedelta(days=2)).delete()[0]


def _hashed(key: str) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), key.encode(), hashlib.sha256).hexdigest()
