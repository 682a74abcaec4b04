"""``sukhbat serve``."""

import os
from argparse import ArgumentParser, Namespace

from sukhbat.cli.environment import PRODUCTION, has_database_url, set_up_django, settings_module
from sukhbat.cli.pages import Pages, sensible_workers
from sukhbat.cli.words import CommandError, complain
from sukhbat.settings import env


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--host", default=env.text("HOST", "127.0.0.1"), help="address to listen on (HOST)")
    parser.add_argument("--port", type=int, default=env.number("PORT", 8000, high=65_535), help="port (PORT)")
    parser.add_argument(
        "--socket", default=env.text("SOCKET"), help="Unix socket instead of host and port (SOCKET)"
    )
    parser.add_argument(
        "--workers",
        type=int,
        default=env.number("WORKERS", sensible_workers(), low=1, high=256),
        help="processes (WORKERS; %(default)s on this machine)",
    )
    parser.add_argument(
        "--threads",
        type=int,
        default=env.number("THREADS", 4, low=1, high=64),
        help="threads of each (THREADS)",
    )
    parser.add_argument("--access-log", action="store_true", help="a line for each request, without people")


def run(options: Namespace) -> int:
    """Check what would make every page fail, then become granian: one process for the service manager."""
    settings_module(default=PRODUCTION)
    if not has_database_url():
        _ask_for_database()
    set_up_django()
    _ensure_servable()
    pages = Pages(
        host=options.host,
        port=options.port,
        socket=options.socket,
        workers=options.workers,
        threads=options.threads,
        access_log=options.access_log,
    )
    command = pages.command()
    os.execv(command[0], command)  # noqa: S606  granian takes this process over: one for the service manager


def _ask_for_database() -> None:
    raise CommandError(
        "DATABASE_URL is not set: name the PostgreSQL server in it. To look at the product without one, "
        "run `sukhbat demo`."
    )


def _ensure_servable() -> None:
    from django.db import OperationalError

    from sukhbat.cli.preparing import pending_migrations, static_is_collected

    try:
        pending = pending_migrations()
    except OperationalError as error:
        # The database may come later than the pages; they answer 503 until then.
        complain(f"The database does not answer yet: {str(error).strip().splitlines()[0]}")
        return
    if pending:
        raise CommandError(f"The database lacks {len(pending)} migrations. Run `sukhbat migrate` first.")
    if not static_is_collected():
        raise CommandError("The static files are not collected. Run `sukhbat migrate` first.")
