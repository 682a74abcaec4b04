"""A throw-away installation to be measured: embedded PostgreSQL, pages, live service, jobs, and a conference on air."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

from ops.load.processes import cpu_of_family, out, server_pid
from sukhbat.cli.children import Child
from sukhbat.cli.demo.ports import free_port
from sukhbat.cli.pages import Pages
from sukhbat.kernel.embedded_postgres import Cluster
from sukhbat.kernel.postgres.binaries import find_binaries

STARTS_WITHIN = 60.0
LAST_LINES = 25
FILL = (
    "import django; django.setup()\n"
    "from sukhbat.cli.preparing import prepare_database, prepare_static\n"
    "from sukhbat.cli.demo.directory import fill_directory\n"
    "from sukhbat.cli.demo.load import make_live\n"
    "from sukhbat.kernel.clock import now\n"
    "prepare_database(progress=lambda line: None); prepare_static(progress=lambda line: None)\n"
    "fill_directory(now=now()); print(make_live(now=now()))\n"
)
# Two of the jobs: without them the counters' changes pile up, and whoever reads them adds them all.
FOLD = (
    "import django; django.setup()\n"
    "import time\n"
    "from sukhbat.jobs.work import fold_counters\n"
    "from sukhbat.kernel.clock import now\n"
    "from sukhbat.questions.support_tally import fold_supports\n"
    "while True: fold_counters(now()); fold_supports(); time.sleep(2)\n"
)


class Stage:
    """The installation; ``live`` are the ports of its live services."""

    def __init__(self, folder: Path, cluster: Cluster) -> None:
        self.folder = folder
        self.cluster = cluster
        self.port = free_port("127.0.0.1", 21_000)
        self.children: dict[str, Child] = {}
        self.live: list[int] = []
        self.slug = ""
        os.environ |= {
            "DATABASE_URL": cluster.url,
            "SUKHBAT_VAR": str(folder),
            "DJANGO_SETTINGS_MODULE": "sukhbat.settings.demo",
            "SITE_URL": f"http://127.0.0.1:{self.port}",
            "LOG_FORMAT": "console",
        }

    def fill(self) -> None:
        """Tables, the sample directory, and a sample conference that is on air for two hours."""
        done = subprocess.run([sys.executable, "-c", FILL], capture_output=True, text=True, check=True)
        self.slug = done.stdout.split()[-1]

    def start_live(self, *, environment: Mapping[str, str] | None = None) -> int:
        """One more live service; its port."""
        port = free_port("127.0.0.1", self.port + 1 + len(self.live))
        self.live.append(port)
        settings = [f"{name}={value}" for name, value in (environment or {}).items()]
        command = ["env", *settings, sys.executable, "-m", "sukhbat.live", "--port", str(port)]
        self._start(f"live{port}", command)
        _wait_for(port, "/live/health")
        return port

    def start_pages(self) -> None:
        self._start("pages", Pages("127.0.0.1", self.port, workers=2).command())
        _wait_for(self.port, "/ru/")

    def start_folding(self) -> None:
        """Only the two jobs that fold counters, every two seconds as in use."""
        self._start("folding", [sys.executable, "-c", FOLD])

    def start_jobs(self) -> None:
        self._start("jobs", [sys.executable, "-m", "sukhbat.jobs"])

    def stop_live(self) -> None:
        for port in self.live:
            self.children.pop(f"live{port}").stop()
        self.live.clear()

    def stop(self) -> None:
        for child in self.children.values():
            child.stop()

    def show_logs(self) -> None:
        """The ends of all logs, for whoever asks why it did not work."""
        for log in sorted((self.folder / "log").glob("*.log")):
            last = log.read_text(encoding="utf-8", errors="replace").splitlines()[-LAST_LINES:]
            out("\n".join([f"-- {log.name}", *last]))

    def pid(self, name: str) -> int:
        process = self.children[name].process
        assert process is not None
        return process.pid

    def cpu(self, name: str) -> float:
        """Seconds of CPU of a child with its own children, or of ``postgres``."""
        return cpu_of_family(server_pid(self.cluster) if name == "postgres" else self.pid(name))

    def passes(self, people: int) -> Path:
        """Passes of so many sample people for two hours."""
        path = self.folder / f"passes-{people}"
        self._command("prepare", "--conference", self.slug, "--people", str(people), "--out", str(path))
        return path

    def rehearse(self, port: int, script: str, passes: Path, *more: str) -> "Rehearsal":
        """Begin a rehearsal in a process of its own."""
        return Rehearsal(self.folder, port, script, passes, more)

    def single_rows(self, *, clients: int = 40, seconds: int = 8) -> str:
        """What pgbench commits of single rows on the same server at this moment, as a line of a table."""
        import psycopg

        with psycopg.connect(self.cluster.url, autocommit=True) as connection:
            connection.execute("CREATE TABLE IF NOT EXISTS load_single (id bigserial PRIMARY KEY, text text)")
        pgbench = find_binaries(
            self.cluster.place.account, made_by=None, copies=self.cluster.elsewhere
        ).folder
        if not (pgbench / "pgbench").exists():
            return "pgbench is not among the binaries of this server; nothing to compare with."
        script = self.folder / "single.sql"
        script.write_text("INSERT INTO load_single (text) VALUES (repeat('a', 200));\n")
        options = [
            "-n",
            "-M",
            "prepared",
            "-c",
            str(clients),
            "-j",
            "1",
            "-T",
            str(seconds),
            "-f",
            str(script),
        ]
        done = subprocess.run(
            [str(pgbench / "pgbench"), *options, self.cluster.url], capture_output=True, text=True, check=True
        )
        figures = dict(line.partition("=")[::2] for line in done.stdout.splitlines() if "=" in line)
        return f"{float(figures['tps '].split()[0]):.0f}"

    def _start(self, name: str, command: list[str]) -> None:
        child = Child(name, command, self.folder / "log" / f"{name}.log")
        child.start()
        self.children[name] = child

    def _command(self, *words: str) -> None:
        subprocess.run(
            [sys.executable, "-m", "sukhbat.cli", "rehearse", *words], check=True, stdout=subprocess.DEVNULL
        )


class Rehearsal:
    """One running audience."""

    def __init__(self, folder: Path, port: int, script: str, passes: Path, more: tuple[str, ...]) -> None:
        self._json = folder / f"report-{time.monotonic_ns()}.json"
        command = [sys.executable, "-m", "sukhbat.cli", "rehearse", "run", f"http://127.0.0.1:{port}"]
        command += [
            "--passes",
            str(passes),
            "--script",
            script,
            "--json",
            str(self._json),
            *more,
        ]
        with (folder / "log" / "rehearse.log").open("ab") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log)

    def stop(self) -> None:
        """End it now, as Ctrl-C does: with its report."""
        self.process.terminate()

    def report(self) -> dict[str, object]:
        """Wait for its end."""
        if (code := self.process.wait()) != 0:
            out(f"The rehearsal ended with {code}.")
        found: dict[str, object] = json.loads(self._json.read_text(encoding="utf-8"))
        return found


@contextmanager
def stage() -> Iterator[Stage]:
    """A filled installation whose database is durable; nothing of it remains."""
    with tempfile.TemporaryDirectory(prefix="sukhbat-load-") as name:
        folder = Path(name)
        folder.chmod(0o711)  # started by root, the server runs as another user
        with Cluster(folder / "postgres") as cluster:
            found = Stage(folder, cluster)
            found.fill()
            try:
                yield found
            except BaseException:
                found.show_logs()
                raise
            finally:
                found.stop()


def _wait_for(port: int, path: str) -> None:
    deadline = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < deadline:
        link = HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            link.request("GET", path)
            if link.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.2)
        finally:
            link.close()
    raise RuntimeError(f"{path} at port {port} did not answer in time")
