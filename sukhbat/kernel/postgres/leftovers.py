"""What a killed server leaves behind."""

import os
import shutil
import subprocess
from pathlib import Path

from sukhbat.kernel.postgres.place import Place


def clear_leftovers(place: Place) -> None:
    """Before a start, while no server runs: unfinished initdb folders, lock files with a stranger's number.

    After a restart of the machine or container the dead server's process number is often another's; the new
    server would take that process for its predecessor and refuse to start. A number that nobody has is left
    alone: the server then checks itself that no child of the old one still uses the data.
    """
    for unfinished in place.home.glob("data.*.new"):
        shutil.rmtree(unfinished, ignore_errors=True)
    for lock in (place.data / "postmaster.pid", place.socket.with_name(place.socket.name + ".lock")):
        if lock.exists() and _names_a_stranger(lock):
            lock.unlink()


def _names_a_stranger(lock: Path) -> bool:
    try:
        pid = int(lock.read_text().split("\n", 1)[0])
    except ValueError:
        return True  # cut short by a full disk or a power cut
    program = _program(pid)
    return program is not None and program != "postgres"


def _program(pid: int) -> str | None:
    """The name of the program a process runs, None when there is no such process."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return None
    except PermissionError:
        pass
    if Path("/proc/self/comm").exists():
        try:
            return Path(f"/proc/{pid}/comm").read_text().strip()
        except (FileNotFoundError, ProcessLookupError):
            return None
    listed = subprocess.run(
        ["ps", "-o", "comm=", "-p", str(pid)], capture_output=True, text=True, check=False
    )
    return Path(listed.stdout.strip()).name or None
