"""Which settings and which database a command works with, decided before Django reads them.

DJANGO_SETTINGS_MODULE wins. Else: with DATABASE_URL the production settings; without it, the demonstration's
with the embedded cluster under var/postgres.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sukhbat.cli.words import CommandError, whisper
from sukhbat.kernel.embedded_postgres import Cluster, PostgresError
from sukhbat.settings import env

PRODUCTION, DEMO = "sukhbat.settings.production", "sukhbat.settings.demo"
CHECKOUT = Path(__file__).resolve().parents[2]


def var_folder() -> Path:
    """Where everything that a run leaves behind lies: SUKHBAT_VAR, else var/ beside the package."""
    return Path(env.text("SUKHBAT_VAR", str(CHECKOUT / "var"))).absolute()


def has_database_url() -> bool:
    return bool(os.environ.get("DATABASE_URL") or os.environ.get("DATABASE_URL_FILE"))


def settings_module(*, default: str | None = None) -> str:
    """The settings a command works with; they are put into the environment."""
    chosen = os.environ.get("DJANGO_SETTINGS_MODULE") or default
    if chosen is None:
        chosen = PRODUCTION if has_database_url() else DEMO
    os.environ["DJANGO_SETTINGS_MODULE"] = chosen
    return chosen


def embedded_cluster() -> Cluster | None:
    """The embedded cluster, when no other database is named; its address is put into the environment."""
    if has_database_url():
        return None
    cluster = Cluster(var_folder() / "postgres", progress=whisper)
    try:
        os.environ["DATABASE_URL"] = cluster.url
    except PostgresError as error:
        raise CommandError(str(error)) from error
    return cluster


@contextmanager
def started(cluster: Cluster | None) -> Iterator[None]:
    """The embedded server runs inside; one found running goes on running."""
    if cluster is None:
        yield
        return
    try:
        cluster.start()
    except PostgresError as error:
        raise CommandError(str(error)) from error
    try:
        yield
    finally:
        from django.db import connections

        connections.close_all()
        if cluster.started_here:
            cluster.stop()


def set_up_django() -> None:
    """Read the settings; a setting that cannot be right ends the command with its sentence."""
    import django
    from django.core.exceptions import ImproperlyConfigured

    os.environ.setdefault("LOG_FORMAT", "console")
    try:
        django.setup()
    except ImproperlyConfigured as error:
        raise CommandError(f"{error}\n`sukhbat doctor` says what else these settings lack.") from error


@contextmanager
def ready(*, default: str | None = None) -> Iterator[None]:
    """Settings read and the database running, for a command that does one thing."""
    chosen = settings_module(default=default)
    cluster = embedded_cluster() if chosen == DEMO else None
    if cluster is not None:
        whisper(f"Working with the demonstration's database in {cluster.place.home}.")
    with started(cluster):
        set_up_django()
        yield
