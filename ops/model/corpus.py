"""The corpus on disk: concerns, their questions, the near neighbours; by split."""

import csv
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parents[2] / "corpus"
SPLITS = ("train", "dev", "test")


@dataclass(frozen=True)
class Question:
    """One way in which somebody might ask."""

    text: str
    language: str
    writer: str = ""


@dataclass(frozen=True)
class Concern:
    """A matter that one answer would serve."""

    id: str
    split: str
    theme: str = ""
    gist: str = ""
    questions: tuple[Question, ...] = ()
    neighbours: tuple[str, ...] = ()


def concerns(folder: Path = FOLDER, *, split: str | None = None) -> list[Concern]:
    """The concerns of one split, or all, in the order of the file; each with its questions."""
    questions: dict[str, list[Question]] = defaultdict(list)
    for row in rows(folder / "questions.tsv"):
        questions[row["concern_id"]].append(Question(row["text"], row["lang"], row["writer"]))
    neighbours: dict[str, set[str]] = defaultdict(set)
    for row in rows(folder / "neighbours.tsv"):
        neighbours[row["concern_a"]].add(row["concern_b"])
        neighbours[row["concern_b"]].add(row["concern_a"])
    return [
        Concern(
            row["concern_id"],
            row["split"],
            row["theme"],
            row["gist"],
            tuple(questions[row["concern_id"]]),
            tuple(sorted(neighbours[row["concern_id"]])),
        )
        for row in rows(folder / "concerns.tsv")
        if split in {None, row["split"]}
    ]


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of a TSV file with a header; nothing in it is quoted."""
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
