"""A value read from rows and kept in this process until the rows are seen to have changed."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Generic, TypeVar

T = TypeVar("T")
LOOK_AGAIN_AFTER = timedelta(seconds=10)


class Kept(Generic[T]):
    """Asks for the rows' version at most once in ten seconds, and loads only when it is another."""

    def __init__(self, version: Callable[[], object], load: Callable[[], T]) -> None:
        self._version = version
        self._load = load
        self._held: tuple[datetime, object, T] | None = None

    def get(self, now: datetime) -> T:
        """The value, at most ten seconds behind the rows. Threads may load twice, never see half."""
        held = self._held
        if held and abs(now - held[0]) < LOOK_AGAIN_AFTER:
            return held[2]
        # The version is read first: a change between the two reads is then seen at the next look.
        version = self._version()
        value = held[2] if held and held[1] == version else self._load()
        self._held = (now, version, value)
        return value

    def forget(self) -> None:
        """Load anew at the next call."""
        self._held = None
