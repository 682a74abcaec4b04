"""The real live service as a process of its own, on a free port, against the test database.

A test that takes the fixture ``live_service`` (tests/conftest.py) works with real transactions: what it commits,
the service sees. ``live_services`` is a factory for several, or for one with other settings.
"""

import http.client
import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sukhbat.cli.demo.ports import free_port
from sukhbat.kernel.passes import issue_pass

ROOT = Path(__file__).resolve().parents[1]
ORIGIN = "http://127.0.0.1:8000"
PATIENCE = 30.0


class LiveService:
    """One process. ``settings`` are environment variables."""

    def __init__(self, database_url: str, folder: Path, *, port: int | None = None, **settings: str) -> None:
        self.host = "127.0.0.1"
        self.port = port or free_port(self.host, random.randrange(20_000, 30_000))
        self.log = folder / f"live-{self.port}-{random.randrange(1_000_000)}.log"
        self.process: subprocess.Popen[bytes] | None = None
        self._environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("LIVE_")},
            "DATABASE_URL": database_url,
            "DJANGO_SETTINGS_MODULE": "sukhbat.settings.test",
            "SUKHBAT_VAR": str(folder / "var"),
            "SITE_URL": ORIGIN,
            "LOG_FORMAT": "json",
            **settings,
        }

    @property
    def url(self) -> str:
        return f"http://{self.host}:{self.port}"

    def start(self) -> None:
        """Start it and wait until it says that it is well."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "sukhbat.live", "--host", self.host, "--port", str(self.port)],
                cwd=ROOT, env=self._environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
            )  # fmt: skip
        deadline = time.monotonic() + PATIENCE
        # Another one may answer at the same port.
        while b"live_started" not in self.log.read_bytes() or not self._is_well():
            assert self.process.poll() is None, self.log.read_text()[-3000:]
            assert time.monotonic() < deadline, self.log.read_text()[-3000:]
            time.sleep(0.1)

    def _is_well(self) -> bool:
        try:
            return self.get("/live/health")[0] == 200
        except (OSError, http.client.HTTPException):
            return False

    def stop(self) -> int | None:
        """SIGTERM and its exit code; SIGKILL when it does not end."""
        if self.process is None:
            return None
        self.process.terminate()
        try:
            return self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.process.kill()
            return self.process.wait()
        finally:
            self.process = None

    def kill(self) -> None:
        assert self.process is not None
        self.process.kill()
        self.process.wait()
        self.process = None

    def get(self, path: str, **headers: str) -> tuple[int, Any, http.client.HTTPMessage]:
        return self.request("GET", path, None, headers)

    def post(self, path: str, value: object, pass_: str = "", **headers: str):
        """POST of JSON as a page of the site sends it; header names with _ for -."""
        sent = {"Content-Type": "application/json", "Origin": ORIGIN}
        if pass_:
            sent["Authorization"] = f"Bearer {pass_}"
        body = value if isinstance(value, bytes) else json.dumps(value).encode()
        return self.request(
            "POST", path, body, {**sent, **{k.replace("_", "-"): v for k, v in headers.items()}}
        )

    def request(
        self, method: str, path: str, body: bytes | None = None, headers: dict[str, str] | None = None
    ):
        """Status, JSON (None when empty), headers."""
        connection = http.client.HTTPConnection(self.host, self.port, timeout=15)
        try:
            given = {name.replace("_", "-"): value for name, value in (headers or {}).items()}
            connection.request(method, path, body, given)
            response = connection.getresponse()
            text = response.read()
            return response.status, json.loads(text) if text else None, response.headers
        finally:
            connection.close()

    @contextmanager
    def stream(self, slug: str, language: str = "en", last: str = "", **headers: str) -> Iterator["Stream"]:
        connection = http.client.HTTPConnection(self.host, self.port, timeout=10)
        try:
            path = f"/live/conferences/{slug}/stream?language={language}" + (f"&last={last}" if last else "")
            connection.request("GET", path, headers={k.replace("_", "-"): v for k, v in headers.items()})
            yield Stream(connection.getresponse())
        finally:
            connection.close()


class Stream:
    """Server-sent events as they come: (name, value, id)."""

    def __init__(self, response: http.client.HTTPResponse) -> None:
        self.response = response
        self.retry: int | None = None

    def next(self) -> tuple[str, Any, str]:
        fields: dict[str, str] = {}
        while True:
            line = self.response.readline().decode()
            if not line:
                raise EOFError
            if line == "\n":
                if "data" in fields:
                    return fields.get("event", "message"), json.loads(fields["data"]), fields.get("id", "")
                continue
            name, _colon, value = line.rstrip("\n").partition(":")
            if name == "retry":
                self.retry = int(value)
            elif name:
                fields[name] = value.strip()

    def until(self, name: str, most: int = 20) -> tuple[str, Any, str]:
        """The next event of a name."""
        for _count in range(most):
            if (found := self.next())[0] == name:
                return found
        raise AssertionError(f"no {name} among {most} events")


def pass_for(
    person: Any, conference: Any, *, now: datetime | None = None, lasts: timedelta | None = None
) -> str:
    """A pass as the pages give it; from now on by the real clock, for the service has no other."""
    from sukhbat.kernel import clock

    options = {} if lasts is None else {"lasts": lasts}
    return issue_pass(person_id=person.pk, conference_id=conference.pk, now=now or clock.now(), **options)
