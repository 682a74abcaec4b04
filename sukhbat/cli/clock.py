"""Seconds, CPU seconds and memory of work that goes through stages, and a word on how far it is."""

import resource
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

_TOLD_EVERY = 5.0  # seconds


@dataclass
class Spent:
    """What one stage took."""

    seconds: float = 0.0
    cpu: float = 0.0


class StageClock:
    """Called with the stage, how much of it is done, and of how much."""

    def __init__(self, *, tell: Callable[[str], None]) -> None:
        self.spent: dict[str, Spent] = {}
        self._tell = tell
        self._stage = ""
        self._since = self._cpu_since = self._told = 0.0
        self._before = peak_mib()

    def __call__(self, stage: str, done: int, of: int) -> None:
        now = time.monotonic()
        if stage != self._stage:
            self.stop()
            self._stage, self._since, self._cpu_since = stage, now, time.process_time()
            self.spent.setdefault(stage, Spent())
        if now - self._told >= _TOLD_EVERY:
            self._told = now
            self._tell(f"{stage}: {done:,} of {of:,}" if of else stage)

    def stop(self) -> None:
        """End the stage that runs."""
        if self._stage:
            spent = self.spent[self._stage]
            spent.seconds += time.monotonic() - self._since
            spent.cpu += time.process_time() - self._cpu_since
            self._stage = ""

    def cost(self, count: int) -> dict[str, object]:
        """All figures, of work on so many things."""
        seconds = sum(one.seconds for one in self.spent.values())
        return {
            "seconds": round(seconds, 1),
            "cpu_seconds": round(sum(one.cpu for one in self.spent.values()), 1),
            "texts_a_second": round(count / max(seconds, 1e-9)),
            "peak_mib": peak_mib(),
            "before_mib": self._before,
            "stages": {
                name: {"seconds": round(one.seconds, 1), "cpu_seconds": round(one.cpu, 1)}
                for name, one in self.spent.items()
            },
        }


def peak_mib() -> int:
    """The most memory this process has had so far."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    return int(peak // 2**20)
