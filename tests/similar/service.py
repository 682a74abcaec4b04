"""The real process, with a socket of its own, against the test database. Stopped by its id."""

import os
import random
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

from django.test import override_settings

from sukhbat.similar import client

ROOT = Path(__file__).resolve().parents[2]
# Loading the model takes two seconds of a processor that may be shared with many others.
PATIENCE = 240.0


class SimilarProcess:
    """One process. ``settings`` are environment variables."""

    def __init__(self, database_url: str, folder: Path, **settings: str) -> None:
        self.socket = settings.pop("SIMILAR_SOCKET", str(folder / f"{random.randrange(1_000_000)}.sock"))
        self.log = folder / f"similar-{random.randrange(1_000_000)}.log"
        self.process: subprocess.Popen[bytes] | None = None
        self._environment = {
            **os.environ,
            "DATABASE_URL": database_url,
            "DJANGO_SETTINGS_MODULE": "sukhbat.settings.test",
            "SIMILAR_SOCKET": self.socket,
            "SIMILAR_REGROUP_EVERY": "0",
            "LOG_FORMAT": "json",
            **settings,
        }

    def start(self, status: str = "ready") -> None:
        """Start it and wait until it says what it should."""
        self.launch()
        self.until(lambda: self.health().get("status") == status, f"it is {status}")

    def launch(self) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "sukhbat.similar"],
                cwd=ROOT, env=self._environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
            )  # fmt: skip

    def until(self, condition, what: str, patience: float = PATIENCE) -> None:
        deadline = time.monotonic() + patience
        while not condition():
            assert self.process is not None
            assert self.process.poll() is None, f"it ended: {self.lines()}"
            assert time.monotonic() < deadline, f"not: {what}; {self.health()}; {self.lines()}"
            time.sleep(0.05)

    def health(self):
        with override_settings(SIMILAR_SOCKET=self.socket):
            return client.health(timeout=2) or {}

    def near(self, text: str, **options):
        client._pauses.__init__()
        with override_settings(SIMILAR_SOCKET=self.socket):
            return client.near(text, timeout=5, **options)

    def near_questions(self, text: str, **options):
        client._pauses.__init__()
        with override_settings(SIMILAR_SOCKET=self.socket):
            return client.near_questions(text, timeout=5, **options)

    def lines(self) -> str:
        return self.log.read_text()[-4_000:]

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
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(10)
        self.process = None
