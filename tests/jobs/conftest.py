"""The jobs process on the test database, with a real mail server beside it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.notices.conftest import MailHost

ROOT = Path(__file__).resolve().parents[2]


class Jobs:
    """``python -m sukhbat.jobs`` in a process of its own."""

    def __init__(self, url: str, port: int, log: Path) -> None:
        self.environment = {
            **os.environ,
            "DATABASE_URL": url,
            "DJANGO_SETTINGS_MODULE": "sukhbat.settings.base",
            "SECRET_KEY": "a fixed secret for tests only",
            "EMAIL_HOST": "127.0.0.1",
            "EMAIL_PORT": str(port),
            "MAIL_DOMAIN": "sukhbat.example",
        }
        self.log = log
        self.process: subprocess.Popen | None = None

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "sukhbat.jobs"], cwd=ROOT, env=self.environment, stderr=log
            )

    def end(self, how: signal.Signals = signal.SIGTERM) -> float:
        """End the process; how many seconds it took."""
        if self.process is None or self.process.poll() is not None:
            return 0.0
        began = time.monotonic()
        self.process.send_signal(how)
        self.process.wait(20)
        return time.monotonic() - began

    def lines(self) -> str:
        return self.log.read_text(encoding="utf-8")


def until(check: Callable[[], object], what: str, seconds: float = 30) -> None:
    """Wait until the check is true; fail with what was waited for."""
    deadline = time.monotonic() + seconds
    while not check():
        assert time.monotonic() < deadline, f"waited {seconds} s until {what}"
        time.sleep(0.05)


@pytest.fixture
def mailhost(tmp_path):
    host = MailHost(tmp_path)
    yield host
    host.stop()


@pytest.fixture
def jobs(connect_url, mailhost, tmp_path):
    process = Jobs(connect_url, mailhost.port, tmp_path / "jobs.log")
    yield process
    process.end(signal.SIGKILL)
