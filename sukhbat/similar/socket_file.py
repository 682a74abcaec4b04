"""The socket in the file system: for its owner only, one process at a time, none left over in the way."""

import fcntl
import os
import socket
import stat
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self


class TakenError(OSError):
    """Another process listens there, or something that is no socket lies there; says which."""


class SocketFile:
    """Holds a lock beside the socket, which dies with its holder: so a left socket is known from one in use."""

    def __init__(self, path: str) -> None:
        self._path = Path(path)

    def __enter__(self) -> Self:
        """Take the place. TakenError."""
        self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        lock = os.open(f"{self._path}.lock", os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(lock)
            raise TakenError(f"another process listens at {self._path}") from None
        self._lock = lock
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with suppress(FileNotFoundError):
            if stat.S_ISSOCK(self._path.lstat().st_mode):
                self._path.unlink()
        os.close(self._lock)

    def listening(self, backlog: int) -> socket.socket:
        """A listening socket that only this user may connect to. Call it while no other thread makes files."""
        self._remove_left_one()
        listening = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        before = os.umask(0o177)
        try:
            listening.bind(str(self._path))
        finally:
            os.umask(before)
        listening.listen(backlog)
        listening.setblocking(False)
        return listening

    def _remove_left_one(self) -> None:
        with suppress(FileNotFoundError):
            if not stat.S_ISSOCK(self._path.lstat().st_mode):
                raise TakenError(f"{self._path} is there and is no socket")
            self._path.unlink()
