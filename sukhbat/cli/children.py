"""Child processes that end with their parent, however it ends.

Each child leads a process group of its own. A keeper, a small process outside the terminal's group, waits for
the end of the parent's pipe: when the parent was killed it stops the groups and the embedded server.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO

LOG_KEPT = 10_000_000  # bytes before a log is put aside at the next start
PATIENCE = 12.0  # seconds a child has to end by itself


class Child:
    """One child process with its log."""

    def __init__(self, name: str, command: Sequence[str], log: Path) -> None:
        self.name = name
        self.command = command
        self.log = log
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> int:
        """Start it, or start it anew; its group's id."""
        with _opened(self.log) as log:
            self.process = subprocess.Popen(
                self.command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
            )
        return self.process.pid

    def ended(self) -> bool:
        return self.process is None or self.process.poll() is not None

    def stop(self) -> None:
        """End the child and everything it started."""
        if self.process is None:
            return
        if not self.ended():
            _signal_group(self.process.pid, signal.SIGTERM)
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(PATIENCE)
        _signal_group(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.process = None


class Keeper:
    """The process that clears up after a parent that could not."""

    def __init__(self, cluster_folder: Path | None, log: Path) -> None:
        command = [sys.executable, "-m", "sukhbat.cli.keeper", str(cluster_folder or "")]
        with _opened(log) as file:
            self._process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=file, stderr=file, start_new_session=True
            )

    def watch(self, group: int) -> None:
        """Stop this group, too."""
        self._tell(f"{group}\n")

    def dismiss(self) -> None:
        """Everything has ended in order."""
        self._tell("done\n")
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait()

    def _tell(self, line: str) -> None:
        assert self._process.stdin is not None
        # Somebody may have ended the keeper; the parent still clears up itself.
        with suppress(BrokenPipeError):
            self._process.stdin.write(line.encode())
            self._process.stdin.flush()


def stop_groups(groups: Sequence[int]) -> None:
    """End process groups that are no children of this process."""
    for group in groups:
        _signal_group(group, signal.SIGTERM)
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and any(_lives(group) for group in groups):
        time.sleep(0.1)
    for group in groups:
        _signal_group(group, signal.SIGKILL)


def _lives(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def _signal_group(group: int, number: signal.Signals) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(group, number)


def _opened(log: Path) -> IO[bytes]:
    log.parent.mkdir(parents=True, exist_ok=True)
    if log.exists() and log.stat().st_size > LOG_KEPT:
        log.replace(log.with_suffix(".log.1"))
    return log.open("ab")
