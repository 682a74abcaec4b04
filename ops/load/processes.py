"""What a process and the database server use, from /proc; and what a machine this is."""

import os
import platform
import re
import sys
from datetime import UTC, datetime
from pathlib import Path

from sukhbat.kernel.embedded_postgres import Cluster

TICKS = os.sysconf("SC_CLK_TCK")


def out(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def machine() -> str:
    """Date, Python, processors and the load at this moment."""
    found = re.search(r"model name\s*: (.+)", Path("/proc/cpuinfo").read_text())
    processor = found.group(1) if found else platform.machine()
    return (
        f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, Python {platform.python_version()}, {os.cpu_count()} × {processor}, "
        f"load average {os.getloadavg()[0]:.1f}"
    )


def cpu_of(pid: int) -> float:
    """Seconds of CPU of one process."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def cpu_of_family(pid: int) -> float:
    """Seconds of CPU of a process and its children, those that ended included."""
    total = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(stat.parent.name) == pid:
            total += sum(map(int, fields[11:15]))
        elif int(fields[1]) == pid:
            total += sum(map(int, fields[11:13]))
    return total / TICKS


def server_pid(cluster: Cluster) -> int:
    return int((cluster.place.data / "postmaster.pid").read_text().split("\n", 1)[0])


def user_memory(pid: int) -> int:
    """Bytes of memory that are the process's own (RssAnon)."""
    found = re.search(r"RssAnon:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
    assert found
    return int(found.group(1)) * 1024
