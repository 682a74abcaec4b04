"""How the pages process is started: granian over WSGI, the same for the demonstration and for production."""

import os
import sys
from dataclasses import dataclass

# No address and no query: neither belongs into a log. The path may hold a number of a question.
ACCESS_FORMAT = '[%(time)s] "%(method)s %(path)s" %(status)d %(dt_ms).1f ms'
BACKLOG = 1024


@dataclass(frozen=True)
class Pages:
    """Where the pages listen and with how many processes and threads."""

    host: str = "127.0.0.1"
    port: int = 8000
    socket: str = ""
    workers: int = 1
    threads: int = 4
    access_log: bool = False

    def command(self) -> list[str]:
        """The command line of granian."""
        place = ["--uds", self.socket] if self.socket else ["--host", self.host, "--port", str(self.port)]
        log = ["--access-log", "--access-log-fmt", ACCESS_FORMAT] if self.access_log else ["--no-access-log"]
        return [
            sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws", *place,
            "--workers", str(self.workers), "--blocking-threads", str(self.threads),
            "--backlog", str(BACKLOG), "--respawn-failed-workers", "--workers-kill-timeout", "10",
            "--log-level", "warning", *log,
            "sukhbat.wsgi:application",
        ]  # fmt: skip


def sensible_workers() -> int:
    """As many processes as this one may use processors, two at least, so that one slow page stops nobody."""
    return max(2, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)
