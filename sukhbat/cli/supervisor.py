"""Runs pages and jobs as child processes beside the embedded server, until told to stop."""

import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from types import FrameType

from sukhbat.cli.children import Child, Keeper
from sukhbat.cli.pages import Pages
from sukhbat.cli.words import CommandError, say

START_PATIENCE = 60.0
LOOK_EVERY = 0.5
CALM = 60.0  # seconds after which an earlier end no longer counts
MOST_ENDS = 5


class StopRequestedError(Exception):
    """SIGTERM or SIGHUP came."""


@contextmanager
def stop_signals() -> Iterator[None]:
    """SIGTERM and the end of the terminal stop what runs inside, as Ctrl-C does."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise StopRequestedError

    before = {number: signal.signal(number, stop) for number in (signal.SIGTERM, signal.SIGHUP)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


class Supervisor:
    """The pages and the jobs of one installation on this machine."""

    def __init__(self, pages: Pages, keeper: Keeper, logs: Path) -> None:
        self.pages = pages
        self.keeper = keeper
        jobs = [sys.executable, "-m", "sukhbat.jobs"]
        self.children = [
            Child("pages", pages.command(), logs / "pages.log"),
            Child("jobs", jobs, logs / "jobs.log"),
        ]
        self._ends: list[float] = []

    @property
    def address(self) -> str:
        return f"http://{self.pages.host}:{self.pages.port}"

    def start(self) -> None:
        for child in self.children:
            self.keeper.watch(child.start())

    def wait_until_healthy(self) -> None:
        """Until /healthz answers that pages, database and jobs are well. CommandError when it does not."""
        deadline = time.monotonic() + START_PATIENCE
        while not self._is_healthy():
            for child in self.children:
                if child.ended():
                    raise CommandError(f"The {child.name} ended while starting. See {child.log}.")
            if time.monotonic() > deadline:
                raise CommandError(f"The pages do not get ready. See {self.children[0].log}.")
            time.sleep(0.2)

    def run(self) -> None:
        """Start anew what ends by itself, until a signal comes. CommandError when it keeps ending."""
        while True:
            time.sleep(LOOK_EVERY)
            for child in self.children:
                if child.ended():
                    self._again(child)

    def stop(self) -> None:
        for child in self.children:
            child.stop()

    def _again(self, child: Child) -> None:
        now = time.monotonic()
        self._ends = [moment for moment in self._ends if now - moment < CALM] + [now]
        if len(self._ends) > MOST_ENDS:
            raise CommandError(f"The {child.name} keep ending. See {child.log}.")
        say(f"The {child.name} ended unexpectedly and are started again; see {child.log}.", style="yellow")
        child.stop()
        self.keeper.watch(child.start())

    def _is_healthy(self) -> bool:
        asked = HTTPConnection(self.pages.host, self.pages.port, timeout=5)
        try:
            asked.request("GET", "/healthz")
            return asked.getresponse().status == 200
        except (HTTPException, OSError):
            return False
        finally:
            asked.close()
