"""The database and what lives in it: version, tables, partitions, clock, jobs, the first roles."""

from collections.abc import Iterator
from datetime import timedelta

from django.db import Error, connection, transaction

from sukhbat.bodies.models import Body
from sukhbat.bodies.queries import coordinator_body, people_holding
from sukhbat.bodies.rules import Role
from sukhbat.cli.doctor.findings import Finding, fail, ok, unsafe, warn
from sukhbat.cli.preparing import pending_migrations
from sukhbat.kernel import clock
from sukhbat.kernel.loops import is_alive, loop_runs
from sukhbat.kernel.site import the_site
from sukhbat.ledger import partitions as ledger_partitions
from sukhbat.notices import partitions as notice_partitions

GOOD_VERSION, LEAST_VERSION = 17, 15
EXTENSIONS = frozenset({"btree_gist", "pg_trgm", "unaccent"})
CLOCKS_APART = timedelta(seconds=2)
QUARTERS_AHEAD = 2


def findings(*, strict: bool) -> Iterator[Finding]:
    """One finding for each thing; only the first when the database does not answer."""
    try:
        yield version()
        yield extensions()
        pending = pending_migrations()
    except Error as error:
        reason = str(error).strip().splitlines()[0]
        yield fail("database", f"It does not answer: {reason}", "Correct DATABASE_URL or start the server.")
        return
    if pending:
        yield fail("migrations", f"{len(pending)} are missing, first {pending[0]}.", "Run `sukhbat migrate`.")
        return
    yield ok("migrations", "All applied.")
    yield partitions()
    yield clocks()
    yield jobs(strict=strict)
    yield failures()
    yield coordinator()
    yield administrator()
    yield samples(strict=strict)


def version() -> Finding:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version_num')::int, current_setting('server_version')")
        number, name = cursor.fetchone() or (0, "")
    major = number // 10_000
    if major < LEAST_VERSION:
        return fail("database", f"PostgreSQL {name}.", f"Use version {GOOD_VERSION} or newer.")
    if major < GOOD_VERSION:
        return warn(
            "database", f"PostgreSQL {name} works, but is not tested.", f"Use version {GOOD_VERSION}."
        )
    return ok("database", f"PostgreSQL {name}.")


def extensions() -> Finding:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM pg_available_extensions")
        missing = EXTENSIONS - {row[0] for row in cursor.fetchall()}
    if missing:
        names = ", ".join(sorted(missing))
        return fail(
            "extensions", f"Not there: {names}.", "Install postgresql-contrib of the server's version."
        )
    return ok("extensions", ", ".join(sorted(EXTENSIONS)))


def partitions() -> Finding:
    """Made for the coming quarters; looked at by making them and taking that back."""
    made = 0
    with transaction.atomic():
        for ensure in (ledger_partitions.ensure_partitions, notice_partitions.ensure_partitions):
            made += ensure(now=clock.now(), quarters=QUARTERS_AHEAD)
        transaction.set_rollback(True)
    if made:
        return warn(
            "partitions", f"{made} of the coming quarters are missing.", "Start the jobs: they make them."
        )
    return ok("partitions", "Made ahead of time.")


def clocks() -> Finding:
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        row = cursor.fetchone()
    assert row is not None
    apart = abs(clock.now() - row[0])
    if apart > CLOCKS_APART:
        sentence = f"This machine and the database are {apart.total_seconds():.0f} s apart."
        return fail("clock", sentence, "Let both follow NTP: the last second of an intake depends on it.")
    return ok("clock", "This machine and the database agree.")


def jobs(*, strict: bool) -> Finding:
    if is_alive(now=clock.now()):
        return ok("jobs", "They run.")
    remedy = "Start them: `sukhbat jobs`. Without them no mail goes out and nothing is published by time."
    return unsafe("jobs", "They have been silent for more than a minute.", remedy, strict=strict)


def failures() -> Finding:
    failing = [run.name for run in loop_runs() if run.failure]
    if failing:
        return warn("loops", f"Failed at their last run: {', '.join(failing)}.", "Their log says why.")
    return ok("loops", "None failed at its last run.")


def coordinator() -> Finding:
    try:
        return ok("coordinating body", coordinator_body().slug)
    except Body.DoesNotExist:
        return fail(
            "coordinating body",
            "None is named, so no question could be routed.",
            "Import the directory, then `sukhbat appoint EMAIL administrator BODY --coordinating`.",
        )


def administrator() -> Finding:
    count = people_holding(Role.ADMINISTRATOR, on=clock.local_day(clock.now())).count()
    if not count:
        return fail("administrator", "Nobody is.", "`sukhbat appoint EMAIL administrator BODY`")
    return ok("administrator", f"{count}.")


def samples(*, strict: bool) -> Finding:
    """The demonstration's people have roles and addresses that are nobody's: whoever gets those could sign in."""
    if the_site().is_sample:
        sentence = "This database holds the demonstration's made-up people and questions."
        return unsafe("samples", sentence, "Begin with an empty database.", strict=strict)
    return ok("samples", "None.")
