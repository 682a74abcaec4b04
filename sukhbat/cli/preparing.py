"""What has to be true before pages are served: tables, partitions, static files."""

import hashlib
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

Progress = Callable[[str], None]


def pending_migrations() -> list[str]:
    """The migrations that the database lacks, as app.name."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]


def prepare_database(*, progress: Progress) -> None:
    """Make the missing tables and the partitions of the coming quarters."""
    from sukhbat.jobs.work import make_partitions
    from sukhbat.kernel import clock

    if pending := pending_migrations():
        progress(f"Making tables: {len(pending)} migrations.")
        call_command("migrate", verbosity=0, interactive=False)
    make_partitions(clock.now())


def prepare_static(*, progress: Progress, always: bool = False) -> None:
    """Collect the static files, unless nothing changed since the last time."""
    stamp = Path(settings.STATIC_ROOT) / ".collected"
    print_of_now = _fingerprint()
    if not always and stamp.exists() and stamp.read_text(encoding="ascii") == print_of_now:
        return
    progress("Collecting static files.")
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    stamp.write_text(print_of_now, encoding="ascii")


def static_is_collected() -> bool:
    return (Path(settings.STATIC_ROOT) / "staticfiles.json").exists()


def _fingerprint() -> str:
    """Names, sizes and times of all static files in short."""
    told = hashlib.sha256()
    for finder in finders.get_finders():
        for name, storage in finder.list([]):
            found = Path(storage.path(name)).stat()
            told.update(f"{name}\0{found.st_size}\0{found.st_mtime_ns}\n".encode())
    return told.hexdigest()
