"""``sukhbat jobs``."""

from argparse import ArgumentParser, Namespace

from sukhbat.cli.environment import ready


def arguments(parser: ArgumentParser) -> None:
    """No options: what runs how often is the timetable's."""


def run(options: Namespace) -> int:
    """Run the loops until SIGTERM or Ctrl-C."""
    with ready():
        from sukhbat.jobs.process import main

        main()
    return 0
