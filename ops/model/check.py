"""What breaks the rules of the corpus: ``python -m ops.model check``."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from ops.model.corpus import FOLDER, SPLITS, Concern, concerns, rows
from sukhbat.understanding.personal_data import find

LANGUAGES = {"kk", "ru", "en", "mixed"}
OUTCOMES = {"kept", "mended", "merged", "dropped"}
FEWEST_TEXTS, FEWEST_WORDS, MOST_WORDS = 5, 4, 90


def problems(folder: Path = FOLDER) -> list[str]:
    """What is wrong, a line each: nothing of it may stand in the repository."""
    found = concerns(folder)
    return [*_ids(found), *_strays(folder, found), *_questions(found), *_neighbours(folder, found)]


def unfinished(folder: Path = FOLDER) -> list[str]:
    """What is still to be done: a second writer's half, the second reading."""
    found = concerns(folder)
    read = {row["concern_id"]: row["outcome"] for row in rows(folder / "reading.tsv")}
    return [line for concern in found for line in _missing(concern, read.get(concern.id, ""))]


def _missing(concern: Concern, outcome: str) -> Iterator[str]:
    if len(concern.questions) < FEWEST_TEXTS:
        yield f"{concern.id}: only {len(concern.questions)} questions"
    if len({question.writer for question in concern.questions}) < 2:
        yield f"{concern.id}: one writer alone"
    if outcome not in OUTCOMES:
        yield f"{concern.id}: nobody has read it"


def _ids(found: Sequence[Concern]) -> Iterator[str]:
    for name, count in Counter(concern.id for concern in found).items():
        if count > 1:
            yield f"{name} stands {count} times"
    for concern in found:
        if concern.split not in SPLITS:
            yield f"{concern.id}: no such split: {concern.split}"
        if not 20 <= len(concern.gist) <= 300:
            yield f"{concern.id}: a gist is one sentence"


def _strays(folder: Path, found: Sequence[Concern]) -> Iterator[str]:
    known = {concern.id for concern in found}
    for row in rows(folder / "questions.tsv"):
        if row["concern_id"] not in known:
            yield f"{row['concern_id']}: a question of no concern"


def _questions(found: Sequence[Concern]) -> Iterator[str]:
    owners: dict[str, str] = {}
    for concern in found:
        for question in concern.questions:
            words = len(question.text.split())
            if question.language not in LANGUAGES or not FEWEST_WORDS <= words <= MOST_WORDS:
                yield f"{concern.id}: {question.language}, {words} words: {question.text[:50]}"
            if (other := owners.setdefault(question.text.casefold(), concern.id)) != concern.id:
                yield f"{concern.id} and {other}: {question.text[:50]}"
            if find(question.text):
                yield f"{concern.id}: personal data? {question.text[:50]}"


def _neighbours(folder: Path, found: Sequence[Concern]) -> Iterator[str]:
    known = {concern.id for concern in found}
    for row in rows(folder / "neighbours.tsv"):
        pair = row["concern_a"], row["concern_b"]
        if pair[0] == pair[1] or not set(pair) <= known or not row["why"]:
            yield f"neighbours: {' '.join(pair)}"
