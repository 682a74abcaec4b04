"""How far apart two spellings are, and whether a word may be a misspelling at all. Pure."""

from sukhbat.understanding.morphology import kazakh, russian

_SHORT, _LONG = 3, 7  # letters: a word shorter than this has no errors, one as long as that may have two


def is_listed(word: str) -> bool:
    """Whether a dictionary has the folded word: then it is none that was misspelled."""
    return bool(kazakh.stems(word)) or russian.is_known(word)


def errors_allowed(word: str) -> int:
    """How many letters of a word may be wrong, missing, too many or exchanged."""
    return 0 if len(word) <= _SHORT else 1 if len(word) < _LONG else 2


def distance(one: str, other: str, *, most: int) -> int:
    """Letters wrong, missing, too many, or two exchanged (optimal string alignment); ``most`` + 1 for more."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        earlier, before, row = before, row, [at]
        for place, theirs in enumerate(other, 1):
            best = min(before[place] + 1, row[-1] + 1, before[place - 1] + (letter != theirs))
            if at > 1 and place > 1 and letter == other[place - 2] and theirs == one[at - 2]:
                best = min(best, earlier[place - 2] + 1)
            row.append(best)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)
