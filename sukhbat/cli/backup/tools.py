"""pg_dump and pg_restore of a version that fits the server, and how they reach it."""

import os
import re
import subprocess
from collections.abc import Sequence
from pathlib import Path

import psycopg
from psycopg import pq
from psycopg.conninfo import conninfo_to_dict

from sukhbat.cli.words import CommandError
from sukhbat.kernel.postgres.binaries import program_folders


def server_major(url: str) -> int:
    """The server's major version."""
    with psycopg.connect(url, connect_timeout=10) as connection:
        return connection.info.server_version // 10_000


def program(name: str, *, at_least: int) -> Path:
    """A program of at least the server's version: an older one cannot read it. CommandError when none is here."""
    for folder in (*program_folders(), Path("/usr/bin")):
        path = folder / name
        if path.exists() and _major(path) >= at_least:
            return path
    raise CommandError(
        f"No {name} of version {at_least} or newer is here. Install postgresql-client-{at_least}, "
        "or name its folder in SUKHBAT_PG_BIN."
    )


def run(command: Sequence[str | Path], *, url: str) -> None:
    """Run a program against the database. The address goes by environment: arguments are seen by everybody."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    done = subprocess.run(
        [str(part) for part in command],
        env=environment | _variables(url) | {"LC_ALL": "C"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    if done.returncode:
        said = done.stdout.decode(errors="replace").strip()
        raise CommandError(f"{Path(command[0]).name} failed: {said[-1500:]}")


def _variables(url: str) -> dict[str, str]:
    """The connection's parameters as libpq's environment variables."""
    names = {
        option.keyword.decode(): option.envvar.decode()
        for option in pq.Conninfo.get_defaults()
        if option.envvar
    }
    return {names[key]: str(value) for key, value in conninfo_to_dict(url).items() if key in names}


def _major(path: Path) -> int:
    try:
        said = subprocess.run([str(path), "--version"], capture_output=True, text=True, check=False).stdout
    except OSError:
        return 0
    number = re.search(r"\(PostgreSQL\) (\d+)", said)
    return int(number[1]) if number else 0
