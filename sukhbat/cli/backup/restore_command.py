"""``sukhbat restore FILE``."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from sukhbat.cli.backup.manifest import BadArchiveError
from sukhbat.cli.environment import ready
from sukhbat.cli.words import CommandError, complain, say


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="an archive of `sukhbat backup`")
    parser.add_argument("--replace", action="store_true", help="throw away what the database holds")


def run(options: Namespace) -> int:
    """Check the archive, restore database and files, bring them up to date, and count again."""
    with ready():
        from sukhbat.cli.backup.restoring import restore

        try:
            manifest, lines = restore(options.file, replace=options.replace)
        except BadArchiveError as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"{options.file} cannot be read: {error.strerror}.") from error
    say(
        f"Restored as of {manifest.made_at}: {manifest.counts['questions']} questions, {len(manifest.parts) - 1} files."
    )
    for line in lines:
        complain(line)
    if not lines:
        say("Counts agree with the archive, and every balance closes.")
    say(
        "What the world was told after that moment is missing here: docs/howto/restore.md says what to publish."
    )
    return int(bool(lines))
