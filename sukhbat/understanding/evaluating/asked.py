"""Labelled queries from a file: what somebody looks for, and the concerns that would answer it."""

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from sukhbat.understanding.evaluating.labelled import NotLabelledError

NEEDED = ("query", "lang", "relevant_concern_ids")
# Ids stand behind one another, apart by a blank or by one of these.
_APART = re.compile(r"[\s,;|]+")


@dataclass(frozen=True)
class Query:
    """One query; ``language`` is what its writer said, used for the breakdown alone."""

    text: str
    language: str
    relevant: frozenset[str]


def read_queries(path: Path) -> list[Query]:
    """A TSV file with a header; columns other than the needed ones are passed over. Nothing in it is quoted.

    NotLabelledError in words when it is none.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            return _read(lines)
    except OSError as error:
        raise NotLabelledError(f"{path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise NotLabelledError(f"{path} is not UTF-8") from error
    except csv.Error as error:
        raise NotLabelledError(f"{path} is no table: {error}") from error


def _read(lines: Iterable[str]) -> list[Query]:
    rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    if missing := [name for name in NEEDED if name not in (rows.fieldnames or ())]:
        raise NotLabelledError(f"the first line must name the columns {', '.join(missing)} (tab-separated)")
    found = []
    for row in rows:
        text, language, ids = ((row[name] or "").strip() for name in NEEDED)
        relevant = frozenset(one for one in _APART.split(ids) if one)
        if not text or not language or not relevant:
            raise NotLabelledError(
                f"line {rows.line_num}: query, lang and relevant_concern_ids must all be there"
            )
        found.append(Query(text, language, relevant))
    if not found:
        raise NotLabelledError("there is no query in the file")
    return found
