"""The broadcast on a page: how its address is shown, and what the page's policy must then allow, nothing else."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import wraps
from pathlib import PurePosixPath
from typing import TypeVar, cast
from urllib.parse import SplitResult, urlsplit

from django.http import HttpRequest, HttpResponse

View = TypeVar("View", bound=Callable[..., HttpResponse])
_SHOWN = "sukhbat_shown_stream"
FILES = frozenset({".mp4", ".webm", ".m4v", ".ogv", ".mov"})
# A policy is one line of text: what could end a word of it is no host.
_HOST = re.compile(r"[\w.-]+(:\d{1,5})?", re.ASCII)


class Kind(StrEnum):
    """HLS is a list of pieces, FILE one that a browser plays, FRAME a page of somebody else, LINK only a link."""

    HLS = "hls"
    FILE = "file"
    FRAME = "frame"
    LINK = "link"


@dataclass(frozen=True)
class Stream:
    """An address to watch at. ``origin`` is its scheme and host, as a policy names it."""

    url: str
    kind: Kind
    origin: str


def stream_of(url: str, request: HttpRequest) -> Stream | None:
    """How to show what stands at an address; None without one. What is not safe to embed stays a link."""
    if not url:
        return None
    parts = urlsplit(url)
    return Stream(url, _kind(parts, request), f"{parts.scheme}://{parts.netloc}")


def _kind(parts: SplitResult, request: HttpRequest) -> Kind:
    ending = PurePosixPath(parts.path).suffix.lower()
    # A frame of our own host would have our cookies; without TLS anyone on the way could write into the page.
    is_own = parts.netloc == request.get_host()
    is_safe = parts.scheme == "https" or is_own or parts.hostname in {"127.0.0.1", "localhost"}
    if not is_safe or not _HOST.fullmatch(parts.netloc):
        return Kind.LINK
    if ending == ".m3u8":
        return Kind.HLS
    if ending in FILES:
        return Kind.FILE
    return Kind.LINK if is_own else Kind.FRAME


def shows_stream(view: View) -> View:
    """Let what the view shows of ``shown_stream`` load. Outside of public_page, whose 304 must say the same."""

    @wraps(view)
    def wider(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        response = view(request, *args, **kwargs)
        return _allow(response, getattr(request, _SHOWN, None))

    return cast(View, wider)


def shown_stream(request: HttpRequest, url: str) -> Stream | None:
    """The stream that the page of this request shows."""
    stream = stream_of(url, request)
    setattr(request, _SHOWN, stream)
    return stream


def _allow(response: HttpResponse, stream: Stream | None) -> HttpResponse:
    """Widen the content security policy of this one response by the stream's origin."""
    if stream is None or stream.kind is Kind.LINK:
        return response
    wider: dict[str, list[str]] = {"frame-src": [stream.origin]}
    if stream.kind is not Kind.FRAME:
        wider = {"media-src": [stream.origin]}
    if stream.kind is Kind.HLS:
        # hls.js hands the pieces to the player as a blob: of the page's own.
        wider = {"media-src": [stream.origin, "blob:"], "connect-src": [stream.origin]}
    response._csp_update = wider  # type: ignore[attr-defined]  # what django-csp's own decorator sets
    return response
