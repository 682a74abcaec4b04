"""One HTTP/1.1 connection: reads requests within limits, has them answered one after another, keeps it open.

What cannot be read is refused and the connection closed; of a body that is too large nothing is kept.
"""

import asyncio
from collections import deque
from typing import Any, Protocol, cast

import httptools

from sukhbat.kernel.refusals import Refusal
from sukhbat.live import refusals
from sukhbat.live.request import Request
from sukhbat.live.responses import CONTINUE, refusal_body, refusal_headers, response

MOST_HEAD = 8 * 1024
MOST_BODY = 32 * 1024
# On the wire: a body in the smallest pieces (RFC 9112, 7.1) is six times as long, and pieces may say more beside.
MOST_SENT = 8 * MOST_BODY
MOST_PIPELINED = 16
# Of answers that a client asked for and does not read.
MOST_UNREAD = 512 * 1024
# What a refused client may still send until it has read why, and for how many seconds.
MOST_DISCARDED = 2 * 1024 * 1024
LINGERS = 2.0
# Seconds a client has to take the last of its answers off our hands.
MOST_LEAVING = 20.0


class Server(Protocol):
    """Who answers the requests of a connection, and knows all of them."""

    def opened(self, connection: "Connection") -> bool: ...
    def closed(self, connection: "Connection") -> None: ...
    def waits_for_request(self, connection: "Connection", *, begun: bool) -> None: ...
    def has_request(self, connection: "Connection") -> None: ...
    def handle(self, request: Request, connection: "Connection") -> None: ...
    def refused(self, refusal: Refusal) -> None: ...


class _Stop(Exception):
    """Ends the parsing; the refusal stands in the connection."""


class Connection(asyncio.Protocol):
    """The parser calls the ``on_…`` methods; ``answer`` may come at once or later, from the same thread."""

    __slots__ = (
        "_begun",
        "_body",
        "_body_size",
        "_busy",
        "_closing",
        "_discarded",
        "_fed",
        "_head_size",
        "_headers",
        "_in_body",
        "_parser",
        "_queue",
        "_refusal",
        "_server",
        "_target",
        "_working",
        "peer",
        "transport",
    )  # fmt: skip

    def __init__(self, server: Server) -> None:
        self._server = server
        self._parser: Any = httptools.HttpRequestParser(self)
        self._queue: deque[Request] = deque()
        self._busy = self._working = self._closing = False
        self._refusal: Refusal | None = None
        self._discarded = 0
        self.peer = ""
        self._reset()

    def _reset(self) -> None:
        self._begun = self._in_body = False
        self._target = b""
        self._headers: dict[str, str] = {}
        self._body: list[bytes] = []
        self._head_size = self._body_size = self._fed = 0

    # -- the transport's calls

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)
        self.transport.set_write_buffer_limits(MOST_UNREAD)
        peer = transport.get_extra_info("peername")
        self.peer = str(peer[0]) if isinstance(peer, tuple) and peer else ""
        if not self._server.opened(self):
            self._closing = True
            self.transport.abort()
            return
        self._server.waits_for_request(self, begun=True)

    def data_received(self, data: bytes) -> None:
        if self._closing:
            self._discard(len(data))
            return
        if not self._begun and not self._busy:
            self._server.waits_for_request(self, begun=True)
        self._begun = True
        self._fed += len(data)
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserUpgrade:
            # Nothing else than HTTP is spoken here; the request itself has been read.
            self._closing = True
        except httptools.HttpParserError:
            # Whatever follows a last request is not looked at.
            if not self._closing:
                self._refuse(self._refusal or refusals.MALFORMED)
        else:
            if self._begun and self._fed > (MOST_SENT if self._in_body else MOST_HEAD):
                self._refuse(refusals.TOO_LARGE if self._in_body else refusals.HEADERS_TOO_LARGE)
        self._work()

    def eof_received(self) -> bool:
        return False

    def connection_lost(self, _error: Exception | None) -> None:
        self._closing = True
        self._queue.clear()
        self._server.closed(self)

    def pause_writing(self) -> None:
        """A client that asks and does not read: nothing more is answered."""
        self.transport.abort()

    # -- the parser's calls

    def on_message_begin(self) -> None:
        self._begun = True

    def on_url(self, url: bytes) -> None:
        self._target += url
        self._count(len(url))

    def on_header(self, name: bytes, value: bytes) -> None:
        self._count(len(name) + len(value) + 4)
        if self._in_body:
            # A trailer (RFC 9110, 6.5.1): merged into the head, it could say an address or a pass of its own.
            return
        key, text = name.decode("latin-1").lower(), value.decode("latin-1")
        before = self._headers.get(key)
        self._headers[key] = text if before is None else f"{before}, {text}"

    def on_headers_complete(self) -> None:
        self._in_body = True
        expected = self._headers.get("content-length", "0")
        if not expected.isdecimal() or int(expected[:10]) > MOST_BODY:
            self._stop(refusals.TOO_LARGE)
        if self._headers.get("expect", "").lower() == "100-continue" and not self._busy:
            self.transport.write(CONTINUE)

    def on_body(self, part: bytes) -> None:
        self._body_size += len(part)
        if self._body_size > MOST_BODY:
            self._stop(refusals.TOO_LARGE)
        self._body.append(part)

    def on_message_complete(self) -> None:
        if self._closing:
            return
        is_last = not self._parser.should_keep_alive() or len(self._queue) >= MOST_PIPELINED
        self._queue.append(
            Request(
                method=self._parser.get_method().decode("ascii"),
                target=self._target,
                headers=self._headers,
                body=b"".join(self._body),
                is_last=is_last,
            )
        )
        self._reset()
        self._server.has_request(self)
        # What was read before is answered still, and nothing more is read.
        self._closing = is_last

    def _count(self, size: int) -> None:
        self._head_size += size
        if self._head_size > MOST_HEAD:
            self._stop(refusals.HEADERS_TOO_LARGE)

    def _stop(self, refusal: Refusal) -> None:
        self._refusal = refusal
        raise _Stop

    # -- answering

    def _work(self) -> None:
        """Have the waiting requests answered, in order, as long as answers come at once."""
        if self._working:
            return
        self._working = True
        while self._queue and not self._busy:
            self._busy = True
            self._server.handle(self._queue.popleft(), self)
        self._working = False
        if self._busy or self.transport.is_closing():
            return
        if self._refusal is not None:
            self._say_refusal(self._refusal)
        elif not self._begun:
            self._server.waits_for_request(self, begun=False)

    def answer(self, message: bytes, *, is_last: bool) -> None:
        """Write a whole response; ends the connection when it is the last. A lost connection is no error."""
        self._busy = False
        if self.transport.is_closing():
            return
        self.transport.write(message)
        if is_last:
            self.end()
        elif self._begun:
            # The next request has begun already: it has its time from here.
            self._server.waits_for_request(self, begun=True)
        self._work()

    def end(self) -> None:
        """Close in a way that lets the client read what was written, though it may still be sending."""
        self._closing = True
        self._queue.clear()
        self._refusal = None
        if self.transport.is_closing():
            return
        if self.transport.can_write_eof():
            self.transport.write_eof()
            asyncio.get_running_loop().call_later(LINGERS, self._close)
        else:
            self._close()

    def _close(self) -> None:
        """Closing waits until everything was taken; a client that takes nothing does not keep us for ever."""
        self.transport.close()
        if self.transport.get_write_buffer_size():
            asyncio.get_running_loop().call_later(MOST_LEAVING, self.transport.abort)

    def _refuse(self, refusal: Refusal) -> None:
        self._refusal = refusal
        self._closing = True
        self._server.has_request(self)

    def _say_refusal(self, refusal: Refusal) -> None:
        self._server.refused(refusal)
        body = refusal_body(refusal, "en")
        self.answer(response(refusal.status, body, *refusal_headers(refusal), is_last=True), is_last=True)

    def _discard(self, size: int) -> None:
        self._discarded += size
        if self._discarded > MOST_DISCARDED:
            self.transport.abort()

    # -- the server's calls

    @property
    def is_busy(self) -> bool:
        """Whether a request is being answered."""
        return self._busy or bool(self._queue)

    def too_late(self) -> None:
        """The time for a whole request is over; a client that sent nothing is not told."""
        if self._begun:
            self._refuse(refusals.TOO_SLOW)
            self._work()
        else:
            self._close()

    def hand_over(self, protocol: asyncio.Protocol) -> None:
        """Another protocol takes the connection over; parser and buffers go."""
        self._server.closed(self)
        self.transport.set_protocol(protocol)
        self._parser = None
        self._queue.clear()
        self._closing = True
