"""What the live service is told by settings, and what the machine lets it do."""

import resource
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from django.conf import settings

# What one process serves well: a message to each takes about a third of a second of one processor.
MOST_VIEWERS = 20_000
FEWEST_VIEWERS = 32
# Of the open files a process may have, this part is left for senders, the database and the system.
_RESERVED = 10


@dataclass(frozen=True)
class Options:
    """Where it listens and what it bears. Times in seconds, sizes in bytes; ``per_address`` 0 is no limit."""

    host: str = "127.0.0.1"
    port: int = 8001
    socket: str = ""
    capacity: int = MOST_VIEWERS
    connections: int = MOST_VIEWERS + 2_000
    per_address: int = 500
    address_header: str = ""
    origins: frozenset[str] = field(default_factory=frozenset)
    request_seconds: float = 10.0
    idle_seconds: float = 75.0
    most_waiting: int = 4_096
    most_at_once: int = 256


def options_from_settings(*, host: str = "", port: int | None = None, socket: str | None = None) -> Options:
    """The settings, with what the command line says instead; raises the limit of open files first."""
    files = raise_open_files()
    reserve = max(64, files // _RESERVED)
    return Options(
        host=host or settings.LIVE_HOST,
        port=settings.LIVE_PORT if port is None else port,
        socket=settings.LIVE_SOCKET if socket is None else socket,
        capacity=settings.LIVE_CAPACITY or default_capacity(files),
        connections=max(FEWEST_VIEWERS, files - reserve // 4),
        per_address=settings.LIVE_PER_ADDRESS,
        address_header=settings.CLIENT_ADDRESS_HEADER.lower(),
        origins=allowed_origins(settings.SITE_URL, settings.CSRF_TRUSTED_ORIGINS),
    )


def default_capacity(files: int) -> int:
    """How many viewers fit beside everything else that needs an open file."""
    return max(FEWEST_VIEWERS, min(MOST_VIEWERS, files - max(64, files // _RESERVED)))


def raise_open_files() -> int:
    """Raise the soft limit of open files to the hard one; the limit that holds."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft == hard:
        return soft if soft != resource.RLIM_INFINITY else 10 * MOST_VIEWERS
    wanted = 10 * MOST_VIEWERS if hard == resource.RLIM_INFINITY else hard
    resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    return wanted


def allowed_origins(site_url: str, trusted: Sequence[str]) -> frozenset[str]:
    """The origins whose pages may send: that of SITE_URL, and the trusted ones (``https://*.example.kz`` too)."""
    return frozenset({origin_of(site_url), *(origin.lower().rstrip("/") for origin in trusted)})


def origin_of(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}".lower()


def is_allowed(origin: str, origins: frozenset[str]) -> bool:
    """Whether a browser's Origin is one of ours; a pattern's star stands for any subdomain."""
    if (lower := origin.lower()) in origins:
        return True
    scheme, _colon, host = lower.partition("://")
    return any(
        pattern_scheme == scheme and host.endswith(rest) and len(host) > len(rest)
        for pattern_scheme, star, rest in (pattern.partition("://*") for pattern in origins)
        if star
    )
