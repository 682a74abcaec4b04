"""A whole installation on this machine for tests of its processes: embedded server, pages, jobs, and clients."""

import http.client
import json
import os
import random
import re
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from signal import SIGKILL
from urllib.parse import urlencode

from sukhbat.cli.children import Child
from sukhbat.cli.demo.ports import free_port
from sukhbat.cli.pages import Pages
from sukhbat.kernel.embedded_postgres import Cluster

ROOT = Path(__file__).resolve().parents[2]


class Installation:
    """Everything in one folder; each process may be killed and started again."""

    def __init__(self, folder: Path) -> None:
        folder.chmod(0o711)
        self.var = folder / "var"
        self.cluster = Cluster(self.var / "postgres")
        self.port = free_port("127.0.0.1", random.randrange(20_000, 30_000))
        self.children: dict[str, Child] = {}

    def environment(self) -> dict[str, str]:
        return {
            **{name: value for name, value in os.environ.items() if not name.startswith("DJANGO")},
            "DATABASE_URL": self.cluster.url,
            "DJANGO_SETTINGS_MODULE": "sukhbat.settings.demo",
            "SUKHBAT_VAR": str(self.var),
            "LOG_FORMAT": "console",
            # Each client is counted by an address of its own.
            "CLIENT_ADDRESS_HEADER": "X-Real-IP",
        }

    def ask_python(self, code: str, *arguments: str) -> object:
        """Run code in a process with these settings; what it prints last, as JSON."""
        begin = "import sys, json, django; django.setup()\n"
        done = subprocess.run(
            [sys.executable, "-W", "ignore", "-c", begin + code, *arguments],
            cwd=ROOT, env=self.environment(), capture_output=True, text=True, timeout=180, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr[-3000:]
        return json.loads(done.stdout.splitlines()[-1])

    def start(self) -> None:
        pages = Pages("127.0.0.1", self.port, workers=2).command()
        for name, command in (("pages", pages), ("jobs", [sys.executable, "-m", "sukhbat.jobs"])):
            self.children[name] = Child(
                name, ["env", *self._settings(), *command], self.var / "log" / f"{name}.log"
            )
            self.children[name].start()

    def _settings(self) -> list[str]:
        kept = (
            "DATABASE_URL",
            "DJANGO_SETTINGS_MODULE",
            "SUKHBAT_VAR",
            "LOG_FORMAT",
            "CLIENT_ADDRESS_HEADER",
        )
        return [f"{name}={self.environment()[name]}" for name in kept]

    def kill(self, name: str) -> None:
        """kill -9 of the process with all it started, then the start that a service manager would make."""
        if name == "postgres":
            pid = int((self.cluster.place.data / "postmaster.pid").read_text().split()[0])
            os.kill(pid, SIGKILL)
            self.cluster.start()
            return
        child = self.children[name]
        os.killpg(child.process.pid, SIGKILL)
        child.process.wait()
        child.start()

    def stop(self) -> None:
        for child in self.children.values():
            child.stop()
        self.cluster.stop()


# Seconds between two questions: long enough that a killing falls among them however fast the machine is.
THINKING = 0.5, 2.5


class Client(threading.Thread):
    """A signed-in person who sends questions one after another, and each again until a receipt came."""

    def __init__(self, port: int, session: str, name: str, count: int) -> None:
        super().__init__(daemon=True)
        self.port = port
        self.name = name
        self.address = f"10.0.0.{random.randrange(1, 255)}"
        self.count = count
        self.cookies = {"sessionid": session}
        self.acknowledged: dict[str, str] = {}
        self.failures: dict[str, int] = {}
        self.stopped = threading.Event()

    def run(self) -> None:
        for number in range(self.count):
            text = f"{self.name}: question number {number} about the road to our village"
            while not self.stopped.is_set() and not self._ask(text):
                time.sleep(random.uniform(0.05, 0.4))
            self.stopped.wait(random.uniform(*THINKING))

    def _ask(self, text: str) -> bool:
        """One draft, sent until acknowledged. False when not even the draft came through."""
        address = self._post("/en/ask/draft/", {"text": text})
        if address is None:
            return False
        self._get(address)
        while not self.stopped.is_set():
            answer = self._post(f"{address}send/", {"language": "en", "consent": "on", "show_name": "no"})
            if answer and (found := re.search(r"/questions/([0-9A-Z-]+)/receipt/", answer)):
                self.acknowledged[text] = found[1].replace("-", "")
                return True
            time.sleep(random.uniform(0.05, 0.4))
        return False

    def _get(self, path: str) -> None:
        with suppress(OSError, http.client.HTTPException):
            self._request("GET", path)

    def _post(self, path: str, fields: dict[str, str]) -> str | None:
        """Where the answer leads; None when there was no such answer."""
        fields = {**fields, "csrfmiddlewaretoken": self.cookies.get("csrftoken", "")}
        try:
            status, address = self._request("POST", path, urlencode(fields))
        except (OSError, http.client.HTTPException) as error:
            self._note(type(error).__name__)
            return None
        if status == 303:
            return address
        self._note(f"{path.rsplit('/', 2)[-2]} {status}")
        return None

    def _note(self, failure: str) -> None:
        self.failures[failure] = self.failures.get(failure, 0) + 1

    def _request(self, method: str, path: str, body: str | None = None) -> tuple[int, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        host = f"127.0.0.1:{self.port}"
        headers = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "Origin": f"http://{host}",
            "Host": host,
            "X-Real-IP": self.address,
        }
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            answer.read()
            for header in answer.headers.get_all("Set-Cookie") or []:
                name, _equals, rest = header.partition("=")
                self.cookies[name] = rest.partition(";")[0]
            return answer.status, answer.headers.get("Location", "")
        finally:
            connection.close()


def until(check, what: str, seconds: float = 90) -> None:
    """Wait until the check is true; fail with what was waited for."""
    deadline = time.monotonic() + seconds
    while not check():
        assert time.monotonic() < deadline, f"waited {seconds} s until {what}"
        time.sleep(0.2)
