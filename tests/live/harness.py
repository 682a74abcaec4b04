"""The service inside the test's process, without a database: what it reads and writes is the test's."""

import asyncio
import socket
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

import uvloop

from sukhbat.live.connection import Connection
from sukhbat.live.hub import Hub
from sukhbat.live.options import Options
from sukhbat.live.reference import Reference
from sukhbat.live.senders import Senders
from sukhbat.live.service import Service
from sukhbat.questions.live_state import Counts, LiveState, OnAir, Shown

ORIGIN = "http://127.0.0.1:8000"
CONFERENCE, PERSON = UUID(int=7), UUID(int=9)
AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
EMPTY = LiveState(CONFERENCE, "internet", "live", False, AT, Counts(3, 2, 0, 0), None, (), ())
REFERENCE = Reference(
    {"roads": UUID(int=1)},
    {"10": UUID(int=2)},
    {UUID(int=3): ("min", dict.fromkeys(("kk", "ru", "en"), "Ministry"))},
    4,
)


def on_air(number: str = "7K3MQ2XD5", text: str = "When?", **fields) -> OnAir:
    return OnAir(
        **{
            "question": Shown(number, text, "en"),
            "since": AT,
            "place": None,
            "chosen_by": "",
            "supports": 1,
            **fields,
        }
    )


class FakeReader:
    async def read(self, work):
        return work()


class Running:
    """A service in a thread of its own; ``state`` is what the tables would say."""

    def __init__(self, *, take_in=None, change=None, **options) -> None:
        self.options = Options(**{"origins": frozenset({ORIGIN}), **options})
        self.state = EMPTY
        self.reads = 0
        self._works = {name: work for name, work in (("take_in", take_in), ("change", change)) if work}
        self._ready = threading.Event()
        self._thread = threading.Thread(target=lambda: uvloop.run(self._serve()), daemon=True)

    def __enter__(self) -> "Running":
        self._thread.start()
        assert self._ready.wait(10)
        return self

    def __exit__(self, *_error) -> None:
        self.loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(10)

    def _read(self, _conference_id: UUID) -> LiveState:
        self.reads += 1
        return self.state

    async def _serve(self) -> None:
        self.loop = asyncio.get_running_loop()
        self._stop = asyncio.Event()
        self.hub = Hub(FakeReader(), read=self._read, find=lambda: {"internet": CONFERENCE})
        self.senders = Senders(self.options, **self._works)
        self.senders.reference = REFERENCE
        self.senders.start()
        self.service = Service(self.options, self.hub, self.senders)
        server = await self.loop.create_server(lambda: Connection(self.service), "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        ticking = self.loop.create_task(self._tick())
        self._ready.set()
        await self._stop.wait()
        ticking.cancel()
        server.close()
        await self.senders.stop(2)

    async def _tick(self) -> None:
        while True:
            await asyncio.sleep(0.05)
            self.service.close_late()
            self.hub.tick()

    def become(self, what: str = "air", **fields) -> None:
        """The tables change, and the signal says so."""
        self.state = replace(self.state, **fields)
        payload = f'{{"conference":"{CONFERENCE}","what":["{what}"]}}'
        self.loop.call_soon_threadsafe(self.hub.signal, payload)

    def do(self, act: Callable[[], object]) -> object:
        """Run something in the loop's thread."""

        async def run():
            return act()

        return asyncio.run_coroutine_threadsafe(run(), self.loop).result(10)

    def connect(self, receive: int = 0) -> "Raw":
        return Raw(self.port, receive)


class Raw:
    """A client that sends bytes as it likes."""

    def __init__(self, port: int, receive: int = 0) -> None:
        self.socket = socket.socket()
        if receive:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive)
        self.socket.settimeout(10)
        self.socket.connect(("127.0.0.1", port))
        self.file = self.socket.makefile("rb")

    def __enter__(self) -> "Raw":
        return self

    def __exit__(self, *_error) -> None:
        self.file.close()
        self.socket.close()

    def send(self, data: bytes) -> "Raw":
        self.socket.sendall(data)
        return self

    def get(self, path: str, *headers: str, method: str = "GET") -> "Raw":
        lines = [f"{method} {path} HTTP/1.1", "Host: x", *headers, "", ""]
        return self.send("\r\n".join(lines).encode())

    def post(self, path: str, body: bytes, *headers: str) -> "Raw":
        sent = (f"Content-Length: {len(body)}", "Content-Type: application/json", *headers)
        lines = [f"POST {path} HTTP/1.1", "Host: x", *sent, "", ""]
        return self.send("\r\n".join(lines).encode() + body)

    def answer(self, *, body: bool = True) -> tuple[int, dict[str, str], bytes]:
        """Status, headers in lower case, body."""
        first = self.file.readline()
        if not first:
            raise EOFError
        headers = {}
        while line := self.file.readline().decode().strip():
            name, _colon, value = line.partition(":")
            headers[name.lower()] = value.strip()
        length = int(headers.get("content-length", 0)) if body else 0
        return int(first.split()[1]), headers, self.file.read(length)

    def event(self) -> tuple[str, str, str]:
        """Name, data and id of the next event of a stream."""
        fields = {}
        while True:
            line = self.file.readline().decode()
            if not line:
                raise EOFError
            if line == "\n" and "data" in fields:
                return fields.get("event", ""), fields["data"], fields.get("id", "")
            name, _colon, value = line.rstrip("\n").partition(": ")
            fields[name] = value

    def is_closed(self) -> bool:
        try:
            return self.file.read(1) == b""
        except (ConnectionError, TimeoutError):
            return True
