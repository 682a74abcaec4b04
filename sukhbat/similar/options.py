"""What the process is told by settings."""

from dataclasses import dataclass

from django.conf import settings

# A path longer than this does not fit into the address of a Unix socket (unix(7); 104 on some systems).
LONGEST_PATH = 103


class NoSocketError(ValueError):
    """There is no place where the process could listen; says why."""


@dataclass(frozen=True)
class Options:
    """Where it listens and what it bears. Times in seconds."""

    socket: str
    regroup_every: float = 300.0
    connections: int = 256
    most_waiting: int = 32
    idle: float = 60.0
    request: float = 2.0


def options_from_settings(*, socket: str = "") -> Options:
    """The settings, with what the command line says instead. NoSocketError when they name no usable path."""
    path = socket or str(settings.SIMILAR_SOCKET)
    if not path:
        raise NoSocketError("SIMILAR_SOCKET names no path to listen at.")
    if len(path.encode()) > LONGEST_PATH:
        raise NoSocketError(
            f"{path} is too long for a socket: {LONGEST_PATH} bytes at most. Name another one in SIMILAR_SOCKET."
        )
    return Options(socket=path, regroup_every=float(settings.SIMILAR_REGROUP_EVERY))
