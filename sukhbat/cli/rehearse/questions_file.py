"""The questions that the audience asks: a TSV with ``lang``, ``theme`` and ``text``, or a question a line."""

import csv
from dataclasses import dataclass
from pathlib import Path

from sukhbat.cli.words import CommandError

SAMPLE = Path(__file__).with_name("questions.tsv")
LANGUAGES = ("kk", "ru", "en")
_KAZAKH = frozenset("әғқңөұүһі")


@dataclass(frozen=True)
class Wording:
    """A text with the language it is declared in; the theme is a slug or empty."""

    language: str
    theme: str
    text: str


def read_questions(path: Path = SAMPLE) -> tuple[Wording, ...]:
    """All questions of a file. CommandError when there is none in it."""
    try:
        rows = path.read_text(encoding="utf-8-sig").splitlines()
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise CommandError(f"{path} is not in UTF-8.") from error
    has_columns = bool(rows) and "text" in rows[0].split("\t")
    found = tuple(_of_table(rows) if has_columns else (_plain(row) for row in rows if row.strip()))
    if not found:
        raise CommandError(f"{path} holds no question.")
    return found


def _of_table(rows: list[str]) -> list[Wording]:
    table = csv.DictReader(rows, delimiter="\t", quoting=csv.QUOTE_NONE)
    return [_wording(row) for row in table if (row.get("text") or "").strip()]


def _wording(row: dict[str, str]) -> Wording:
    text = row["text"].strip()
    language = (row.get("lang") or "").strip()
    return Wording(
        language if language in LANGUAGES else _guessed(text), (row.get("theme") or "").strip(), text
    )


def _plain(row: str) -> Wording:
    return Wording(_guessed(row), "", row.strip())


def _guessed(text: str) -> str:
    """Good enough for a form's field; the service tells the language of the text by itself."""
    letters = text.lower()
    if _KAZAKH & set(letters):
        return "kk"
    return "ru" if any("а" <= letter <= "я" for letter in letters) else "en"
