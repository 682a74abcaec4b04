"""Batches by themselves: who comes alone does not wait, a crowd is written together, nobody is left out."""

import asyncio
import threading
import time
from collections.abc import Sequence

from sukhbat.live import batches as module
from sukhbat.live.batches import CROWD, Batches


class Work:
    """Notes the batches it was given; the first takes as long as it is told to."""

    def __init__(self) -> None:
        self.batches: list[list[int]] = []
        self.may_go_on = threading.Event()

    def __call__(self, items: Sequence[int]) -> Sequence[int]:
        self.batches.append(list(items))
        self.may_go_on.wait(5)
        return [-item for item in items]


def run(work: Work, play) -> list[int]:
    """What came back, in the order of the answers."""
    answers: list[int] = []

    async def whole() -> None:
        line: Batches[int, int] = Batches("test", work, most_waiting=1_000, most_at_once=64)
        line.start()
        await play(line, answers.append)
        await line.stop(5)
        await asyncio.sleep(0)

    asyncio.run(whole())
    return answers


def test_who_comes_alone_is_written_at_once(monkeypatch):
    monkeypatch.setattr(module, "LINGER", 60.0)
    work = Work()
    work.may_go_on.set()

    async def play(line, then):
        for item in range(3):
            line.put(item, then)
            while len(work.batches) <= item:
                await asyncio.sleep(0.001)

    begun = time.monotonic()
    assert sorted(run(work, play)) == [-2, -1, 0]
    assert work.batches == [[0], [1], [2]]
    assert time.monotonic() - begun < 5


def test_after_a_crowd_the_next_batch_waits_a_moment_for_more(monkeypatch):
    monkeypatch.setattr(module, "LINGER", 0.5)
    work = Work()

    async def play(line, then):
        line.put(0, then)
        while not work.batches:
            await asyncio.sleep(0.001)
        for item in range(1, CROWD + 1):
            line.put(item, then)
        work.may_go_on.set()
        while len(work.batches) < 2:
            await asyncio.sleep(0.001)
        for item in range(CROWD + 1, CROWD + 6):
            line.put(item, then)
            await asyncio.sleep(0.01)

    answers = run(work, play)
    assert work.batches == [[0], list(range(1, CROWD + 1)), list(range(CROWD + 1, CROWD + 6))]
    assert len(answers) == CROWD + 6
