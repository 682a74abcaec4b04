"""The jobs process: signals end it cleanly."""

import signal
import threading
from types import FrameType


def main() -> None:
    """Run the loops until SIGTERM or SIGINT. Call it in the main thread, after django.setup()."""
    from sukhbat.jobs.runner import run

    stop = threading.Event()

    def end(_signal: int, _frame: FrameType | None) -> None:
        stop.set()

    for wanted in (signal.SIGTERM, signal.SIGINT):
        signal.signal(wanted, end)
    run(stop)
