"""``python -m sukhbat.cli.keeper FOLDER``: waits for its parent's end and then clears up (see children)."""

import signal
import sys
from pathlib import Path

from sukhbat.cli.children import stop_groups
from sukhbat.kernel.embedded_postgres import Cluster


def main() -> None:
    """Read group ids until the pipe ends; ``done`` says that nothing is left to do."""
    for ignored in (signal.SIGINT, signal.SIGHUP, signal.SIGTERM):
        signal.signal(ignored, signal.SIG_IGN)
    lines = [line.strip() for line in sys.stdin]
    if "done" in lines:
        return
    stop_groups([int(line) for line in lines])
    if folder := sys.argv[1]:
        Cluster(Path(folder)).stop()


if __name__ == "__main__":
    main()
