"""A stream of as many texts as wanted, made of the corpus of written questions, with what is known of each.

It is no sample of life. The concerns come by Zipf's law, their questions evenly, each retyped (``habits``); 15 of
a hundred texts are of no concern: sentences of several questions about different matters put together. The test
part of the corpus is not used.
"""

import csv
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import numpy as np
from numpy.typing import NDArray

from sukhbat.understanding.bulk.repeats import key
from sukhbat.understanding.bulk.twins import mistyped
from sukhbat.understanding.evaluating.habits import retyped

BACKGROUND = 0.15
SEED = 1
_SENTENCE = re.compile(r"(?<=[.!?…])\s+")
_MOST_BACKGROUND = 10_000  # different ones


class NoCorpusError(LookupError):
    """The folder holds no corpus; says which file is missing."""


@dataclass(frozen=True)
class Stream:
    """``concern``: the number of each text's concern; from ``first_alone`` on, each has its own that nobody knows.

    ``unseen``: for each known concern, whether it stands in the part that no model was trained on.
    """

    texts: list[str]
    concern: NDArray[np.int64]
    first_alone: int
    unseen: NDArray[np.bool_]


@dataclass(frozen=True)
class _Question:
    text: str
    language: str
    split: str


def streamed(folder: Path, count: int, *, distinct: bool = False) -> Stream:
    """``count`` texts in the order in which they come in; ``distinct``: no two alike. NoCorpusError."""
    concerns = _concerns(folder)
    dice = Random(SEED)  # noqa: S311  the same stream every time is wanted
    chance = np.random.default_rng(SEED)
    background = [_of_several(concerns, dice) for _ in range(min(_MOST_BACKGROUND, max(1, count // 20)))]
    weights = 1 / np.arange(1, len(concerns) + 1)
    order = chance.permutation(len(concerns))
    drawn = order[chance.choice(len(concerns), count, p=weights / weights.sum())]
    alone = chance.random(count) < BACKGROUND
    drawn[alone] = len(concerns) + chance.integers(0, len(background), int(alone.sum()))
    makes = _Distinct(concerns, dice) if distinct else None
    texts = []
    for number in drawn.tolist():
        known = number < len(concerns)
        question = dice.choice(concerns[number]) if known else background[number - len(concerns)]
        if makes:
            texts.append(makes(question, concerns[number] if known else [question]))
        else:
            texts.append(retyped(question.text, question.language, dice))
    unseen = np.array([concern[0].split == "dev" for concern in concerns])
    return Stream(texts, np.asarray(drawn, np.int64), len(concerns), unseen)


class _Distinct:
    """Texts no two of which are alike: sentences of siblings, and words that came to somebody's mind."""

    def __init__(self, concerns: Sequence[Sequence[_Question]], dice: Random) -> None:
        self._dice = dice
        self._met: set[bytes] = set()
        words: dict[str, set[str]] = defaultdict(set)
        for question in (question for concern in concerns for question in concern):
            words[question.language].update(word for word in question.text.split() if word.isalpha())
        self._words = {language: sorted(found) for language, found in words.items()}

    def __call__(self, question: _Question, siblings: Sequence[_Question]) -> str:
        dice = self._dice
        sentences = _SENTENCE.split(question.text)
        other = dice.choice(siblings)
        if other is not question and other.language == question.language:
            sentences.insert(dice.randint(0, len(sentences)), dice.choice(_SENTENCE.split(other.text)))
        if len(sentences) > 2 and dice.random() < 0.5:
            del sentences[dice.randrange(len(sentences))]
        words = " ".join(sentences).split()
        for _ in range(3):
            words.insert(dice.randint(0, len(words)), dice.choice(self._words[question.language]))
        text = retyped(" ".join(words), question.language, dice)
        while (mark := key(text)) in self._met:
            text = f"{mistyped(text, dice)} {dice.choice(self._words[question.language])}"
        self._met.add(mark)
        return text


def _of_several(concerns: Sequence[Sequence[_Question]], dice: Random) -> _Question:
    """A letter about several matters, in one language."""
    first = dice.choice(dice.choice(concerns))
    parts = [dice.choice(_SENTENCE.split(first.text))]
    while len(parts) < 3:
        other = dice.choice(dice.choice(concerns))
        if other.language == first.language:
            parts.append(dice.choice(_SENTENCE.split(other.text)))
    return _Question(" ".join(parts), first.language, "")


def _concerns(folder: Path) -> list[list[_Question]]:
    split = {row["concern_id"]: row["split"] for row in _rows(folder / "concerns.tsv")}
    questions: dict[str, list[_Question]] = defaultdict(list)
    for row in _rows(folder / "questions.tsv"):
        if (part := split[row["concern_id"]]) != "test":
            questions[row["concern_id"]].append(_Question(row["text"], row["lang"], part))
    return list(questions.values())


def _rows(path: Path) -> list[dict[str, str]]:
    try:
        with path.open(encoding="utf-8", newline="") as lines:
            return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    except OSError as error:
        raise NoCorpusError(f"{path}: {error.strerror}") from error
