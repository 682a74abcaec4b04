"""Keys of the shared cache as its table holds them.

A library's key may name whom it counts (allauth's rate limits: a network, the plain hash of an address), so the
table gets only its keyed hash, like the buckets of our own limits.
"""

import hashlib
import hmac

from django.conf import settings


def hashed(key: str, prefix: str, version: int) -> str:
    """Django's KEY_FUNCTION: HMAC-SHA-256 under the installation's secret, in hex."""
    return hmac.new(
        settings.SECRET_KEY.encode(), f"{prefix}:{version}:{key}".encode(), hashlib.sha256
    ).hexdigest()
