"""Group commit with natural batching: what arrives while a batch is committed is the next batch.

Whoever comes alone is written at once; in a crowd a batch waits a few milliseconds for more, which costs all less.

One thread with one connection works; an item is answered after its batch was committed, from the loop's thread.
"""

import asyncio
import queue
import threading
import time
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

import structlog
from django.db import connection

from sukhbat.kernel.logging import named
from sukhbat.kernel.refusals import Refusal
from sukhbat.live.database import DatabaseAwayError, ask
from sukhbat.live.refusals import AWAY, BROKEN

# A batch costs about 2 ms besides its items: once many come together, the next is awaited for a moment (seconds).
CROWD, LINGER = 16, 0.004
Item = TypeVar("Item")
Given = TypeVar("Given")
Work = Callable[[Sequence[Item]], Sequence[Given | Refusal]]
log = structlog.get_logger("sukhbat.live")


class Batches(Generic[Item, Given]):
    """``work`` takes a batch and gives as many results in the same order, committed."""

    def __init__(
        self,
        name: str,
        work: Work[Item, Given],
        *,
        most_waiting: int,
        most_at_once: int,
    ) -> None:
        self.name = name
        self.waiting = self.done = self.shed = 0
        self._work = work
        self._most_waiting = most_waiting
        self._most_at_once = most_at_once
        self._loop: asyncio.AbstractEventLoop | None = None
        self._queue: queue.SimpleQueue[tuple[Item, Callable[[Given | Refusal], None]] | None] = (
            queue.SimpleQueue()
        )
        self._thread = threading.Thread(target=self._run, name=f"live-{name}", daemon=True)

    def start(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._thread.start()

    def put(self, item: Item, then: Callable[[Given | Refusal], None]) -> bool:
        """Take an item in; False when too many wait already, and nothing will be done."""
        if self.waiting >= self._most_waiting:
            self.shed += 1
            return False
        self.waiting += 1
        self._queue.put((item, then))
        return True

    async def stop(self, seconds: float) -> None:
        """Finish what was taken in, as long as the time allows."""
        self._queue.put(None)
        await asyncio.get_running_loop().run_in_executor(None, self._thread.join, seconds)

    # -- in the thread

    def _run(self) -> None:
        is_crowd, is_end = False, False
        while not is_end and (first := self._queue.get()) is not None:
            batch = [first]
            wait_until = time.monotonic() + (LINGER if is_crowd else 0.0)
            while len(batch) < self._most_at_once:
                try:
                    another = self._queue.get(timeout=max(0.0, wait_until - time.monotonic()))
                except queue.Empty:
                    break
                if another is None:
                    is_end = True
                    break
                batch.append(another)
            is_crowd = len(batch) >= CROWD
            answers = self._answers([item for item, _then in batch])
            assert self._loop is not None
            self._loop.call_soon_threadsafe(self._deliver, [then for _item, then in batch], answers)
        connection.close()

    def _answers(self, items: Sequence[Item]) -> Sequence[Given | Refusal]:
        """The results; a batch that fails as a whole is tried item by item, so that one cannot spoil the others."""
        try:
            answers = ask(lambda: self._work(items))
            if len(answers) != len(items):
                raise RuntimeError(f"{self.name}: {len(items)} items, {len(answers)} answers")
            return answers
        except DatabaseAwayError as error:
            log.warning("live_database_away", batches=self.name, items=len(items), failure=_cause(error))
            return [AWAY] * len(items)
        except Exception as error:
            log.error("live_batch_failed", batches=self.name, items=len(items), exc_info=error)
            if len(items) == 1:
                return [BROKEN]
        return [answer for item in items for answer in self._answers([item])]

    # -- in the loop's thread

    def _deliver(
        self, thens: Sequence[Callable[[Given | Refusal], None]], answers: Sequence[Given | Refusal]
    ) -> None:
        self.waiting -= len(thens)
        self.done += len(thens)
        for then, answer in zip(thens, answers, strict=True):
            try:
                then(answer)
            except Exception as error:  # one connection's trouble is not that of the others in its batch
                log.error("live_answer_failed", batches=self.name, exc_info=error)


def _cause(error: DatabaseAwayError) -> str:
    return named(error.__cause__) if error.__cause__ else "unknown"
