"""``sukhbat import directory|calendar|questions``."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from sukhbat.cli.environment import ready


def arguments(parser: ArgumentParser) -> None:
    kinds = parser.add_subparsers(dest="kind", required=True, metavar="KIND")
    directory = kinds.add_parser(
        "directory", help="regions, bodies, themes, competences and officers (CSV or TSV)"
    )
    directory.add_argument("files", nargs="+", type=Path, help="tables, or folders of them")
    calendar = kinds.add_parser("calendar", help="holidays and transferred days: day,working,note_kk,…")
    calendar.add_argument("file", type=Path)
    for kind in (directory, calendar):
        kind.add_argument("--dry-run", action="store_true", help="say what would change and change nothing")
    _questions(kinds.add_parser("questions", help="questions from CSV, TSV or JSON Lines"))


def _questions(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path)
    parser.add_argument(
        "--map",
        action="append",
        default=[],
        metavar="FIELD=COLUMN",
        help="which column holds a field: text, source_id, language, region, theme, conference, body, "
        "received_at, name, contact",
    )
    parser.add_argument("--source", help="name of the source (folder and file); with the id it tells twins")
    parser.add_argument("--conference", help="address of the conference all of them belong to")
    parser.add_argument("--body", help="slug of the body all of them go to")
    parser.add_argument("--language", choices=("kk", "ru", "en"), help="where none is given or recognised")
    parser.add_argument(
        "--received-now", action="store_true", help="count the terms from today, not as dated"
    )
    parser.add_argument("--dry-run", action="store_true", help="read and check everything, store nothing")


def run(options: Namespace) -> int:
    """Import; 0 when every line was taken, 2 when some were refused."""
    with ready():
        if options.kind == "questions":
            from sukhbat.cli.imports.questions import import_file

            return import_file(options)
        from sukhbat.cli.imports import registers

        if options.kind == "calendar":
            return registers.import_calendar(options.file, dry_run=options.dry_run)
        return registers.import_directory(options.files, dry_run=options.dry_run)
