"""What the process says of itself: numbers and codes, nothing of any text."""

import os
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

_PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass
class State:
    """Written by the threads, read by whoever asks."""

    status: Literal["starting", "ready", "no_model", "database_away"] = "starting"
    kind: str = ""
    version: str = ""
    why: str = ""
    questions: int = 0
    public: int = 0
    concerns: int = 0
    lag: int = 0
    regrouped_at: str = ""
    regrouping: str = ""
    begun: float = field(default_factory=time.monotonic)

    def said(self, told: Mapping[str, int], waiting: int) -> dict[str, Any]:
        """``lag``: entries of the log not read yet; ``memory_mib``: resident; ``told``: replies by kind."""
        return {
            "status": self.status,
            "embedder": self.kind,
            "version": self.version,
            "why": self.why,
            "questions": self.questions,
            "public": self.public,
            "concerns": self.concerns,
            "lag": self.lag,
            "regrouped_at": self.regrouped_at,
            "regrouping": self.regrouping,
            "memory_mib": memory_mib(),
            "seconds": round(time.monotonic() - self.begun),
            "waiting": waiting,
            "told": dict(told),
        }


def memory_mib() -> int:
    """Resident memory of this process; where the system does not say, the highest there ever was."""
    try:
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * _PAGE // 2**20
    except OSError:
        import resource

        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return peak // (2**20 if sys.platform == "darwin" else 2**10)
