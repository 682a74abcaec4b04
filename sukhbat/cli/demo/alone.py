"""One demonstration at a time in a folder; a second start is told where the first one is."""

import fcntl
import json
from pathlib import Path
from types import TracebackType
from typing import Self

from sukhbat.cli.words import CommandError


class Alone:
    """Holds the folder's lock, which dies with its holder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._note = folder / "demo.json"

    def __enter__(self) -> Self:
        self._folder.mkdir(parents=True, exist_ok=True)
        self._lock = (self._folder / "demo.lock").open("a")
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CommandError(f"The demonstration is running already: {self._running_at()}") from None
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._note.unlink(missing_ok=True)
        self._lock.close()

    def note(self, address: str) -> None:
        """Write down where it runs, for whoever starts it again."""
        self._note.write_text(json.dumps({"address": address}), encoding="utf-8")

    def _running_at(self) -> str:
        try:
            return f"{json.loads(self._note.read_text(encoding='utf-8'))['address']}/"
        except (OSError, ValueError, KeyError):
            return f"it is still starting, from {self._folder}."
