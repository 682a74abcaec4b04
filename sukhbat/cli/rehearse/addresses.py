"""Where a rehearsal may go: this machine, unless told otherwise; and the many addresses it comes from there."""

import ipaddress
import socket
from collections.abc import Callable
from dataclasses import dataclass
from itertools import cycle
from urllib.parse import urlsplit

from sukhbat.cli.words import CommandError

# A limit counts by network, and one address has fewer ports than a conference has viewers.
_SOURCES = tuple(f"127.0.{third}.{fourth}" for fourth in (1, 2, 3, 4) for third in range(256))
Resolve = Callable[[str, int], list[str]]


@dataclass(frozen=True)
class Target:
    """A checked address: ``host`` is what the server is called, ``address`` the one that was checked."""

    host: str
    address: str
    port: int
    is_secure: bool
    is_loopback: bool

    @property
    def origin(self) -> str:
        return f"{'https' if self.is_secure else 'http'}://{self.host_header}"

    @property
    def host_header(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == (443 if self.is_secure else 80) else f"{host}:{self.port}"


def resolve(host: str, port: int) -> list[str]:
    """Every address of a name. Raises CommandError when it has none."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise CommandError(f"{host} is not found: {error}") from error
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def target(url: str, *, allow_remote: bool, resolver: Resolve = resolve) -> Target:
    """The target of a URL. CommandError when any of its addresses is not this machine and that was not allowed.

    The connection is made to the address that was checked, so that a name cannot lead elsewhere later.
    """
    parts = urlsplit(url if "://" in url else f"http://{url}")
    try:
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port = None, None
    if parts.scheme not in {"http", "https"} or not host:
        raise CommandError(f"{url} is no address such as http://127.0.0.1:8001")
    is_secure = parts.scheme == "https"
    port = port or (443 if is_secure else 80)
    found = resolver(host, port)
    outside = [address for address in found if not _is_loopback(address)]
    if outside and not allow_remote:
        raise CommandError(
            f"{host} leads to {outside[0]}, which is not this machine. A rehearsal fills a service with made-up "
            "questions; --allow-remote says that this one is yours to fill."
        )
    return Target(host, found[0], port, is_secure, is_loopback=not outside)


def sources(where: Target) -> Callable[[], tuple[str, int] | None]:
    """Gives the address to come from for each connection in turn; None leaves it to the system."""
    if not (where.is_loopback and "." in where.address):
        return lambda: None
    turn = cycle(_SOURCES)
    return lambda: (next(turn), 0)


def _is_loopback(address: str) -> bool:
    found = ipaddress.ip_address(address.partition("%")[0])
    mapped = found.ipv4_mapped if isinstance(found, ipaddress.IPv6Address) else None
    return (mapped or found).is_loopback
