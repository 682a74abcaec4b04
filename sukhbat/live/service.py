"""Answers the requests of all connections: routes, origins, and what each address gives."""

import ipaddress
import random
import time
from collections import Counter
from collections.abc import Callable, Mapping
from functools import lru_cache
from secrets import token_hex

import structlog

from sukhbat.kernel.localized import LANGUAGES
from sukhbat.kernel.refusals import Refusal
from sukhbat.live import refusals
from sukhbat.live.connection import Connection
from sukhbat.live.hub import Hub
from sukhbat.live.openapi import document
from sukhbat.live.options import Options, is_allowed
from sukhbat.live.request import Request
from sukhbat.live.responses import (
    CORS_ANYONE,
    NO_STORE,
    cors_one,
    dumps,
    not_modified,
    preflight,
    refusal_body,
    refusal_headers,
    response,
    stream_head,
)
from sukhbat.live.room import Room
from sukhbat.live.senders import Senders, Told
from sukhbat.live.viewer import Viewer

PREFIX = "/live/conferences/"
# A copy may be a second old; a cache may go on giving it while it asks for a newer one.
KEPT = b"Cache-Control: public, max-age=1, stale-while-revalidate=30\r\n"
# Milliseconds after which a browser comes back by itself: jittered, so that not all come at once.
RETRY = (2_000, 8_000)
READS, WRITES = ("GET", "HEAD", "OPTIONS"), ("POST", "OPTIONS")
Methods = tuple[str, ...]
log = structlog.get_logger("sukhbat.live")
Handler = Callable[[Request, Connection], None]


class Service:
    """The server of Connection: every method runs in the loop's thread, and none of them waits."""

    def __init__(self, options: Options, hub: Hub, senders: Senders) -> None:
        self.options = options
        self.hub = hub
        self.senders = senders
        self.is_stopping = False
        self.refusals: Counter[str] = Counter()
        # In the order of their deadlines, for each kind has one length.
        self._reading: dict[Connection, float] = {}
        self._idle: dict[Connection, float] = {}
        self.connections: set[Connection] = set()
        self._exact: Mapping[str, tuple[Methods, Handler]] = {
            "/live/health": (READS, self._health),
            "/live/openapi.json": (READS, self._openapi),
            "/live/questions": (WRITES, self._ask),
            "/live/supports": (WRITES, self._support),
        }

    # -- the life of connections

    def opened(self, connection: Connection) -> bool:
        if self.is_stopping or len(self.connections) + self.hub.viewers >= self.options.connections:
            return False
        self.connections.add(connection)
        return True

    def closed(self, connection: Connection) -> None:
        self.connections.discard(connection)
        self._reading.pop(connection, None)
        self._idle.pop(connection, None)

    def waits_for_request(self, connection: Connection, *, begun: bool) -> None:
        """A request has to be there within its time once it began; else the connection may idle for longer."""
        self.has_request(connection)
        if begun:
            self._reading[connection] = time.monotonic() + self.options.request_seconds
        else:
            self._idle[connection] = time.monotonic() + self.options.idle_seconds

    def has_request(self, connection: Connection) -> None:
        self._reading.pop(connection, None)
        self._idle.pop(connection, None)

    def close_late(self) -> None:
        """Refuse whoever was too slow; called twice a second."""
        now = time.monotonic()
        for waiting in (self._reading, self._idle):
            late = []
            for connection, deadline in waiting.items():
                if deadline > now:
                    break
                late.append(connection)
            for connection in late:
                waiting.pop(connection, None)
                connection.too_late()

    def refused(self, refusal: Refusal) -> None:
        self.refusals[refusal.code] += 1

    # -- one request

    def handle(self, request: Request, connection: Connection) -> None:
        """Answer, at once or later. Whatever goes wrong is answered, too, and the service lives on."""
        try:
            self._route(request, connection)
        except Exception as error:
            mark = token_hex(6)
            log.error("live_request_failed", id=mark, path=request.path[:80], exc_info=error)
            self._refuse(refusals.BROKEN, request, connection, extra={"id": mark})

    def _route(self, request: Request, connection: Connection) -> None:
        allowed, handler = self._exact.get(request.path) or self._conference(request.path)
        if handler is None:
            return self._refuse(refusals.NOT_FOUND, request, connection)
        if request.method == "OPTIONS":
            return connection.answer(preflight(self._cors(request)), is_last=request.is_last)
        if request.method not in allowed:
            allow = f"Allow: {', '.join(allowed)}\r\n".encode()
            return self._refuse(refusals.WRONG_METHOD, request, connection, allow)
        parameters = request.parameters()
        if parameters is None or parameters.get("language", "kk") not in LANGUAGES:
            return self._refuse(refusals.bad_field("language"), request, connection)
        return handler(request, connection)

    def _conference(self, path: str) -> tuple[Methods, Handler | None]:
        slug, _slash, what = path.removeprefix(PREFIX).partition("/")
        known = path.startswith(PREFIX) and _is_slug(slug)
        if known and what == "snapshot":
            return READS, lambda request, connection: self._snapshot(slug, request, connection)
        if known and what == "stream":
            return READS, lambda request, connection: self._stream(slug, request, connection)
        return (), None

    def _cors(self, request: Request) -> bytes:
        """Reading is free to every page; only our own may send, and only they learn what came of it."""
        if request.method in {"GET", "HEAD"}:
            return CORS_ANYONE
        origin = request.headers.get("origin", "")
        return cors_one(origin if origin and is_allowed(origin, self.options.origins) else "")

    def _refuse(
        self,
        refusal: Refusal,
        request: Request,
        connection: Connection,
        *headers: bytes,
        extra: Mapping[str, str] | None = None,
    ) -> None:
        self.refused(refusal)
        body = (
            _said(refusal, request.language) if not extra else refusal_body(refusal, request.language, extra)
        )
        lines = (*refusal_headers(refusal), self._cors(request), *headers)
        self._answer(refusal.status, body, request, connection, *lines)

    def _answer(
        self, status: int, body: bytes, request: Request, connection: Connection, *headers: bytes
    ) -> None:
        is_last = request.is_last or self.is_stopping
        message = response(status, body, *headers, is_last=is_last, with_body=request.method != "HEAD")
        connection.answer(message, is_last=is_last)

    # -- reading

    def _health(self, request: Request, connection: Connection) -> None:
        """200 while it can serve; 503 while it cannot reach the database (what is open goes on)."""
        is_well = self.senders.reference is not None and not self.hub.is_away
        value = {"status": "ok" if is_well else "database_away", "viewers": self.hub.viewers}
        self._answer(200 if is_well else 503, dumps(value), request, connection, NO_STORE, CORS_ANYONE)

    def _openapi(self, request: Request, connection: Connection) -> None:
        headers = (b"Cache-Control: public, max-age=60\r\n", CORS_ANYONE)
        self._answer(200, _openapi_body(), request, connection, *headers)

    def _snapshot(self, slug: str, request: Request, connection: Connection) -> None:
        def then(found: Room | Refusal) -> None:
            if isinstance(found, Refusal):
                return self._refuse(found, request, connection)
            tag, body = found.snapshot(request.language)
            lines = (b"ETag: %s\r\n" % tag.encode(), KEPT, b"Vary: Accept-Language\r\n", CORS_ANYONE)
            if _matches(request.headers.get("if-none-match", ""), tag):
                return connection.answer(not_modified(*lines), is_last=request.is_last)
            return self._answer(200, body, request, connection, *lines)

        self.hub.with_room(slug, then)

    def _stream(self, slug: str, request: Request, connection: Connection) -> None:
        if self.is_stopping:
            return self._refuse(refusals.STOPPING, request, connection)
        origin = request.headers.get("origin", "")
        if origin and not is_allowed(origin, self.options.origins):
            return self._refuse(refusals.WRONG_ORIGIN, request, connection)
        network = request.network(connection.peer, self.options.address_header)
        if (refusal := self._no_place(network)) is not None:
            return self._refuse(refusal, request, connection)

        def then(found: Room | Refusal) -> None:
            # Asked anew: all who waited for the first state come in together.
            if isinstance(found, Refusal):
                return self._refuse(found, request, connection)
            if (late := self._no_place(network)) is not None:
                return self._refuse(late, request, connection)
            if request.method == "HEAD":
                return connection.answer(stream_head(CORS_ANYONE), is_last=True)
            return self._begin(found, request, connection, network)

        return self.hub.with_room(slug, then)

    def _no_place(self, network: str) -> Refusal | None:
        if self.hub.viewers >= self.options.capacity:
            return refusals.FULL
        return refusals.TOO_MANY_FROM_HERE if self._is_too_many(network) else None

    def _is_too_many(self, network: str) -> bool:
        """A proxy on this machine that does not say whom it brings stands for everybody."""
        most = self.options.per_address
        return 0 < most <= self.hub.by_network[network] and not _is_this_machine(network)

    def _begin(self, room: Room, request: Request, connection: Connection, network: str) -> None:
        transport = connection.transport
        if transport.is_closing():
            return
        language, parameters = request.language, request.parameters() or {}
        last = request.headers.get("last-event-id") or parameters.get("last", "")
        viewer = Viewer(room, transport, language=language, network=network, seen=room.last)
        connection.hand_over(viewer)
        retry = b"retry: %d\n\n" % random.randint(*RETRY)  # noqa: S311  spreads clients, no secret
        transport.writelines([stream_head(CORS_ANYONE), retry, room.first_bytes(language, last)])
        self.hub.join(viewer)

    # -- writing

    def _ask(self, request: Request, connection: Connection) -> None:
        if not self._may_send(request, connection):
            return
        self.senders.ask(request, connection.peer, lambda told: self._told(told, request, connection))

    def _support(self, request: Request, connection: Connection) -> None:
        if not self._may_send(request, connection):
            return
        self.senders.support(request, connection.peer, lambda told: self._told(told, request, connection))

    def _may_send(self, request: Request, connection: Connection) -> bool:
        """A pass is no cookie, so that no foreign page can send in somebody's name; the origin is asked all the same.

        Programs that are no browsers send neither Origin nor Sec-Fetch-Site.
        """
        if self.is_stopping:
            self._refuse(refusals.STOPPING, request, connection)
            return False
        origin = request.headers.get("origin")
        if origin is not None:
            may = is_allowed(origin, self.options.origins)
        else:
            may = request.headers.get("sec-fetch-site", "same-origin") == "same-origin"
        if not may:
            self._refuse(refusals.WRONG_ORIGIN, request, connection)
        return may

    def _told(self, told: Told, request: Request, connection: Connection) -> None:
        if isinstance(told, Refusal):
            return self._refuse(told, request, connection)
        status, value = told
        return self._answer(status, dumps(value), request, connection, NO_STORE, self._cors(request))


_OURS = frozenset(id(value) for value in vars(refusals).values() if isinstance(value, Refusal))
_SAID: dict[tuple[int, str], bytes] = {}


def _said(refusal: Refusal, language: str) -> bytes:
    """The body of a refusal; those of this service are made once per language, for floods are answered with them."""
    if id(refusal) not in _OURS:
        return refusal_body(refusal, language)
    key = (id(refusal), language)
    if (found := _SAID.get(key)) is None:
        found = _SAID[key] = refusal_body(refusal, language)
    return found


@lru_cache(maxsize=1)
def _openapi_body() -> bytes:
    return dumps(document())


@lru_cache(maxsize=4096)
def _is_this_machine(network: str) -> bool:
    try:
        return network == "unknown" or ipaddress.ip_network(network).is_loopback
    except ValueError:
        return False


def _is_slug(text: str) -> bool:
    return 0 < len(text) <= 60 and text.isascii() and text.replace("-", "").replace("_", "").isalnum()


def _matches(header: str, tag: str) -> bool:
    """If-None-Match (RFC 9110, 13.1.2) compares weakly: a proxy that compressed the body weakened the tag."""
    return header.strip() == "*" or tag in (part.strip().removeprefix("W/") for part in header.split(","))
