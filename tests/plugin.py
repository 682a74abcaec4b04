"""Gives the test run a PostgreSQL of its own; loaded by `-p tests.plugin`, before pytest-django reads the settings.

The address is known at once, the server starts with the first test that needs a database (about a second) and goes
with the run, even with one that was killed. TEST_DATABASE_URL names another server to use instead.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Generator
from pathlib import Path

import pytest

from sukhbat.kernel.embedded_postgres import Cluster

# Waits for the end of the test run, which closes its input however it ends; then stops the server and clears up.
GUARD = """
cat > /dev/null
if read -r pid < "$1/data/postmaster.pid"; then
    kill -QUIT "$pid"
    while kill -0 "$pid" 2> /dev/null; do sleep 0.05; done
fi
rm -rf "$1" "$2"
"""


class TestServer:
    """The PostgreSQL of one test run; what it holds is thrown away."""

    __test__ = False

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="sukhbat-tests-"))
        self.folder.chmod(0o711)  # started by root, the server runs as another user, who has to come in
        self.cluster = Cluster(self.folder / "postgres", fsync=False)
        self.guard: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        if self.guard is None:
            command = ["sh", "-c", GUARD, "guard", str(self.cluster.place.home), str(self.folder)]
            self.guard = subprocess.Popen(
                command, stdin=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd="/", start_new_session=True
            )
            self.cluster.start()

    def stop(self) -> None:
        if self.guard is None:
            shutil.rmtree(self.folder)
        else:
            self.guard.communicate()


SERVER = pytest.StashKey[TestServer]()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None, None, None]:
    if url := os.environ.get("TEST_DATABASE_URL"):
        os.environ["DATABASE_URL"] = url
    else:
        server = early_config.stash[SERVER] = TestServer()
        early_config.add_cleanup(server.stop)
        # Over any other: a test run must not touch the database a shell happens to name.
        os.environ["DATABASE_URL"] = server.cluster.url
    yield
