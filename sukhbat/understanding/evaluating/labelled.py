"""Labelled texts from a file: which concern each is of, and in which language it was written."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

MOST = 5_000
NEEDED = ("concern_id", "lang", "text")


class NotLabelledError(ValueError):
    """The file is no table of labelled texts; says what is missing and where."""


@dataclass(frozen=True)
class Labelled:
    """One text; ``language`` is what its writer said, used for the breakdown alone."""

    concern: str
    language: str
    text: str


def read_labelled(path: Path) -> list[Labelled]:
    """A TSV file with a header; columns other than the needed ones are passed over. Nothing in it is quoted."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            return _read(lines)
    except OSError as error:
        raise NotLabelledError(f"{path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise NotLabelledError(f"{path} is not UTF-8") from error
    except csv.Error as error:
        raise NotLabelledError(f"{path} is no table: {error}") from error


def _read(lines: Iterable[str]) -> list[Labelled]:
    table = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    if missing := [name for name in NEEDED if name not in (table.fieldnames or ())]:
        raise NotLabelledError(f"the first line must name the columns {', '.join(missing)} (tab-separated)")
    found = []
    for row in table:
        concern, language, text = (row[name] for name in NEEDED)
        if not concern or not language or not (text and text.strip()):
            raise NotLabelledError(f"line {table.line_num}: concern_id, lang and text must all be there")
        found.append(Labelled(concern.strip(), language.strip(), text))
    if len(found) > MOST:
        raise NotLabelledError(f"at most {MOST:,} texts: every two of them are compared")
    if len({one.concern for one in found}) < 2 or len(found) < 4:
        raise NotLabelledError("there must be at least two concerns and four texts")
    return found
