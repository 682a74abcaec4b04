"""One viewer: keeps the stream open as a browser does, and falls back to the snapshot as the page does."""

import asyncio
from collections.abc import Mapping
from typing import cast

import httptools

from sukhbat.cli.rehearse.dice import DICE
from sukhbat.cli.rehearse.events import Listener
from sukhbat.cli.rehearse.figures import Watching
from sukhbat.cli.rehearse.line import Door
from sukhbat.cli.rehearse.snapshots import Snapshots

OPENS_WITHIN = 30.0
PAUSE = 3.0  # seconds before a browser opens a broken stream again, unless the stream says otherwise
LONGEST_PAUSE = 20.0
STREAM_AGAIN = (20.0, 60.0)  # seconds after which a page that was turned away asks for the stream again


class Stream(asyncio.Protocol):
    """One opened stream, from the request to its end."""

    __slots__ = (
        "_parser",
        "_rest",
        "_status",
        "_viewer",
        "begun_at",
        "ended",
        "headers",
        "heard_first",
        "is_counted",
        "transport",
    )

    def __init__(self, viewer: "Viewer", message: bytes) -> None:
        self._viewer = viewer
        self._rest = message
        self._parser = httptools.HttpResponseParser(self)
        self._status = 0
        self.heard_first = False
        self.is_counted = False
        self.headers: dict[str, str] = {}
        loop = asyncio.get_running_loop()
        self.begun_at = loop.time()
        # Gives the status with which the stream ended: 0 for none, 200 for one that was a stream.
        self.ended: asyncio.Future[int] = loop.create_future()
        self.transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)
        self.transport.write(self._rest)
        self._rest = b""

    def data_received(self, data: bytes) -> None:
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserError:
            self.close()

    def connection_lost(self, error: Exception | None) -> None:
        if not self.ended.done():
            self.ended.set_result(self._status)

    def close(self) -> None:
        if self.transport is not None:
            self.transport.abort()

    def on_header(self, name: bytes, value: bytes) -> None:
        self.headers[name.decode("latin-1").lower()] = value.decode("latin-1")

    def on_headers_complete(self) -> None:
        self._status = self._parser.get_status_code()
        if self._status == 200:
            self._viewer.opened(self)

    def on_body(self, body: bytes) -> None:
        if self._status != 200:
            return
        if self._rest:
            body = self._rest + body
        if not body.endswith(b"\n\n"):
            whole, end, self._rest = body.rpartition(b"\n\n")
            body = whole + end
        else:
            self._rest = b""
        if body:
            self._viewer.heard(self, body)

    def on_message_complete(self) -> None:
        self.close()


class Viewer:
    """Watches until cancelled."""

    __slots__ = (
        "_door",
        "_failures",
        "_last_id",
        "_listener",
        "_path",
        "_snapshots",
        "_was_open",
        "_watching",
        "pause",
    )

    def __init__(
        self, door: Door, path: str, snapshots: Snapshots, watching: Watching, listener: Listener
    ) -> None:
        self._door = door
        self._path = path
        self._snapshots = snapshots
        self._watching = watching
        self._listener = listener
        self._last_id: str | None = None
        self._failures = 0
        self._was_open = False
        self.pause = PAUSE

    async def watch(self, opening: asyncio.Semaphore) -> None:
        """Open the stream again and again."""
        while True:
            status, headers = await self._one_stream(opening)
            if status == 503:
                await self._poll(headers)
            else:
                await asyncio.sleep(self._jittered())

    def opened(self, stream: Stream) -> None:
        watching = self._watching
        stream.is_counted = True
        watching.now += 1
        watching.opened += 1
        watching.reconnected += self._was_open
        watching.connect.add(asyncio.get_running_loop().time() - stream.begun_at)
        self._was_open = True
        self._failures = 0

    def heard(self, stream: Stream, data: bytes) -> None:
        watching = self._watching
        said = self._listener.heard(data)
        if said.last_id is not None:
            self._last_id = said.last_id
        if said.retry is not None:
            self.pause = said.retry
        watching.messages += len(said.names)
        watching.deliveries += bool(said.names)
        # What comes first is how things stood already; only what follows is news.
        if stream.heard_first:
            watching.hear(said)
        elif said.names:
            stream.heard_first = True

    async def _one_stream(self, opening: asyncio.Semaphore) -> tuple[int, Mapping[str, str]]:
        last = {"Last-Event-ID": self._last_id} if self._last_id else {}
        headers = {"Accept": "text/event-stream", "Cache-Control": "no-cache", **last}
        stream = Stream(self, self._door.message("GET", self._path, headers))
        try:
            async with opening, asyncio.timeout(OPENS_WITHIN):
                await self._door.open(stream)
            status = await stream.ended
        except (OSError, TimeoutError):
            status = 0
        finally:
            stream.close()
            self._watching.now -= stream.is_counted
        self._note_end(status)
        return status, stream.headers

    def _note_end(self, status: int) -> None:
        if status == 200:
            self._watching.dropped += 1
        else:
            self._failures += 1
            self._watching.refused["no connection" if status == 0 else str(status)] += 1

    async def _poll(self, headers: Mapping[str, str]) -> None:
        """Turned away: ask for the snapshot as the page does, for some time."""
        loop = asyncio.get_running_loop()
        until = loop.time() + max(DICE.uniform(*STREAM_AGAIN), _seconds(headers.get("retry-after")))
        self._watching.polling += 1
        try:
            etag: str | None = None
            while loop.time() < until:
                etag = await self._snapshots.ask(etag) or etag
                await asyncio.sleep(DICE.uniform(4, 8))
        finally:
            self._watching.polling -= 1

    def _jittered(self) -> float:
        """Seconds until the next attempt: longer after each failure, and never the same for all."""
        longest = min(self.pause * 2.0 ** min(self._failures, 4), LONGEST_PAUSE)
        return DICE.uniform(0.5, 1) * max(longest, self.pause)


def _seconds(text: str | None) -> float:
    return float(text) if text and text.isdigit() else 0.0
