"""Compile the translations: each django.po named on the command line to the .mo file beside it.

Without names, check instead that every catalogue of LANGUAGES is complete and its placeholders agree.
Needs neither Django nor the gettext tools.
"""

import sys
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALE = Path(__file__).parents[2] / "sukhbat" / "locale"
LANGUAGES = ("kk", "ru")
SHOWN = 20


def read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=path.parents[1].name, abort_invalid=True)


def compile_catalogue(path: Path) -> None:
    catalogue = read(path)
    aside = path.with_suffix(".mo.new")
    with aside.open("wb") as file:
        write_mo(file, catalogue)
    aside.replace(path.with_suffix(".mo"))


def faults(path: Path) -> list[str]:
    """What keeps the catalogue from being complete, one line each."""
    if not path.exists():
        return [f"{path}: missing"]
    catalogue = read(path)
    return [
        f"{path}: {said}" for message in catalogue if message.id for said in _faults_of(message, catalogue)
    ]


def _faults_of(message: Message, catalogue: Catalog) -> list[str]:
    source = message.id if isinstance(message.id, str) else message.id[0]
    translations = [message.string] if isinstance(message.string, str) else list(message.string or [""])
    said = []
    if message.fuzzy:
        said.append("only guessed (fuzzy)")
    if not all(translations):
        said.append("not translated")
    else:
        said += [str(error) for error in message.check(catalogue)]
    return [f"{line}: {source!r}" for line in said]


def main(names: list[str]) -> int:
    if names:
        for name in names:
            compile_catalogue(Path(name))
        return 0
    found = [
        line for language in LANGUAGES for line in faults(LOCALE / language / "LC_MESSAGES" / "django.po")
    ]
    for line in found[:SHOWN]:
        sys.stderr.write(line + "\n")
    if len(found) > SHOWN:
        sys.stderr.write(f"… and {len(found) - SHOWN} more.\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
