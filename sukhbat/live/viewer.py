"""One open stream. There are many thousands, so that each holds as little as it can and has no task of its own."""

import asyncio
from typing import Protocol


class Place(Protocol):
    """Where viewers are: a Room."""

    def join(self, viewer: "Viewer") -> None: ...
    def leave(self, viewer: "Viewer") -> None: ...


class Viewer(asyncio.Protocol):
    """Takes the connection over once the stream begins; ``seen`` is the number of the last message it was sent."""

    __slots__ = ("language", "network", "room", "seen", "transport")

    def __init__(
        self, room: Place, transport: asyncio.Transport, *, language: str, network: str, seen: int
    ) -> None:
        self.room = room
        self.transport = transport
        self.language = language
        self.network = network
        self.seen = seen

    def data_received(self, _data: bytes) -> None:
        """A browser sends nothing after its request."""
        self.transport.abort()

    def connection_lost(self, _error: Exception | None) -> None:
        self.room.leave(self)
