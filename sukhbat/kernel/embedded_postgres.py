"""The embedded PostgreSQL: a private server for the demo, a pilot and the tests, without installing one.

    with Cluster(Path("var/postgres")) as cluster:
        psycopg.connect(cluster.url)

Everything lies in one folder: `data/` and `socket/` (both 0700), the settings and `server.log`. The server
listens on no network address. Started by root it runs as an unprivileged user; where that user cannot reach
the folder, as under /root, the database lies in /var/lib/sukhbat/<hash of the folder's path> and `WHERE.txt`
says so.
"""

import os
import socket
import subprocess
import time
from contextlib import closing
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import IO, Self
from urllib.parse import quote, urlencode

import psycopg

from sukhbat.kernel.postgres.binaries import Binaries, find_binaries
from sukhbat.kernel.postgres.errors import PostgresError
from sukhbat.kernel.postgres.leftovers import clear_leftovers
from sukhbat.kernel.postgres.place import Place, Progress, choose_place
from sukhbat.kernel.postgres.settings import PORT, ROLE, pg_hba_conf, pg_ident_conf, postgresql_conf

__all__ = ["Cluster", "PostgresError"]

DATABASE = "sukhbat"
ELSEWHERE = Path("/var/lib/sukhbat")
LOG_KEPT = 10_000_000  # bytes of server.log before the next start puts it aside
WORTH_ANOTHER_TRY = (
    # After kill -9 the old server's children may live on for a moment; a new one may not start beside them.
    "pre-existing shared memory block",
    'lock file "postmaster.pid" already exists',
    "server did not start in time",
)


class Cluster:
    """One embedded server over one folder; any number of processes may hold it.

    `patience` is how many seconds a start may take: after a crash a large database recovers for long.
    `progress` is called with a sentence when there is something to wait for or to know.
    """

    def __init__(
        self,
        data_dir: Path,
        *,
        fsync: bool = True,
        patience: float = 120,
        progress: Progress = lambda sentence: None,
        elsewhere: Path = ELSEWHERE,
    ) -> None:
        self.asked = data_dir.absolute()
        self.fsync = fsync
        self.patience = patience
        self.progress = progress
        self.elsewhere = elsewhere
        self.started_here = False

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        # A server found running belongs to the process that started it.
        if self.started_here:
            self.stop()

    @cached_property
    def place(self) -> Place:
        return choose_place(self.asked, elsewhere=self.elsewhere)

    @property
    def log(self) -> Path:
        return self.place.home / "server.log"

    @property
    def url(self) -> str:
        """For psycopg and DATABASE_URL; known before the server is started."""
        where = {"host": str(self.place.socket_folder), "port": PORT, "user": ROLE}
        return f"postgresql:///{DATABASE}?" + urlencode(where, safe="/", quote_via=quote)

    def running(self) -> bool:
        """Whether a server answers. Only this cluster's can: the socket's folder is private to it."""
        with closing(socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)) as probe:
            probe.settimeout(1)
            try:
                probe.connect(str(self.place.socket))
            except (BlockingIOError, TimeoutError):
                return True  # its queue is full
            except OSError:
                return False
        return True

    def start(self) -> str:
        """Start the server, or adopt the one that runs; make the database when it is new. Returns `url`.

        Errors: PostgresError, in words.
        """
        deadline = time.monotonic() + self.patience
        self.place.make(progress=self.progress)
        with self.place.alone(deadline=deadline, progress=self.progress):
            try:
                while not self._bring_up(deadline=deadline):
                    if time.monotonic() > deadline:
                        raise PostgresError(
                            f"The database server ends while starting. Its log is {self.log}."
                        )
                    time.sleep(0.2)
            except KeyboardInterrupt:
                if self.started_here:
                    self._end()
                raise
        return self.url

    def stop(self) -> None:
        """Stop the server, whoever started it: open transactions are rolled back. No error when none runs."""
        if not self.place.data.exists():
            return
        deadline = time.monotonic() + self.patience
        with self.place.alone(deadline=deadline, progress=self.progress):
            self._end()
        if self.running():
            raise PostgresError(f"The database server does not stop. Its log is {self.log}.")
        self.started_here = False

    def _bring_up(self, *, deadline: float) -> bool:
        """False when the server ended meanwhile: one that was just killed may still take a connection."""
        if not self.running():
            binaries = self._binaries()
            self._prepare(binaries)
            self.started_here = True
            self._launch(binaries, deadline=deadline)
        return self._gets_ready(deadline=deadline) and self._has_database()

    def _binaries(self) -> Binaries:
        version = self.place.data / "PG_VERSION"
        made_by = int(version.read_text()) if version.exists() else None
        return find_binaries(self.place.account, made_by=made_by, copies=self.elsewhere)

    def _prepare(self, binaries: Binaries) -> None:
        place = self.place
        clear_leftovers(place)
        if not place.data.exists():
            self._make_data(binaries)
        conf = postgresql_conf(home=place.home, socket_folder=place.socket_folder, fsync=self.fsync)
        place.write("postgresql.conf", conf)
        place.write("pg_hba.conf", pg_hba_conf())
        place.write("pg_ident.conf", pg_ident_conf(place.account))
        if self.log.exists() and self.log.stat().st_size > LOG_KEPT:
            self.log.replace(self.log.with_suffix(".log.1"))

    def _make_data(self, binaries: Binaries) -> None:
        # Made aside and renamed, so that an initdb cut short is never taken for a database; under a name of
        # its own, because the initdb of a killed starter may still be at work.
        aside = self.place.home / f"data.{os.getpid()}.new"
        self.place.account.private_folder(aside)
        self.progress(f"Making the database in {self.place.home} with {binaries}.")
        command = [
            str(binaries.folder / "initdb"),
            "-D",
            str(aside),
            "-U",
            ROLE,
            "-E",
            "UTF8",
            "--data-checksums",
        ]
        command += [
            "--locale-provider=builtin",
            "--locale=C.UTF-8",
            "--auth-local=peer",
            "--auth-host=reject",
        ]
        done = self.place.account.run(command + ([] if self.fsync else ["--no-sync"]))
        if done.returncode:
            raise PostgresError(
                "The database could not be made: " + done.stdout.decode(errors="replace").strip()
            )
        aside.rename(self.place.data)

    def _launch(self, binaries: Binaries, *, deadline: float) -> None:
        # pg_ctl hands the options to a shell.
        conf = str(self.place.home / "postgresql.conf").replace("'", "'\\''")
        command = ("start", "-D", self.place.data, "-w", "-t", "5", "-o", f"-c config_file='{conf}'")
        while True:
            with self.place.open("server.log") as log:
                before = os.fstat(log.fileno()).st_size
                self._pg_ctl(binaries, *command, output=log)
            if self.running():
                return
            said = self.log.read_bytes()[before:].decode(errors="replace")
            if not any(sign in said for sign in WORTH_ANOTHER_TRY) or time.monotonic() > deadline:
                raise PostgresError(
                    f"The database server did not start; from {self.log}:\n{said.strip()[-2000:]}"
                )
            self.progress("Waiting for an earlier database server to end or to answer.")
            time.sleep(0.5)

    def _end(self) -> None:
        for mode, seconds in (("fast", 60), ("immediate", 20)):
            if self.running():
                command = ("stop", "-D", self.place.data, "-w", "-m", mode, "-t", str(seconds))
                self._pg_ctl(self._binaries(), *command)

    def _pg_ctl(
        self, binaries: Binaries, *command: str | Path, output: int | IO[bytes] = subprocess.PIPE
    ) -> None:
        self.place.account.run([binaries.folder / "pg_ctl", *command], output=output)

    def _gets_ready(self, *, deadline: float) -> bool:
        begun = told = time.monotonic()
        while not self._ready():
            now = time.monotonic()
            if not self.running():
                return False
            if now > deadline:
                raise PostgresError(
                    f"The database is still recovering after {now - begun:.0f} s. It goes on by itself: "
                    f"start again later. Its log is {self.log}."
                )
            if now - told > 5:
                self.progress(f"The database recovers after a crash; {now - begun:.0f} s so far.")
                told = now
            time.sleep(0.05)
        return True

    def _ready(self) -> bool:
        try:
            # The eighth line is the server's own word about itself, which pg_ctl reads too.
            status = (self.place.data / "postmaster.pid").read_text().split("\n")[7]
        except (FileNotFoundError, IndexError):
            return False
        return status.strip() == "ready"

    def _has_database(self) -> bool:
        try:
            with psycopg.connect(self.url, dbname="postgres", autocommit=True) as connection:
                known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
                if known.fetchone() is None:
                    connection.execute(f"CREATE DATABASE {DATABASE}")
        except psycopg.Error as error:
            time.sleep(0.2)
            if self.running():
                raise PostgresError(f"The database server runs but lets nobody in: {error}") from error
            return False
        return True
