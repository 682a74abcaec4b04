"""What officers write beside an answer in the samples, by the language of the question. Pure."""

import tomllib
from functools import cache
from typing import Any

from sukhbat.cli.demo.content_files import FOLDER

PHONE = "8 701 555 01 01"
HIDDEN = "author-wish"
_GROUNDS = ("decline-answered-before", "decline-court")


def one(what: str, language: str, turn: int) -> str:
    """One of the texts for an act, taken in turn."""
    texts: list[str] = _reasons()[what][language]
    return texts[turn % len(texts)]


def decline(language: str, turn: int) -> tuple[str, str]:
    """A ground of the closed list and its explanation."""
    ground = _GROUNDS[turn % len(_GROUNDS)]
    return ground, _reasons()["decline"][ground][language]


def masked(language: str) -> str:
    """What an asker adds that has to be covered."""
    text: str = _reasons()["masked"][language]
    return text


@cache
def _reasons() -> dict[str, Any]:
    return tomllib.loads((FOLDER / "reasons.toml").read_text(encoding="utf-8"))
