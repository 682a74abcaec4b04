"""The server lives on whatever comes: bad frames, slow clients, too many of them, a search that fails."""

import asyncio
import time
from collections.abc import Callable

import pytest

from sukhbat.kernel.ids import uuid7
from sukhbat.similar.frames import HEAD, LONGEST_REQUEST, LONGEST_TEXT, framed, unframed
from sukhbat.similar.held import Hit
from sukhbat.similar.options import Options
from sukhbat.similar.server import NoModelError, Server

KEY = uuid7()
NEAR = {"do": "near", "text": "мектеп", "language": "kk", "count": 5, "ms": 500, "apart": False}


def found(_text, _language, _count, _apart):
    return [Hit("concern", KEY, 0.123456)]


class Running:
    """A server on a socket, within the test's own loop."""

    def __init__(self, path, search: Callable = found, **options) -> None:
        self.path = str(path / "s.sock")
        self.server = Server(
            Options(self.path, **{"idle": 2.0, "request": 0.3, **options}),
            search,
            lambda: {"status": "ready"},
        )

    async def __aenter__(self):
        self.listener = await asyncio.start_unix_server(self.server.serve, self.path)
        return self

    async def __aexit__(self, *_error):
        self.listener.close()
        await self.server.stop()

    async def connect(self):
        return await asyncio.open_unix_connection(self.path)

    async def send(self, *frames, connection=None):
        """The replies to some frames, until the server closes."""
        reader, writer = connection or await self.connect()
        replies = []
        for frame in frames:
            writer.write(frame)
            try:
                head = await asyncio.wait_for(reader.readexactly(HEAD.size), 5)
                replies.append(unframed(await reader.readexactly(HEAD.unpack(head)[0])))
            except (asyncio.IncompleteReadError, ConnectionError):
                replies.append("closed")
                break
        if connection is None:
            writer.close()
        return replies


def run(scenario):
    return asyncio.run(asyncio.wait_for(scenario, 20))


def test_requests_are_answered_one_after_the_other(folder):
    async def scenario():
        async with Running(folder) as running:
            replies = await running.send(framed(NEAR), framed({"do": "health"}), framed(NEAR))
            assert replies[0] == {"near": [["concern", str(KEY), 0.1235]]} == replies[2]
            assert replies[1] == {"health": {"status": "ready"}}
            assert running.server.told["answered"] == 2

    run(scenario())


BAD = [
    HEAD.pack(0),
    HEAD.pack(LONGEST_REQUEST + 1),
    b"\xff\xff\xff\xff",
    b"GET / HTTP/1.1\r\n\r\n",
    HEAD.pack(3) + b"abc",
    HEAD.pack(2) + b"[]",
    HEAD.pack(4) + b"null",
    HEAD.pack(2) + b"\xff\xff",
    framed({}),
    framed({"do": "shutdown"}),
    framed({"do": ["near"]}),
    framed({**NEAR, "text": None}),
    framed({**NEAR, "text": "я" * (LONGEST_TEXT + 1)}),
    framed({**NEAR, "text": {"a": 1}}),
    framed({**NEAR, "count": 0}),
    framed({**NEAR, "count": 51}),
    framed({**NEAR, "count": 2.5}),
    framed({**NEAR, "count": True}),
    framed({**NEAR, "ms": -1}),
    framed({**NEAR, "ms": 10**9}),
    framed({**NEAR, "language": "kaz"}),
    framed({**NEAR, "apart": 1}),
    framed({key: value for key, value in NEAR.items() if key != "ms"}),
]


@pytest.mark.parametrize("frame", BAD)
def test_a_poisoned_frame_is_refused_and_the_next_one_answered(folder, frame):
    async def scenario():
        async with Running(folder) as running:
            assert await running.send(frame, framed(NEAR)) == [{"error": "bad"}, "closed"]
            assert (await running.send(framed(NEAR)))[0]["near"]

    run(scenario())


def test_slow_clients_are_closed_and_hold_up_nobody(folder):
    async def scenario():
        async with Running(folder) as running:
            slow = [await running.connect() for _ in range(20)]
            for _reader, writer in slow:
                writer.write(framed(NEAR)[:9])
            begun = time.monotonic()
            assert (await running.send(framed(NEAR)))[0]["near"]
            assert time.monotonic() - begun < 0.3
            for reader, writer in slow:
                assert await asyncio.wait_for(reader.read(), 3) == b""
                writer.close()

    run(scenario())


def test_who_hangs_up_in_the_middle_leaves_nothing_behind(folder):
    async def scenario():
        async with Running(folder) as running:
            for cut in (0, 2, 4, 9, len(framed(NEAR))):
                _reader, writer = await running.connect()
                writer.write(framed(NEAR)[:cut])
                writer.close()
            await asyncio.sleep(0.2)
            assert running.server.open == 0
            assert running.server.waiting == 0
            assert (await running.send(framed(NEAR)))[0]["near"]

    run(scenario())


def test_more_connections_than_allowed_are_closed_at_once(folder):
    async def scenario():
        async with Running(folder, connections=3) as running:
            kept = [await running.connect() for _ in range(3)]
            await asyncio.sleep(0.05)
            assert await running.send(framed(NEAR)) == ["closed"]
            assert (await running.send(framed(NEAR), connection=kept[0]))[0]["near"]
            for _reader, writer in kept:
                writer.close()

    run(scenario())


def test_a_full_queue_sheds_and_the_late_are_not_worked_for(folder):
    searched = []

    def slow(text, *_rest):
        time.sleep(0.15)
        searched.append(text)
        return []

    async def scenario():
        async with Running(folder, slow, most_waiting=4) as running:
            asks = [running.send(framed({**NEAR, "text": f"{n}", "ms": 200})) for n in range(12)]
            replies = [reply[0] for reply in await asyncio.gather(*asks)]
            assert replies.count({"error": "busy"}) == 8
            assert replies.count({"error": "late"}) >= 1
            assert replies.count({"near": []}) == len(searched) <= 3
            assert running.server.waiting == 0
            assert (await running.send(framed(NEAR)))[0] == {"near": []}

    run(scenario())


@pytest.mark.parametrize(("error", "code"), [(NoModelError(), "no_model"), (ValueError("a text"), "broken")])
def test_a_search_that_fails_is_a_code_without_words(folder, error, code, caplog):
    def fail(*_arguments):
        raise error

    async def scenario():
        async with Running(folder, fail) as running:
            assert await running.send(framed(NEAR), framed({"do": "health"})) == [
                {"error": code},
                {"health": {"status": "ready"}},
            ]

    run(scenario())
    assert "a text" not in caplog.text
