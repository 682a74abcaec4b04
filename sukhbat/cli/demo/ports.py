"""A port that nobody listens on."""

import socket
from contextlib import closing

from sukhbat.cli.words import CommandError, say

TRIES = 50


def free_port(host: str, wanted: int) -> int:
    """The port itself, or the next free one with a word about it. CommandError when there is none near."""
    for port in range(wanted, min(wanted + TRIES, 65_536)):
        if _is_free(host, port):
            if port != wanted:
                say(f"Port {wanted} is taken by another program; using {port}.", style="yellow")
            return port
    raise CommandError(f"No free port from {wanted} on. Name another one with --port.")


def _is_free(host: str, port: int) -> bool:
    with closing(socket.socket(socket.AF_INET, socket.SOCK_STREAM)) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True
