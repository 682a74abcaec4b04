"""What a concern is called in a language: one of its questions, short and clean, and the words that tell it apart.

A label is never made up: it is what somebody asked. Of the clean and short ones it is the one nearest to all others.
"""

import re
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from sukhbat.understanding.label_words import Background, telling_words
from sukhbat.understanding.language import Language, detect
from sukhbat.understanding.letters import lacks_letters
from sukhbat.understanding.personal_data.search import MASK

Key = TypeVar("Key", bound=Hashable)
LANGUAGES: Final[tuple[Language, ...]] = ("kk", "ru", "en")
WORDS = 4
# A label stands in lists: a few lines on a phone at most.
SHORT, LONGEST = 110, 220  # characters
_SHORTEST = 15
# Of so many of a language a label is chosen: more would only cost time.
_MOST = 400
_NEVER = re.compile(r"https?:|www\.|@|\d{5}|\n\s*\n")
_LOUD = re.compile(r"[!?]{3,}|[!]{2,}")
_LATIN = re.compile("[a-z]", re.IGNORECASE)
_CYRILLIC = re.compile("[а-яёәғқңөұүһі]", re.IGNORECASE)
_GREETING = re.compile(
    r"^\W*(здравствуй|добр(ый|ое|ого)|привет|уважаем|с[әа]лем|қайырлы|кайырлы|ассал|құрметті|курметти"
    r"|hello|hi\b|good |dear )",
    re.IGNORECASE,
)
# What each fault costs, in cosine: so much nearer to the others must a question be that has it.
_COST_LONG, _COST_NO_QUESTION, _COST_GREETING, _COST_LETTERS, _COST_SLOPPY = 0.10, 0.03, 0.05, 0.08, 0.03


@dataclass(frozen=True)
class Asked(Generic[Key]):
    """A public question of a concern."""

    key: Key
    text: str


@dataclass(frozen=True)
class Label(Generic[Key]):
    """The question that stands for a concern in one language, and what its questions in that language are about."""

    key: Key
    words: tuple[str, ...]


def labels(
    questions: Sequence[Asked[Key]],
    vectors: NDArray[np.float32],
    background: Background,
    *,
    is_fit: Callable[[str], bool] = lambda text: True,
) -> Mapping[Language, Label[Key]]:
    """The label in each language in which there is a question fit to be one.

    ``vectors``: unit vectors of the questions, in order. ``is_fit``: whether a text may be shown so prominently.
    """
    middle = vectors.mean(0) if len(vectors) else np.zeros(0, np.float32)
    found: dict[Language, Label[Key]] = {}
    languages = [detect(one.text).language for one in questions]
    for language in LANGUAGES:
        places = [place for place, known in enumerate(languages) if known == language][:_MOST]
        best = _best(
            [(questions[place], float(vectors[place] @ middle)) for place in places], language, is_fit
        )
        if best is not None:
            texts = [questions[place].text for place in places]
            words = telling_words(texts, language, background, most=WORDS)
            found[language] = Label(best.key, tuple(words))
    return found


def _best(
    candidates: Sequence[tuple[Asked[Key], float]], language: Language, is_fit: Callable[[str], bool]
) -> Asked[Key] | None:
    """The one nearest to the middle when its faults are taken off; None when none may be shown."""
    order = sorted(candidates, key=lambda one: _cost(one[0].text, language) - one[1])
    return next((one for one, _near in order if _may_be_shown(one.text) and is_fit(one.text)), None)


def _may_be_shown(text: str) -> bool:
    """No links, addresses, long numbers, covered words, shouting or whole letters."""
    letters = [character for character in text if character.isalpha()]
    shouts = sum(character.isupper() for character in letters) > 0.4 * len(letters)
    return (
        _SHORTEST <= len(text) <= LONGEST
        and MASK not in text
        and not shouts
        and not _NEVER.search(text)
        and not _LOUD.search(text)
    )


def _cost(text: str, language: Language) -> float:
    cost = _COST_LONG * max(0.0, len(text) / SHORT - 1)
    if not text.rstrip().endswith("?"):
        cost += _COST_NO_QUESTION
    if _GREETING.search(text):
        cost += _COST_GREETING
    if language != "en" and len(_LATIN.findall(text)) > len(_CYRILLIC.findall(text)):
        cost += 2 * _COST_LETTERS
    elif language == "kk" and lacks_letters(text):
        cost += _COST_LETTERS
    if text[:1].islower():
        cost += _COST_SLOPPY
    return cost
