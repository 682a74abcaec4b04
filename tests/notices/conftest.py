"""A mail server for the tests of sending."""

import mailbox
import socket
import subprocess
import sys
import time
from email import message_from_bytes, policy
from pathlib import Path

import pytest


class MailHost:
    """Starts, stops and reads the server of mailhost.py on one port."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.process: subprocess.Popen | None = None

    def start(self, slowness: float = 0) -> "MailHost":
        script = Path(__file__).with_name("mailhost.py")
        command = [sys.executable, str(script), str(self.port), str(self.folder / "mail"), str(slowness)]
        self.process = subprocess.Popen(command)
        deadline = time.monotonic() + 15
        while time.monotonic() < deadline:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
            except OSError:
                time.sleep(0.05)
            else:
                return self
        raise AssertionError("the mail server did not start")

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()
            self.process.wait(10)
            self.process = None

    def mails(self) -> list:
        """What arrived, parsed with the modern policy, in the order of arrival."""
        box = mailbox.Maildir(self.folder / "mail")
        found = sorted(box.keys(), key=lambda key: key.split(".")[:2])
        return [message_from_bytes(box.get_bytes(key), policy=policy.default) for key in found]


@pytest.fixture
def mailhost(tmp_path, settings):
    """A mail server that is not started yet, and the settings that lead to it."""
    host = MailHost(tmp_path)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", host.port
    settings.EMAIL_TIMEOUT = 5
    settings.MAIL_DOMAIN = "sukhbat.example"
    yield host
    host.stop()
