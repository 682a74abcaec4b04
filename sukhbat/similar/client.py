"""Asking the process what is near to a text: for pages, so it loads no model and never waits long.

One connection a call: to a Unix socket it costs less than 0.1 ms. After a failure nobody asks for a short while, so
that a process which is away costs nothing and one that hangs costs its time once.
"""

import socket
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from django.conf import settings

from sukhbat.similar.frames import (
    BUSY,
    HEAD,
    KINDS,
    LATE,
    LONGEST_REPLY,
    LONGEST_TEXT,
    LONGEST_WAIT,
    MOST_NEAR,
    BadFrameError,
    body_length,
    framed,
    unframed,
)

DEADLINE = 0.2  # seconds, for everything together
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 8.0  # seconds
# A full queue empties at once; who comes a moment later may find room.
_BUSY_PAUSE = 0.05


@dataclass(frozen=True, slots=True)
class Near:
    """A public concern, or a public question; the higher the score, the nearer (around 0 for the same matter)."""

    kind: Literal["concern", "question"]
    id: UUID
    score: float


class _Pauses:
    """Since when, and until when, nobody asks. Shared by the threads of a process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._until = 0.0
        self._next = FIRST_PAUSE

    def holds(self) -> bool:
        return time.monotonic() < self._until

    def failed(self) -> None:
        with self._lock:
            if not self.holds():
                self._until = time.monotonic() + self._next
                self._next = min(LONGEST_PAUSE, self._next * 2)

    def busy(self) -> None:
        self._until = max(self._until, time.monotonic() + _BUSY_PAUSE)

    def worked(self) -> None:
        self._next = FIRST_PAUSE


_pauses = _Pauses()


def near(
    text: str, *, language: str | None = None, count: int = 5, timeout: float = DEADLINE
) -> list[Near] | None:
    """The public concerns, and public questions that stand alone, nearest to a text: the nearest first.

    ``language`` is the reader's: of two questions about equally near it comes first. ``count`` is at most 50,
    ``timeout`` in seconds for all. None: the process is away, has no model, or is too late; go on without it.
    """
    return _near(text, language=language, count=count, timeout=timeout, apart=False)


def near_questions(
    text: str, *, language: str | None = None, count: int = 20, timeout: float = DEADLINE
) -> list[Near] | None:
    """``near`` with every question by itself, also those that stand in a concern: for search."""
    return _near(text, language=language, count=count, timeout=timeout, apart=True)


def health(*, timeout: float = DEADLINE) -> Mapping[str, Any] | None:
    """What the process says of itself (similar/health.py); None when it is away. Never paused."""
    try:
        found = _asked({"do": "health"}, time.monotonic() + timeout).get("health")
    except (OSError, BadFrameError):
        return None
    return found if isinstance(found, dict) else None


def _near(text: str, *, language: str | None, count: int, timeout: float, apart: bool) -> list[Near] | None:
    if not settings.SIMILAR_SOCKET or _pauses.holds():
        return None
    request = {
        "do": "near",
        "text": text[:LONGEST_TEXT],
        "language": (language or "")[:2],
        "count": max(1, min(count, MOST_NEAR)),
        "ms": max(1, min(int(timeout * 1_000), LONGEST_WAIT)),
        "apart": apart,
    }
    try:
        reply = _asked(request, time.monotonic() + timeout)
        if reply.get("error") in {BUSY, LATE}:
            _pauses.busy()
            return None
        found = _read(reply)
    except (OSError, BadFrameError):
        _pauses.failed()
        return None
    _pauses.worked()
    return found


def _asked(request: dict[str, Any], deadline: float) -> dict[str, Any]:
    """The reply to one request. OSError (TimeoutError among them) or BadFrameError."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
        connection.settimeout(_left(deadline))
        connection.connect(str(settings.SIMILAR_SOCKET))
        connection.sendall(framed(request))
        length = body_length(_received(connection, HEAD.size, deadline), LONGEST_REPLY)
        return unframed(_received(connection, length, deadline))


def _received(connection: socket.socket, size: int, deadline: float) -> bytes:
    content = bytearray()
    while len(content) < size:
        connection.settimeout(_left(deadline))
        part = connection.recv(size - len(content))
        if not part:
            raise ConnectionResetError("the process closed the connection")
        content += part
    return bytes(content)


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _read(reply: Mapping[str, Any]) -> list[Near]:
    """The found things of a reply. BadFrameError when it is an error or anything unexpected."""
    rows = reply.get("near")
    if not isinstance(rows, list):
        raise BadFrameError(str(reply.get("error", "no reply to this request"))[:40])
    try:
        found = [Near(kind, UUID(key), float(score)) for kind, key, score in rows]
    except (ValueError, TypeError, AttributeError) as error:
        raise BadFrameError("no list of near things") from error
    if any(one.kind not in KINDS for one in found):
        raise BadFrameError("an unknown kind")
    return found
