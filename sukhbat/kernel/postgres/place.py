"""Where an embedded cluster lies, and the files its starter keeps there."""

import fcntl
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import IO

from sukhbat.kernel.postgres.account import Account, account_for
from sukhbat.kernel.postgres.errors import PostgresError
from sukhbat.kernel.postgres.settings import PORT

LONGEST_SOCKET = 103  # bytes: sockaddr_un holds 108 on Linux, 104 on macOS and the BSDs, with the final NUL

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Place:
    """`home` holds all: `data` and `socket` are the account's alone, the other files the starter's."""

    asked: Path
    home: Path
    account: Account

    @property
    def data(self) -> Path:
        return self.home / "data"

    @property
    def socket_folder(self) -> Path:
        """Beside the data, or under /tmp by a stable name when that path is too long for a socket."""
        beside = self.home / "socket"
        if len(bytes(beside / f".s.PGSQL.{PORT}")) <= LONGEST_SOCKET:
            return beside
        # Others write there too: make() takes only a folder that is 0700 and the account's.
        return Path("/tmp") / f"sukhbat-{self.account.uid}-{_short_hash(self.home)}"  # noqa: S108

    @property
    def socket(self) -> Path:
        return self.socket_folder / f".s.PGSQL.{PORT}"

    def make(self, *, progress: Progress) -> None:
        """Make the folders that are missing. Errors: PostgresError."""
        missing = [folder for folder in (self.home, *self.home.parents) if not folder.exists()]
        try:
            for folder in reversed(missing):
                folder.mkdir(exist_ok=True)
                if self.account.handed_over:  # whatever root's umask is, the account has to pass
                    folder.chmod(folder.stat().st_mode | 0o711)
            if self.home != self.asked:
                self.asked.mkdir(parents=True, exist_ok=True)
                user = self.account.name
                note = f"The database is in {self.home}: the user {user}, who runs it, cannot come here."
                (self.asked / "WHERE.txt").write_text(note + "\n")
                progress(note)
            self.account.private_folder(self.socket_folder)
        except OSError as error:
            raise PostgresError(
                f"No folder for the database could be made in {self.home}: {error}."
            ) from error

    def open(self, name: str, *, mode: int = 0o600) -> IO[bytes]:
        """A file in `home`, for appending; the folder's owner's even when root opens it."""
        handle = os.open(self.home / name, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW, mode)
        owner = self.home.stat()
        if os.geteuid() == 0:
            os.fchown(handle, owner.st_uid, owner.st_gid)
        if os.geteuid() in (0, os.fstat(handle).st_uid):
            os.fchmod(handle, mode)
        return os.fdopen(handle, "ab")

    def write(self, name: str, text: str) -> None:
        """A file the account may read."""
        with self.open(name, mode=0o644) as file:
            file.truncate(0)
            file.write(text.encode())

    @contextmanager
    def alone(self, *, deadline: float, progress: Progress) -> Iterator[None]:
        """Only one process at a time starts or stops this cluster; the lock dies with its holder."""
        with self.open("lock") as lock:
            told = False
            while not _taken(lock):
                if time.monotonic() > deadline:
                    raise PostgresError(
                        f"Another process has been starting or stopping {self.home} for long."
                    )
                if not told:
                    progress("Another process is starting or stopping the database; waiting for it.")
                    told = True
                time.sleep(0.05)
            yield


def choose_place(asked: Path, *, elsewhere: Path) -> Place:
    """The folder asked for; when root asks and the account cannot come there, one of its own in `elsewhere`.

    Errors: PostgresError when data already lie where the account cannot come.
    """
    account = account_for(asked / "data")
    if account.can_enter(asked):
        return Place(asked, asked, account)
    if (asked / "data").exists():
        raise PostgresError(
            f"The database in {asked} belongs to the user {account.name}, who may not pass through the "
            "folders above it. Allow it (chmod o+x) or move the folder."
        )
    home = elsewhere / _short_hash(asked)
    return Place(asked, home, account_for(home / "data"))


def _short_hash(path: Path) -> str:
    return sha256(bytes(path)).hexdigest()[:16]


def _taken(lock: IO[bytes]) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
