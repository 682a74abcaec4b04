"""Whether an insult, a curse or a threat is meant, not told of others, denied or said of oneself."""

from collections.abc import Sequence

from sukhbat.understanding.flags.disguises import folded
from sukhbat.understanding.flags.lists import (
    INSULT,
    NOT_MEANT_AFTER,
    NOT_MEANT_BEFORE,
    PHRASES,
    TOLD,
)

_MARKS = ".,!?:;«»\"'()…—-"
_ASKED_WHAT = (["что", "за"], ["че", "за"], ["шо", "за"])
_TOLD_WITHIN, _DENIED_WITHIN = 5, 2


def insults(tokens: Sequence[str], bits: Sequence[int]) -> bool:
    """Whether one of the insulting words is meant."""
    return any(bit & INSULT and _is_meant(tokens, at) for at, bit in enumerate(bits))


def said_of(said: str, union: int) -> set[str]:
    """The sections of the phrases that are said."""
    return {
        phrase.section
        for bit, phrase in PHRASES
        if union & bit and any(_is_said(said, *found.span()) for found in phrase.pattern.finditer(said))
    }


def _is_meant(tokens: Sequence[str], at: int) -> bool:
    before = [folded(token).strip(_MARKS) for token in tokens[max(0, at - _TOLD_WITHIN) : at]]
    after = [folded(token).strip(_MARKS) for token in tokens[at + 1 : at + 2]]
    # "Что за идиот" is meant, "за идиота" is not.
    if before[-2:] in _ASKED_WHAT or before[-3:-1] in _ASKED_WHAT:
        before = [word for word in before if word != "за"]
    return (
        NOT_MEANT_BEFORE.isdisjoint(before[-_DENIED_WITHIN:])
        and TOLD.isdisjoint(before)
        and NOT_MEANT_AFTER.isdisjoint(after)
    )


def _is_said(said: str, start: int, end: int) -> bool:
    after = said[end:].replace(".", " ").split(maxsplit=1)
    before = said[:start].rsplit(maxsplit=_TOLD_WITHIN)[-_TOLD_WITHIN:]
    return TOLD.isdisjoint(before) and (not after or after[0] not in NOT_MEANT_AFTER)
