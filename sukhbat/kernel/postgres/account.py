"""The system account of the embedded PostgreSQL: one's own, or an unprivileged one when started by root.

PostgreSQL refuses to run as root. No account is created: root hands over to the owner of existing data, or to
the first of `FOR_ROOT` that the machine has.
"""

import os
import pwd
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from sukhbat.kernel.postgres.errors import PostgresError

FOR_ROOT = ("sukhbat", "postgres", "nobody")


@dataclass(frozen=True)
class Account:
    """Who runs the server; `handed_over` when it is another than the caller, who then is root."""

    name: str
    uid: int
    gid: int
    handed_over: bool

    def run(
        self,
        command: Sequence[str | Path],
        *,
        output: int | IO[bytes] = subprocess.PIPE,
        timeout: float | None = None,
    ) -> subprocess.CompletedProcess[bytes]:
        """Run a command as this account, both its outputs together; OSError when it cannot be reached."""
        # Settings of other servers in the caller's PG… variables must not reach this one.
        environment = {key: value for key, value in os.environ.items() if not key.startswith("PG")}
        identity: dict[str, Any] = {}
        if self.handed_over:
            identity = {"user": self.uid, "group": self.gid, "extra_groups": []}
        return subprocess.run(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=environment | {"LC_ALL": "C"},
            cwd="/",
            timeout=timeout,
            check=False,
            **identity,
        )

    def can_enter(self, folder: Path) -> bool:
        """Whether the folder, or the part of its path that exists, may be passed through by this account."""
        while not folder.exists():
            folder = folder.parent
        # Asked of the system as that account: mode bits alone do not know of access lists.
        return not self.handed_over or self.run(["test", "-x", folder]).returncode == 0

    def private_folder(self, folder: Path) -> None:
        """Make the folder if it is missing, 0700 and this account's.

        Errors: PostgresError when somebody else's folder, or no folder, stands in its place.
        """
        try:
            folder.mkdir(mode=0o700)
        except FileExistsError:
            pass
        else:
            if self.handed_over:
                os.chown(folder, self.uid, self.gid)
        found = folder.lstat()
        if not folder.is_dir() or folder.is_symlink() or found.st_uid != self.uid:
            raise PostgresError(
                f"{folder} is needed by the embedded PostgreSQL, but it is not a folder of the user "
                f"{self.name}. Look what it is, remove it and start again."
            )
        if found.st_mode & 0o777 != 0o700:
            folder.chmod(0o700)


def account_for(data: Path) -> Account:
    """The account that runs the server over this data folder, which need not exist yet.

    Errors: PostgresError when the data are another user's or no fitting account exists.
    """
    owner = data.stat().st_uid if data.exists() else None
    me = os.geteuid()
    if me == 0:
        return _account_under_root(owner)
    if owner not in (None, me):
        raise PostgresError(
            f"The database in {data} belongs to the user {name_of(owner)}. Start as that user or as root, "
            "or remove the folder to begin with an empty database."
        )
    try:
        own = pwd.getpwuid(me)
    except KeyError:
        raise PostgresError(
            f"The user number {me} has no name in /etc/passwd, and PostgreSQL refuses to run without one. "
            "Give it a name, or name a database server in DATABASE_URL."
        ) from None
    return Account(own.pw_name, me, os.getegid(), handed_over=False)


def name_of(uid: int | None) -> str:
    """The user's name, or its number when it has none."""
    try:
        return pwd.getpwuid(uid if uid is not None else -1).pw_name
    except (KeyError, OverflowError):
        return str(uid)


def _account_under_root(owner: int | None) -> Account:
    if owner:
        found = pwd.getpwuid(owner)
        return Account(found.pw_name, found.pw_uid, found.pw_gid, handed_over=True)
    for name in FOR_ROOT:
        try:
            found = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(found.pw_name, found.pw_uid, found.pw_gid, handed_over=True)
    raise PostgresError(
        f"PostgreSQL does not run as root, and none of the users {', '.join(FOR_ROOT)} exists. "
        "Add one (useradd --system sukhbat), start as an ordinary user, or name a server in DATABASE_URL."
    )
