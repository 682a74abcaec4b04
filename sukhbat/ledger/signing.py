"""The installation's Ed25519 key: it signs receipts now and checkpoints later."""

import base64
from functools import lru_cache

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


@lru_cache(maxsize=2)
def _key(seed: str) -> Ed25519PrivateKey:
    try:
        return Ed25519PrivateKey.from_private_bytes(base64.b64decode(seed, validate=True))
    except ValueError as error:
        raise ImproperlyConfigured("RECEIPT_KEY must be 32 random bytes in base64.") from error


def sign(message: bytes) -> str:
    """Base64 of the Ed25519 signature (RFC 8032) of a message."""
    return base64.b64encode(_key(settings.RECEIPT_KEY).sign(message)).decode("ascii")


def public_key() -> str:
    """Base64 of the 32 bytes of the public key."""
    raw = _key(settings.RECEIPT_KEY).public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    return base64.b64encode(raw).decode("ascii")
