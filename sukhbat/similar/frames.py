"""How client and process speak: each message is its length in four bytes, the highest first, and a JSON object.

Requests: ``{"do": "near", "text": …, "language": …, "count": …, "ms": …, "apart": …}`` and ``{"do": "health"}``.
Replies: ``{"near": [[kind, id, score], …]}``, ``{"health": {…}}`` or ``{"error": code}``. One request at a time on a
connection; the process closes it after a frame that is none.
"""

import json
import struct
from typing import Any

HEAD = struct.Struct(">I")
# Bytes of a message without its head. A text of 4,000 characters fits, whatever its script.
LONGEST_REQUEST = 20_000
LONGEST_REPLY = 64_000
LONGEST_TEXT = 4_000  # characters
LONGEST_WAIT = 2_000  # milliseconds, whatever a client asks for
MOST_NEAR = 50
KINDS = ("concern", "question")
# Why there is no answer: the frame is none; the queue is full; its time is over; no model (yet); a mistake of ours.
BAD, BUSY, LATE, NO_MODEL, BROKEN = "bad", "busy", "late", "no_model", "broken"


class BadFrameError(ValueError):
    """What came is no message of this protocol."""


def framed(message: dict[str, Any]) -> bytes:
    """The message with its head. A lone surrogate in a text becomes a question mark."""
    body = json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    return HEAD.pack(len(body)) + body


def body_length(head: bytes, longest: int) -> int:
    """How many bytes follow the head. BadFrameError when they are none or too many."""
    length: int
    (length,) = HEAD.unpack(head)
    if not 0 < length <= longest:
        raise BadFrameError(f"a message of {length} bytes")
    return length


def unframed(body: bytes) -> dict[str, Any]:
    """The message of a body. BadFrameError when it is no JSON object."""
    try:
        message = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise BadFrameError("no JSON") from error
    if not isinstance(message, dict):
        raise BadFrameError("no JSON object")
    return message
