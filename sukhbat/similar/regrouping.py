"""The thread that has everything open regrouped every few minutes, when there is news, by a process of its own."""

import json
import os
import subprocess
import sys
import threading
import time
from tempfile import TemporaryFile
from typing import Any

import structlog
from django.db import InterfaceError, OperationalError, connection

from sukhbat.kernel import clock
from sukhbat.kernel.loops import note_failure, note_run
from sukhbat.similar.following import Following
from sukhbat.similar.health import State
from sukhbat.similar.options import Options
from sukhbat.similar.whole import ANOTHER

NAME = "similar.regroup"
# Seconds.
LOOKED_EVERY, CALM_EVERY, LONGEST = 0.5, 3_600.0, 1_800.0
log = structlog.get_logger("sukhbat.similar")


class Regrouping:
    """Regroups soon after the start, then as often as the options say; without any news once an hour."""

    def __init__(self, options: Options, state: State, following: Following, ending: threading.Event) -> None:
        self._every = options.regroup_every
        self._state = state
        self._following = following
        self._ending = ending
        self._news = 0

    def run(self) -> None:
        """Until told to stop."""
        if not self._every:
            return
        due = calm = time.monotonic()
        while not self._ending.wait(LOOKED_EVERY):
            version = self._following.version
            if not version or time.monotonic() < due:
                continue
            due = time.monotonic() + self._every
            self._news += self._following.take_news()
            if self._news or time.monotonic() >= calm:
                calm = time.monotonic() + CALM_EVERY
                self._regroup(version)
        connection.close()

    def _regroup(self, version: str) -> None:
        begun = time.monotonic()
        self._state.regrouping = "running"
        code, said = self._child(version)
        self._state.regrouping = {0: "ok", ANOTHER: "elsewhere"}.get(code, "failed")
        if self._ending.is_set():
            return
        if code == 0:
            self._news = 0
            figures = _figures(said)
            self._state.regrouped_at = clock.now().isoformat(timespec="seconds")
            log.info("similar_regrouped", seconds=round(time.monotonic() - begun, 1), **figures)
        elif code != ANOTHER:
            log.error("similar_regrouping_failed", code=code)
        self._note(code, said)
        self._following.was_regrouped()

    def _child(self, version: str) -> tuple[int, str]:
        """Run the child and wait; its exit code and what it printed. It is stopped with us, or when it hangs."""
        with TemporaryFile("w+", encoding="utf-8") as said:
            child = subprocess.Popen(
                [sys.executable, "-m", "sukhbat.similar.whole", version],
                stdin=subprocess.PIPE,  # kept open: the child ends when it is closed (similar/whole.py)
                stdout=said,
                env={**os.environ, "OPENBLAS_NUM_THREADS": "2"},
            )
            deadline = time.monotonic() + LONGEST
            while child.poll() is None:
                if self._ending.wait(LOOKED_EVERY) or time.monotonic() > deadline:
                    child.kill()
                    child.wait()
            assert child.stdin is not None
            child.stdin.close()
            said.seek(0)
            return child.returncode, said.read()

    def _note(self, code: int, said: str) -> None:
        """The loop's row, for the monitor; without a database there is nobody to read it."""
        try:
            if code == 0:
                figures = _figures(said)
                note_run(
                    NAME, now=clock.now(), done=sum(int(figures.get(name, 0)) for name in ("joined", "moved"))
                )
            elif code != ANOTHER:
                note_failure(NAME, now=clock.now(), failure=f"the regrouping ended with {code}")
        except (OperationalError, InterfaceError):
            log.warning("database_lost", loop=NAME)
        finally:
            connection.close()


def _figures(said: str) -> dict[str, Any]:
    try:
        found = json.loads(said.strip().rpartition("\n")[2])
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
