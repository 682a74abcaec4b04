"""`sukhbat demo` as it is used: started, started twice, killed, started again beside a taken port, ended."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path

import pytest

from sukhbat.cli.demo.ports import free_port
from sukhbat.kernel.embedded_postgres import Cluster
from tests.ops.installation import ROOT, until

pytestmark = pytest.mark.slow
FIRST_START, NEXT_START = 300, 60  # seconds, on a busy machine


class Demo:
    """One run of the command with what it says."""

    def __init__(self, var: Path, port: int, *options: str) -> None:
        self.said = var / f"said-{time.monotonic_ns()}"
        var.mkdir(exist_ok=True)
        dropped = ("DJANGO", "DATABASE_URL", "SITE_URL")
        environment = {name: value for name, value in os.environ.items() if not name.startswith(dropped)}
        command = [sys.executable, "-m", "sukhbat.cli", "demo", "--no-browser", "--port", str(port), *options]
        with self.said.open("wb") as out:
            self.process = subprocess.Popen(
                command, cwd=ROOT, env={**environment, "SUKHBAT_VAR": str(var)}, stdout=out, stderr=out,
                start_new_session=True,
            )  # fmt: skip

    def text(self) -> str:
        return self.said.read_text(encoding="utf-8")

    def running_at(self, seconds: float) -> int:
        """The port, once it says that it is running."""
        until(
            lambda: "Sukhbat is running" in self.text() or self.process.poll() is not None, "it runs", seconds
        )
        found = re.search(r"http://127\.0\.0\.1:(\d+)/", self.text())
        assert found, self.text()
        return int(found[1])


@pytest.fixture
def var(tmp_path):
    tmp_path.chmod(0o711)
    yield tmp_path / "var"
    Cluster(tmp_path / "var" / "postgres").stop()


def test_a_demo_leaves_nothing_behind_however_it_ends(var):
    wanted = free_port("127.0.0.1", 31_000)
    first = Demo(var, wanted)
    port = first.running_at(FIRST_START)
    assert port == wanted
    assert _status(port, "/en/demo/") == 200
    assert _status(port, "/kk/") == 200

    second = Demo(var, wanted)
    assert second.process.wait(60) == 1
    assert f"running already: http://127.0.0.1:{port}/" in second.text()

    first.process.send_signal(signal.SIGKILL)
    first.process.wait()
    until(lambda: _all_gone(var, port), "the keeper has cleared up", 60)

    with closing(socket.create_server(("127.0.0.1", wanted))):
        begun = time.monotonic()
        again = Demo(var, wanted)
        port = again.running_at(NEXT_START)
        assert port != wanted
        assert f"Port {wanted} is taken" in again.text()
        assert "Filling" not in again.text()
        assert time.monotonic() - begun < NEXT_START
    again.process.send_signal(signal.SIGTERM)
    assert again.process.wait(60) == 0
    assert _all_gone(var, port)


def _status(port: int, path: str) -> int:
    connection = HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    finally:
        connection.close()


def _all_gone(var: Path, port: int) -> bool:
    with closing(socket.socket()) as probe:
        if probe.connect_ex(("127.0.0.1", port)) == 0:
            return False
    told = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True).stdout
    return not Cluster(var / "postgres").running() and str(var) not in told
