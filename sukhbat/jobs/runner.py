"""Runs the loops in their lanes until told to stop; a failure stays with its loop.

Each lane is a thread with its own connection. A lost database is waited for with growing pauses; a loop
that fails is logged, noted in its LoopRun row and tried again at its next time.
"""

import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass, field

import structlog
from django.db import InterfaceError, OperationalError, close_old_connections, connection

from sukhbat.jobs.timetable import Loop, loops
from sukhbat.kernel import clock
from sukhbat.kernel.logging import named
from sukhbat.kernel.loops import note_failure, note_run

NOTE_EVERY = 5.0
LONGEST_PAUSE = 30.0
GRACE = 1.5
log = structlog.get_logger("sukhbat.jobs")


@dataclass
class _Turn:
    """When a loop is due next, how often it failed in a row, and what it did since that was last noted."""

    loop: Loop
    due: float = 0.0
    noted: float = field(default=float("-inf"))
    done: int = 0
    failures: int = 0


def run(stop: threading.Event) -> None:
    """Run every loop until ``stop`` is set; returns within about two seconds of it."""
    lanes: dict[str, list[Loop]] = {}
    for loop in loops(stop.is_set):
        lanes.setdefault(loop.lane.value, []).append(loop)
    # Daemons, so that a mail server that does not answer cannot hold up the end.
    threads = [
        threading.Thread(target=run_lane, args=(found, stop), name=f"jobs-{name}", daemon=True)
        for name, found in lanes.items()
    ]
    log.info("jobs_started", loops=sum(map(len, lanes.values())))
    for thread in threads:
        thread.start()
    stop.wait()
    deadline = time.monotonic() + GRACE
    for thread in threads:
        thread.join(max(0.0, deadline - time.monotonic()))
    log.info("jobs_stopped", unfinished=[thread.name for thread in threads if thread.is_alive()])


def run_lane(found: Iterable[Loop], stop: threading.Event) -> None:
    """Take the loops of a lane in turn, each when it is due, until ``stop`` is set."""
    turns = [_Turn(loop) for loop in found]
    pause = 0.0
    while not stop.is_set():
        turn = min(turns, key=lambda each: each.due)
        if stop.wait(max(0.0, turn.due - time.monotonic())):
            break
        pause = 0.0 if _take(turn) else min(LONGEST_PAUSE, max(1.0, pause * 2))
        stop.wait(pause)
    connection.close()


def _take(turn: _Turn) -> bool:
    """Run one loop once; False when the database was lost."""
    started = time.monotonic()
    turn.due = started + turn.loop.every
    try:
        close_old_connections()
        done = turn.loop.run(clock.now())
        turn.done += done
        if turn.loop.full is not None and done >= turn.loop.full:
            turn.due = started
        _note(turn)
    except (OperationalError, InterfaceError) as error:
        if connection.is_usable():  # a lock that was not given, a deadlock: the loop's own affair
            return _failed(turn, error)
        log.warning("database_lost", loop=turn.loop.name, failure=named(error))
        connection.close()
        return False
    except Exception as error:
        return _failed(turn, error)
    return True


def _note(turn: _Turn) -> None:
    """Say that the loop came round: at once after a failure, else every few seconds."""
    moment = time.monotonic()
    if turn.failures or moment - turn.noted >= NOTE_EVERY:
        note_run(turn.loop.name, now=clock.now(), done=turn.done)
        turn.noted, turn.done, turn.failures = moment, 0, 0


def _failed(turn: _Turn, error: Exception) -> bool:
    """Log and keep the failure and let the loop wait longer each time; False when the database was lost."""
    log.error("loop_failed", loop=turn.loop.name, exc_info=error)
    turn.due += min(LONGEST_PAUSE, 2.0**turn.failures - 1)
    turn.failures = min(turn.failures + 1, 6)
    try:
        # Whatever the loop left half done must not reach the next one.
        connection.close()
        note_failure(turn.loop.name, now=clock.now(), failure=_described(error))
    except (OperationalError, InterfaceError):
        return False
    return True


def _described(error: Exception) -> str:
    """The error for the row: our own errors speak in words without people, others only by their type."""
    ours = type(error).__module__.startswith("sukhbat.")
    return f"{named(error)}: {error}" if ours and str(error) else named(error)
