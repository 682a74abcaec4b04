"""Answers as bytes: status line, headers, JSON. Pure, so that what is sent to thousands is made once."""

import json
import random
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from django.utils.translation import override

from sukhbat.kernel.refusals import Refusal

# Seconds a client is asked to wait: jittered, so that those refused together do not come back together.
_RETRY = {429: (30, 90), 503: (1, 5)}
_SAFE = b"X-Content-Type-Options: nosniff\r\nReferrer-Policy: no-referrer\r\n"
NO_STORE = b"Cache-Control: no-store\r\n"
_PREFLIGHT = (
    b"Access-Control-Allow-Methods: GET, HEAD, POST\r\nAccess-Control-Allow-Headers: Authorization, Content-Type\r\n"
    b"Access-Control-Max-Age: 7200\r\nCache-Control: no-store\r\nContent-Length: 0\r\n\r\n"
)
_STATUS = {status.value: f"HTTP/1.1 {status.value} {status.phrase}\r\n".encode() for status in HTTPStatus}
CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"
# Everything here is public and without cookies, so that every page may read it and one copy in a cache serves all.
CORS_ANYONE = b"Access-Control-Allow-Origin: *\r\nAccess-Control-Expose-Headers: ETag, Retry-After\r\n"


def cors_one(origin: str) -> bytes:
    """The headers that let a page of one of our origins read the answer; none without an origin."""
    if not origin:
        return b"Vary: Origin\r\n"
    return (
        f"Access-Control-Allow-Origin: {origin}\r\nAccess-Control-Expose-Headers: Retry-After\r\nVary: Origin\r\n"
    ).encode("latin-1")


def dumps(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def response(
    status: int, body: bytes, *headers: bytes, is_last: bool = False, with_body: bool = True
) -> bytes:
    """A whole JSON answer; ``headers`` are lines. Without body for HEAD, with the same headers."""
    return b"".join(
        (
            _STATUS[status],
            b"Content-Type: application/json; charset=utf-8\r\n",
            b"Content-Length: %d\r\n" % len(body),
            _SAFE,
            *headers,
            b"Connection: close\r\n\r\n" if is_last else b"\r\n",
            body if with_body else b"",
        )
    )


def not_modified(*headers: bytes) -> bytes:
    return b"".join((_STATUS[304], *headers, b"\r\n"))


def preflight(cors: bytes) -> bytes:
    """The answer to a browser's question whether it may send."""
    return b"".join((_STATUS[204], cors, _PREFLIGHT))


def refusal_body(refusal: Refusal, language: str, extra: Mapping[str, str] | None = None) -> bytes:
    """Code and sentence; the sentence is lazy and comes out in the language."""
    with override(language):
        return dumps({"code": refusal.code, "sentence": str(refusal.sentence), **(extra or {})})


def refusal_headers(refusal: Refusal) -> tuple[bytes, ...]:
    if (between := _RETRY.get(refusal.status)) is None:
        return (NO_STORE,)
    return (NO_STORE, b"Retry-After: %d\r\n" % random.randint(*between))  # noqa: S311  spreads clients, no secret


def stream_head(cors: bytes) -> bytes:
    """The head of a stream: it ends with the connection, and no proxy may keep it back."""
    return b"".join(
        (
            _STATUS[200],
            b"Content-Type: text/event-stream; charset=utf-8\r\n",
            NO_STORE,
            b"X-Accel-Buffering: no\r\n",
            _SAFE,
            cors,
            b"Connection: close\r\n\r\n",
        )
    )
