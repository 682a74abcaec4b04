"""Runs pages, live, jobs and similar as child processes beside the embedded server, until told to stop."""

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
    """The pages, the live service and the jobs of one installation on this machine."""

    def __init__(self, pages: Pages, keeper: Keeper, logs: Path, *, live_port: int) -> None:
        self.pages = pages
        self.live_port = live_port
        self.keeper = keeper
        where = ["--host", pages.host, "--port", str(live_port), "--socket", ""]
        live = [sys.executable, "-m", "sukhbat.live", *where]
        jobs = [sys.executable, "-m", "sukhbat.jobs"]
        self.children = [
            Child("pages", pages.command(), logs / "pages.log"),
            Child("live", live, logs / "live.log"),
            Child("jobs", jobs, logs / "jobs.log"),
        ]
        # Everything works without it, if less well: nobody waits for it, and it may stay away.
        self.meanings = Child("meanings", [sys.executable, "-m", "sukhbat.similar"], logs / "similar.log")
        self._meanings_ends: list[float] = []
        self._ends: list[float] = []

    @property
    def address(self) -> str:
        return f"http://{self.pages.host}:{self.pages.port}"

    def start(self) -> None:
        for child in [*self.children, self.meanings]:
            self.keeper.watch(child.start())

    def wait_until_healthy(self) -> None:
        """Until pages, database, live service and jobs say that they are well. CommandError when it does not."""
        deadline = time.monotonic() + START_PATIENCE
        while not self._are_healthy():
            for child in self.children:
                if child.ended():
                    raise CommandError(f"The {child.name} ended while starting. See {child.log}.")
            if time.monotonic() > deadline:
                raise CommandError(f"It does not get ready. See the logs in {self.children[0].log.parent}.")
            time.sleep(0.2)

    def run(self) -> None:
        """Start anew what ends by itself, until a signal comes. CommandError when it keeps ending."""
        while True:
            time.sleep(LOOK_EVERY)
            for child in self.children:
                if child.ended():
                    self._again(child)
            if self.meanings.process is not None and self.meanings.ended():
                self._again_or_without()

    def stop(self) -> None:
        for child in [*self.children, self.meanings]:
            child.stop()

    def _again(self, child: Child) -> None:
        now = time.monotonic()
        self._ends = [moment for moment in self._ends if now - moment < CALM] + [now]
        if len(self._ends) > MOST_ENDS:
            raise CommandError(f"The {child.name} keep ending. See {child.log}.")
        say(f"The {child.name} ended unexpectedly and are started again; see {child.log}.", style="yellow")
        child.stop()
        self.keeper.watch(child.start())

    def _again_or_without(self) -> None:
        """The comparison of meanings ended: start it anew, or go on without it when it keeps ending."""
        now = time.monotonic()
        self._meanings_ends = [moment for moment in self._meanings_ends if now - moment < CALM] + [now]
        self.meanings.stop()
        if len(self._meanings_ends) > MOST_ENDS:
            say(
                f"Meanings are not compared: see {self.meanings.log}. Everything else goes on.",
                style="yellow",
            )
        else:
            self.keeper.watch(self.meanings.start())

    def _are_healthy(self) -> bool:
        return self._is_healthy(self.pages.port, "/healthz") and self._is_healthy(
            self.live_port, "/live/health"
        )

    def _is_healthy(self, port: int, path: str) -> bool:
        asked = HTTPConnection(self.pages.host, port, timeout=5)
        try:
            asked.request("GET", path)
            return asked.getresponse().status == 200
        except (HTTPException, OSError):
            return False
        finally:
            asked.close()
