"""Taking the figures of a page: in this process through the whole middleware, and from a granian worker."""

import gzip
import http.client
import platform
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ops.load.pages_data import SLUG
from sukhbat.web.kept_pages import kept_pages

PATH = f"/ru/conferences/{SLUG}/"
OVER = {"HTTP_HOST": "127.0.0.1", "HTTP_ACCEPT_ENCODING": "gzip"}
WARM = 20
STARTS_WITHIN = 30.0


def heading() -> None:
    out(f"{datetime.now(UTC):%Y-%m-%d}, Python {platform.python_version()}, {_processor()}")
    out("| questions | queries warm | queries cold | CPU ms | CPU ms, rendered anew | CPU ms, granian | KB |")
    out("|---|---|---|---|---|---|---|")


def measure(size: int, *, requests: int) -> None:
    """One line of the table."""
    cold, warm = queries()
    cpu, anew = in_process(requests), in_process(requests, anew=True)
    served, weight = under_granian(requests)
    out(f"| {size:,} | {warm} | {cold} | {cpu:.2f} | {anew:.2f} | {served:.2f} | {weight / 1024:.1f} |")


def queries() -> tuple[int, int]:
    """Queries of the first and of a later request."""
    from django.core.cache import caches

    caches["fragments"].clear()
    counted = []
    for _ in range(3):
        with CaptureQueriesContext(connection) as found:
            _get(Client())
        counted.append(len(found))
    return counted[0], counted[-1]


def in_process(requests: int, *, anew: bool = False) -> float:
    """CPU milliseconds of this process a request; PostgreSQL's own are not in it.

    ``anew``: as if something on the page had changed before each request, so that no whole page is kept.
    """
    client = Client()
    for _ in range(WARM):
        _get(client)
    started = time.process_time()
    for _ in range(requests):
        if anew:
            kept_pages.forget()
        _get(client)
    return (time.process_time() - started) * 1000 / requests


def _get(client: Client) -> bytes:
    response = client.get(PATH, **OVER)
    if response.status_code != 200:
        raise RuntimeError(f"{PATH} answered {response.status_code}")
    return response.content


def under_granian(requests: int) -> tuple[float, int]:
    """CPU milliseconds a request of the server's processes, and the bytes of page, style and scripts."""
    with _server() as (server, port):
        link = http.client.HTTPConnection("127.0.0.1", port)
        for _ in range(WARM):
            page = _fetch(link, PATH)
        before = _cpu(server.pid)
        for _ in range(requests):
            page = _fetch(link, PATH)
        spent = (_cpu(server.pid) - before) * 1000 / requests
        text = gzip.decompress(page).decode()
        parts = re.findall(r'(?:href|src)="(/static/[^"]+\.(?:css|js))"', text)
        return spent, len(page) + sum(len(_fetch(link, part)) for part in parts)


def _fetch(link: http.client.HTTPConnection, path: str) -> bytes:
    link.request("GET", path, headers={"Accept-Encoding": "gzip"})
    response = link.getresponse()
    body = response.read()
    if response.status != 200:
        raise RuntimeError(f"{path} answered {response.status}")
    return body


@contextmanager
def _server() -> Iterator[tuple["subprocess.Popen[bytes]", int]]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [str(Path(sys.executable).parent / "granian"), "--interface", "wsgi", "--workers", "1"]
    command += ["--port", str(port), "--no-log", "sukhbat.wsgi:application"]
    server = subprocess.Popen(command)
    try:
        _wait_for(port)
        yield server, port
    finally:
        server.terminate()
        server.wait(20)


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < deadline:
        try:
            _fetch(http.client.HTTPConnection("127.0.0.1", port, timeout=5), PATH)
        except (OSError, http.client.HTTPException):
            time.sleep(0.2)
        else:
            return
    raise RuntimeError("granian did not answer in time")


def _cpu(parent: int) -> float:
    """Seconds of CPU that a process and its children have used."""
    ticks = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if parent in {int(stat.parent.name), int(fields[1])}:
            ticks += int(fields[11]) + int(fields[12])
    return ticks / 100


def _processor() -> str:
    found = re.search(r"model name\s*: (.+)", Path("/proc/cpuinfo").read_text())
    return found.group(1) if found else platform.machine()


def out(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
