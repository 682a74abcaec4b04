"""How well texts are told that a moderator should look at: recall, precision and false alarms on labelled texts."""

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from sukhbat.understanding.evaluating.labelled import NotLabelledError
from sukhbat.understanding.flags import Flag, flags_of
from sukhbat.understanding.language import detect
from sukhbat.understanding.personal_data import find
from sukhbat.understanding.text import clean

LABELS = ("pii", "abuse", "spam")
CLEAN = "clean"
NEEDED = ("label", "lang", "text")
# An obscene text is one that swears, so both flags answer to one label.
_LABEL_OF = {Flag.OBSCENE: "abuse", Flag.ABUSE: "abuse", Flag.SPAM: "spam"}
_SEPARATORS = re.compile(r"[\s,;|+]+")


@dataclass(frozen=True)
class Marked:
    """One text with what a person says of it; no label means that it is clean."""

    labels: frozenset[str]
    language: str
    text: str


@dataclass(frozen=True)
class Telling:
    """How one label is told. None where there is nothing to divide by."""

    texts: int
    recall: float | None
    precision: float | None
    false_alarms_per_thousand_clean: float | None


@dataclass(frozen=True)
class Moderation:
    """The figures of all texts; ``any`` counts a clean text with whatever mark."""

    texts: int
    clean: int
    labels: dict[str, Telling]
    by_language: dict[str, dict[str, Telling]]
    any_false_alarms_per_thousand_clean: float | None


def read_marked(path: Path) -> list[Marked]:
    """A TSV file with the columns label, lang, text. Raises NotLabelledError, which says what is wrong and where."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            return _read(lines)
    except OSError as error:
        raise NotLabelledError(f"{path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise NotLabelledError(f"{path} is not UTF-8") from error
    except csv.Error as error:
        raise NotLabelledError(f"{path} is no table: {error}") from error


def marks_of(text: str) -> frozenset[str]:
    """What intake says of a text, by the same functions, as labels of such a file."""
    cleaned = clean(text)
    flags = flags_of(cleaned, language=detect(cleaned).language)
    personal = {"pii"} if find(cleaned) else set()
    return frozenset(personal | {_LABEL_OF[flag] for flag in flags})


def measured(texts: Sequence[Marked], marks: Sequence[frozenset[str]]) -> Moderation:
    """The figures, for all texts and for each language."""
    pairs = list(zip(texts, marks, strict=True))
    languages = sorted({one.language for one in texts})
    clean_marks = [found for one, found in pairs if not one.labels]
    return Moderation(
        texts=len(texts),
        clean=len(clean_marks),
        labels={label: _telling(label, pairs) for label in LABELS},
        by_language={
            language: {
                label: _telling(label, [pair for pair in pairs if pair[0].language == language])
                for label in LABELS
            }
            for language in languages
        },
        any_false_alarms_per_thousand_clean=_share(
            sum(map(bool, clean_marks)), len(clean_marks), of=1_000, digits=2
        ),
    )


def _telling(label: str, pairs: Sequence[tuple[Marked, frozenset[str]]]) -> Telling:
    wanted = sum(label in one.labels for one, _found in pairs)
    told = sum(label in found for _one, found in pairs)
    right = sum(label in one.labels and label in found for one, found in pairs)
    clean_marks = [found for one, found in pairs if not one.labels]
    return Telling(
        texts=wanted,
        recall=_share(right, wanted),
        precision=_share(right, told),
        false_alarms_per_thousand_clean=_share(
            sum(label in found for found in clean_marks), len(clean_marks), of=1_000, digits=2
        ),
    )


def _share(part: int, whole: int, *, of: int = 1, digits: int = 4) -> float | None:
    return round(part / whole * of, digits) if whole else None


def _read(lines: Iterable[str]) -> list[Marked]:
    table = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    if missing := [name for name in NEEDED if name not in (table.fieldnames or ())]:
        raise NotLabelledError(f"the first line must name the columns {', '.join(missing)} (tab-separated)")
    found = []
    for row in table:
        label, language, text = (row[name] for name in NEEDED)
        if not label or not language or not (text and text.strip()):
            raise NotLabelledError(f"line {table.line_num}: label, lang and text must all be there")
        found.append(Marked(_labels(label, table.line_num), language.strip(), text))
    if not found:
        raise NotLabelledError("there is no text in it")
    return found


def _labels(cell: str, line: int) -> frozenset[str]:
    named = {word for word in _SEPARATORS.split(cell.strip().lower()) if word}
    if unknown := sorted(named - {*LABELS, CLEAN}):
        raise NotLabelledError(f"line {line}: {', '.join(unknown)} is none of {', '.join((*LABELS, CLEAN))}")
    return frozenset(named - {CLEAN})
