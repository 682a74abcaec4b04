"""One kept-alive HTTP connection, and a crowd of them that come from different addresses."""

import asyncio
import ssl
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

import httptools

from sukhbat.cli.rehearse.addresses import Target, sources

ANSWERS_WITHIN = 20.0  # seconds


class LostError(Exception):
    """The connection failed, broke or stayed silent: nobody knows whether the request arrived."""


@dataclass(frozen=True)
class Answer:
    """What came back; header names are lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Line(asyncio.Protocol):
    """One request at a time."""

    def __init__(self) -> None:
        self.transport: asyncio.Transport | None = None
        self.is_open = False
        self._begin()

    def _begin(self) -> None:
        self._parser = httptools.HttpResponseParser(self)
        self._headers: dict[str, str] = {}
        self._body: list[bytes] = []
        self._answer: asyncio.Future[Answer] | None = None

    async def request(self, message: bytes) -> Answer:
        """Send a whole request. Raises LostError."""
        if not self.is_open or self.transport is None:
            raise LostError
        self._answer = asyncio.get_running_loop().create_future()
        self.transport.write(message)
        try:
            async with asyncio.timeout(ANSWERS_WITHIN):
                return await self._answer
        except TimeoutError:
            self.close()
            raise LostError from None
        except asyncio.CancelledError:
            # Its answer may still come, and must not be taken for that of the next request.
            self.close()
            raise

    def close(self) -> None:
        self.is_open = False
        if self.transport is not None:
            self.transport.abort()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport, self.is_open = cast(asyncio.Transport, transport), True

    def data_received(self, data: bytes) -> None:
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserError:
            self.close()

    def connection_lost(self, error: Exception | None) -> None:
        self.is_open = False
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(LostError())

    def on_header(self, name: bytes, value: bytes) -> None:
        self._headers[name.decode("latin-1").lower()] = value.decode("latin-1")

    def on_body(self, body: bytes) -> None:
        self._body.append(body)

    def on_message_complete(self) -> None:
        if not self._parser.should_keep_alive():
            self.is_open = False
        answer = Answer(self._parser.get_status_code(), self._headers, b"".join(self._body))
        waiting = self._answer
        self._begin()
        if waiting is not None and not waiting.done():
            waiting.set_result(answer)


class Door:
    """How a connection to the target is made."""

    def __init__(self, where: Target, origin: str = "") -> None:
        self.where = where
        self._origin = origin or where.origin
        self._source = sources(where)
        self._ssl = ssl.create_default_context() if where.is_secure else None

    async def open(self, protocol: asyncio.Protocol) -> None:
        """Connect a protocol. Raises OSError."""
        loop = asyncio.get_running_loop()
        await loop.create_connection(
            lambda: protocol,
            self.where.address,
            self.where.port,
            ssl=self._ssl,
            server_hostname=self.where.host if self._ssl else None,
            local_addr=self._source(),
        )

    def message(
        self, method: str, path: str, headers: Mapping[str, str] | None = None, body: bytes = b""
    ) -> bytes:
        """The bytes of a request as a page of the same origin sends it."""
        lines = [f"{method} {path} HTTP/1.1", f"Host: {self.where.host_header}", f"Origin: {self._origin}"]
        lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
        if method == "POST":
            lines += ["Content-Type: application/json", f"Content-Length: {len(body)}"]
        return "\r\n".join([*lines, "", ""]).encode("latin-1") + body


class Lines:
    """At most ``most`` connections; the one that rested longest is used next, so that all addresses are."""

    def __init__(self, door: Door, *, most: int) -> None:
        self.door = door
        self._resting: deque[Line] = deque()
        self._free = asyncio.Semaphore(most)
        self._wanted = most
        self._open = 0

    async def request(
        self, method: str, path: str, headers: Mapping[str, str] | None = None, body: bytes = b""
    ) -> Answer:
        """Send over any line. Raises LostError."""
        message = self.door.message(method, path, headers, body)
        async with self._free:
            line = await self._line()
            try:
                return await line.request(message)
            finally:
                self._rest(line)

    def close(self) -> None:
        while self._resting:
            self._resting.popleft().close()

    async def _line(self) -> Line:
        while self._resting and (self._open >= self._wanted or not self._resting[0].is_open):
            line = self._resting.popleft()
            if line.is_open:
                return line
            self._open -= 1
        line = Line()
        try:
            async with asyncio.timeout(ANSWERS_WITHIN):
                await self.door.open(line)
        except (OSError, TimeoutError) as error:
            raise LostError from error
        self._open += 1
        return line

    def _rest(self, line: Line) -> None:
        if line.is_open:
            self._resting.append(line)
        else:
            self._open -= 1
            if line.transport is not None:
                line.transport.abort()
