"""A signed pass: who may send to the live service for which conference, for ten minutes, without a session."""

import base64
import binascii
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.core.signing import BadSignature, Signer

LASTS = timedelta(minutes=10)
_ALL = 16 + 16 + 8


@dataclass(frozen=True)
class Pass:
    """The pages vouch that this is the person; whatever else may be refused is asked at each use."""

    person_id: UUID
    conference_id: UUID
    until: datetime


def issue_pass(*, person_id: UUID, conference_id: UUID, now: datetime, lasts: timedelta = LASTS) -> str:
    """A pass as text, safe in a header and in HTML."""
    until = int((now + lasts).timestamp())
    packed = person_id.bytes + conference_id.bytes + until.to_bytes(8, "big")
    return _signer().sign(base64.urlsafe_b64encode(packed).decode("ascii").rstrip("="))


def read_pass(text: str, *, now: datetime) -> Pass | None:
    """The pass, or None when it was not issued here or has run out. Never raises."""
    try:
        value = _signer().unsign(text)
        packed = base64.urlsafe_b64decode(value + "=" * (-len(value) % 4))
        until = datetime.fromtimestamp(int.from_bytes(packed[32:], "big"), tz=UTC)
    except (BadSignature, binascii.Error, ValueError, OverflowError, OSError):
        return None
    if len(packed) != _ALL or until <= now:
        return None
    return Pass(UUID(bytes=packed[:16]), UUID(bytes=packed[16:32]), until)


def _signer() -> Signer:
    return Signer(salt="sukhbat.live.pass", algorithm="sha256")
