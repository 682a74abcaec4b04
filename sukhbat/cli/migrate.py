"""``sukhbat migrate``."""

from argparse import ArgumentParser, Namespace

from sukhbat.cli.environment import ready
from sukhbat.cli.words import say


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--check", action="store_true", help="change nothing; fail when something is missing")


def run(options: Namespace) -> int:
    """Tables, partitions and static files; run before each start of a new version."""
    with ready():
        from sukhbat.cli.doctor.machine import translations
        from sukhbat.cli.preparing import pending_migrations, prepare_database, prepare_static

        if options.check:
            pending = pending_migrations()
            for name in pending:
                say(f"missing: {name}")
            return int(bool(pending))
        prepare_database(progress=say)
        prepare_static(progress=say)
        finding = translations()
        say(f"Translations: {finding.sentence}")
        say("Database and static files are up to date.")
    return 0
