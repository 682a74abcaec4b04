"""Obscene words that are spread over several words of a text."""

from collections.abc import Sequence

from sukhbat.understanding.flags.lists import DOG, HALF, LETTER, OBSCENE
from sukhbat.understanding.flags.words import bits_of

_LEAST_SPACED, _LONGEST_SPACED = 3, 12
_MARKS = ".,!?-*_"


def is_spread(tokens: Sequence[str], bits: Sequence[int], union: int) -> bool:
    """Whether an obscene word stands with blanks between its letters or in two pieces."""
    if union & HALF and _is_cut(tokens, bits):
        return True
    return bool(union & LETTER) and bits.count(LETTER) >= _LEAST_SPACED and _is_spaced(tokens)


def _is_spaced(tokens: Sequence[str]) -> bool:
    """ "с у к а": single letters in a row, from any of them on."""
    run = ""
    for token in (*tokens, "  "):
        letter = token.strip(_MARKS)
        if len(letter) == 1:
            run += letter
            continue
        if len(run) >= _LEAST_SPACED and any(
            _is_obscene(run[at : at + _LONGEST_SPACED]) for at in range(len(run) - 2)
        ):
            return True
        run = ""
    return False


def _is_cut(tokens: Sequence[str], bits: Sequence[int]) -> bool:
    """ "пиз дец": the first piece is no word by itself."""
    pairs = zip(tokens, tokens[1:], bits, strict=False)
    return any(bit & HALF and _is_obscene(first + second) for first, second, bit in pairs)


def _is_obscene(word: str) -> bool:
    return bool(bits_of(word) & (OBSCENE | DOG))
