"""This machine, whatever the settings: Python, room on the disk, open files, the zone."""

import resource
import shutil
import sys
from collections.abc import Iterator
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sukhbat.cli.doctor.findings import Finding, fail, ok, warn
from sukhbat.cli.environment import CHECKOUT, var_folder
from sukhbat.settings import env

LOCALE = CHECKOUT / "sukhbat" / "locale"
GIB = 1 << 30
ROOM_ENOUGH, ROOM_NEEDED = 5 * GIB, GIB // 2
FILES_ENOUGH = 4_096


def findings() -> Iterator[Finding]:
    """One finding for each thing looked at."""
    yield python()
    yield room()
    yield open_files()
    yield time_zone()
    yield translations()


def python() -> Finding:
    return ok("Python", ".".join(map(str, sys.version_info[:3])))


def room() -> Finding:
    folder = var_folder()
    there = next(path for path in (folder, *folder.parents) if path.exists())
    free = shutil.disk_usage(there).free
    sentence = f"{free / GIB:.1f} GiB free in {there}."
    if free < ROOM_NEEDED:
        return fail("disk", sentence, "Make room: a full disk stops the database.")
    if free < ROOM_ENOUGH:
        return warn("disk", sentence, "Make room before it runs out.")
    return ok("disk", sentence)


def open_files() -> Finding:
    soft, _hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    sentence = f"{soft} at a time."
    if soft != resource.RLIM_INFINITY and soft < FILES_ENOUGH:
        return warn("open files", sentence, f"Raise the limit (LimitNOFILE={FILES_ENOUGH} in the unit).")
    return ok("open files", sentence)


def time_zone() -> Finding:
    name = env.text("TIME_ZONE", "Asia/Almaty")
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return fail("time zone", f"{name} is not known here.", "Correct TIME_ZONE or install tzdata.")
    return ok("time zone", f"{name}; days and due dates are counted in it.")


def translations() -> Finding:
    """Whether every catalogue is compiled and no older than its source."""
    stale = [
        source.parent.parent.name
        for source in sorted(LOCALE.glob("*/LC_MESSAGES/*.po"))
        if not (compiled := source.with_suffix(".mo")).exists()
        or compiled.stat().st_mtime < source.stat().st_mtime
    ]
    if stale:
        return warn(
            "translations",
            f"Not compiled since they changed: {', '.join(sorted(set(stale)))}.",
            "Run `make env` (or python ops/dev/compile_messages.py).",
        )
    return ok("translations", "Compiled.")
