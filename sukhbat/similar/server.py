"""Answers requests on the socket. Whatever comes, it stays up: frames, texts, connections and the queue are bounded."""

import asyncio
import time
from collections import Counter
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

import structlog

from sukhbat.similar.frames import (
    BAD,
    BROKEN,
    BUSY,
    HEAD,
    LATE,
    LONGEST_REQUEST,
    LONGEST_TEXT,
    LONGEST_WAIT,
    MOST_NEAR,
    NO_MODEL,
    BadFrameError,
    body_length,
    framed,
    unframed,
)
from sukhbat.similar.held import Hit
from sukhbat.similar.options import Options

log = structlog.get_logger("sukhbat.similar")


class NoModelError(Exception):
    """No embedder is there, or not yet."""


Search = Callable[[str, str, int, bool], list[Hit]]


class Server:
    """``search`` runs in one thread: the text, the reader's language, how many, questions only. NoModelError."""

    def __init__(self, options: Options, search: Search, health: Callable[[], Mapping[str, Any]]) -> None:
        self._options = options
        self._search = search
        self._health = health
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="similar-answers")
        self._connections: set[asyncio.Task[None] | None] = set()
        self.waiting = 0
        self.told: Counter[str] = Counter()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, until it ends, idles too long, is slow, or sends what is no frame."""
        if len(self._connections) >= self._options.connections:
            self.told["too_many"] += 1
            writer.close()
            return
        self._connections.add(task := asyncio.current_task())
        try:
            while await self._one(reader, writer):
                pass
        except (OSError, EOFError, TimeoutError):
            pass
        except Exception as error:  # a mistake of ours ends this connection and no other
            log.error("similar_connection_failed", exc_info=error)
        finally:
            self._connections.discard(task)
            writer.close()
            with suppress(OSError):
                await writer.wait_closed()

    async def _one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """Read one request and answer it; False when the connection is to be closed."""
        try:
            head = await asyncio.wait_for(reader.readexactly(HEAD.size), self._options.idle)
            length = body_length(head, LONGEST_REQUEST)
            body = await asyncio.wait_for(reader.readexactly(length), self._options.request)
            reply = await self._reply(unframed(body))
        except BadFrameError:
            self.told[BAD] += 1
            reply = {"error": BAD}
        writer.write(framed(reply))
        await asyncio.wait_for(writer.drain(), self._options.request)
        return reply.get("error") != BAD

    async def _reply(self, request: Mapping[str, Any]) -> dict[str, Any]:
        if request.get("do") == "health":
            return {"health": dict(self._health())}
        if request.get("do") != "near":
            raise BadFrameError("an unknown request")
        text, language, count, milliseconds, apart = _near_request(request)
        if self.waiting >= self._options.most_waiting:
            self.told[BUSY] += 1
            return {"error": BUSY}
        deadline = time.monotonic() + milliseconds / 1_000
        self.waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(
                self._thread, self._answer, text, language, count, apart, deadline
            )
        finally:
            self.waiting -= 1

    def _answer(self, text: str, language: str, count: int, apart: bool, deadline: float) -> dict[str, Any]:
        """In the thread: who waits no more is not worked for."""
        if time.monotonic() >= deadline:
            self.told[LATE] += 1
            return {"error": LATE}
        try:
            found = self._search(text, language, count, apart)
        except NoModelError:
            self.told[NO_MODEL] += 1
            return {"error": NO_MODEL}
        except Exception as error:
            # Never with the text: it may be a draft that nobody sent.
            self.told[BROKEN] += 1
            log.error("similar_answer_failed", failure=type(error).__name__)
            return {"error": BROKEN}
        self.told["answered"] += 1
        return {"near": [[hit.kind, str(hit.key), round(hit.score, 4)] for hit in found]}

    @property
    def open(self) -> int:
        """How many connections there are."""
        return len(self._connections)

    async def stop(self) -> None:
        """End all connections, and no more work for the thread."""
        self._thread.shutdown(wait=False, cancel_futures=True)
        tasks = [task for task in self._connections if task is not None]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def _near_request(request: Mapping[str, Any]) -> tuple[str, str, int, int, bool]:
    """The fields of a request, each within its bounds. BadFrameError."""
    text, language, apart = request.get("text"), request.get("language", ""), request.get("apart", False)
    count, milliseconds = request.get("count"), request.get("ms")
    fits = (
        isinstance(text, str)
        and len(text) <= LONGEST_TEXT
        and isinstance(language, str)
        and len(language) <= 2
        and isinstance(apart, bool)
        and _is_whole(count, MOST_NEAR)
        and _is_whole(milliseconds, LONGEST_WAIT)
    )
    if not fits:
        raise BadFrameError("a field is missing or out of bounds")
    assert isinstance(text, str)
    assert isinstance(count, int)
    assert isinstance(milliseconds, int)
    return text, str(language), count, milliseconds, bool(apart)


def _is_whole(value: object, high: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= high
