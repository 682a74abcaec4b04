"""The `sukhbat` command. Each sub-command is a module of its own, imported only when it is called."""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Protocol, cast

from sukhbat.cli.words import CommandError, complain

COMMANDS: Mapping[str, tuple[str, str]] = {
    "demo": ("demo.command", "start the whole product with sample content on this machine; Ctrl-C stops it"),
    "serve": ("serve", "serve the pages (production settings unless others are named)"),
    "live": ("live", "run the live service: questions, supports and the stream of the live hour"),
    "similar": ("similar", "run the process that compares meanings: suggestions, concerns"),
    "jobs": ("jobs", "run the jobs: log, notices, mail, counters, due dates"),
    "migrate": ("migrate", "bring the database and the static files up to date"),
    "doctor": ("doctor.command", "say in words what is wrong with this machine or these settings"),
    "import": ("imports.command", "import the directory, the calendar or questions from files"),
    "balance": (
        "balance",
        "show the balance of all questions and of each body; fail when one does not close",
    ),
    "verify": ("verify", "check a receipt, without a database"),
    "order": ("order", "check the published order of a conference, without a database, or export it"),
    "backup": ("backup.command", "write database and files into one archive"),
    "restore": ("backup.restore_command", "restore such an archive into an empty database"),
    "rehearse": (
        "rehearse.command",
        "play an audience against a running Sukhbat: viewers, questions, supports",
    ),
    "evaluate": ("evaluate", "measure the reading of texts on labelled ones, without a database"),
    "bench": ("bench", "measure how fast very many texts are grouped here, without a database"),
    "appoint": ("appoint", "give a person a role in a body, as for the first administrator"),
}


class Command(Protocol):
    """What a sub-command's module offers."""

    def arguments(self, parser: ArgumentParser) -> None:
        """Declare its options."""

    def run(self, options: Namespace) -> int:
        """Do it; the exit code."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; the exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    chosen = next((word for word in arguments if word in COMMANDS), None)
    command = _module(chosen) if chosen else None
    options = _parser(chosen, command).parse_args(arguments)
    assert command is not None
    try:
        return command.run(options)
    except CommandError as error:
        complain(str(error))
        return error.code
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        return 0


def _module(name: str) -> Command:
    return cast(Command, import_module(f"sukhbat.cli.{COMMANDS[name][0]}"))


def _parser(chosen: str | None, command: Command | None) -> ArgumentParser:
    parser = ArgumentParser(
        prog="sukhbat",
        description="Electronic dialogue between people and the state.",
        epilog="`sukhbat COMMAND --help` says more about one command.",
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, (_module_name, line) in COMMANDS.items():
        one = commands.add_parser(name, help=line, description=f"{line[0].upper()}{line[1:]}.")
        if name == chosen and command is not None:
            command.arguments(one)
    return parser
