"""``python -m ops.morphology kk_KZ.dic``: the stems of Kazakh words, and how often each is met.

The dictionary is that of Debian's package hunspell-kk (1.1-3). It lists stems and inflected forms alike, and verbal
nouns (flag M). Which of its words are stems, and of verbs or others, is judged by the words met in
``sukhbat/understanding/data/kazakh_words.tsv.gz``: each is shared among the stems it can be of, by how often those are
met (expectation maximisation). A word that only says what a shorter stem says, too, is left out.
"""

import gzip
import math
import re
import sys
from bisect import bisect_left
from collections import Counter
from pathlib import Path

from sukhbat.understanding.morphology.kazakh import ENDING_COSTS, Cut, cuts_of
from sukhbat.understanding.search_text import fold

PACKAGE = Path(__file__).parents[2] / "sukhbat/understanding"
TARGET = PACKAGE / "morphology/data/kazakh_stems.tsv.gz"
MET = PACKAGE / "data/kazakh_words.tsv.gz"
ROUNDS = 8
SHORTEST = 3
# A stem that is hardly met as what the dictionary allows it to be is not.
RARE, MUCH_RARER = 0.5, 0.02
_WORD = re.compile("[а-я]{2,30}")
_MAKES_VERBS = re.compile("(?:[лдт][ае](?:н|с|т|ндыр|ндир|стыр|стир)?|[дт][ыи]р|[гк][ыи]з)$")
_LONG_ENOUGH = 5
Key = tuple[str, bool]


def main() -> None:
    """Write the file anew."""
    lines = Path(sys.argv[1]).read_text(encoding="utf-8-sig").splitlines()[1:]
    met = _met()
    keys = _listed(lines)
    keys -= _repetitions(keys, sorted({*met, *(stem for stem, _is_verb in keys)}))
    counts = _shared(met, keys)
    kept = {key for key in keys if not _is_idle(key, counts, keys)}
    content = "".join(
        f"{stem}\t{'v' if is_verb else 'n'}\t{round(math.log2(1 + counts[stem, is_verb]))}\n"
        for stem, is_verb in sorted(kept)
    )
    TARGET.write_bytes(gzip.compress(content.encode(), 9, mtime=0))


def _met() -> Counter[str]:
    """How often each folded word is met."""
    met: Counter[str] = Counter()
    for line in gzip.decompress(MET.read_bytes()).decode().splitlines():
        word, _tab, count = line.partition("\t")
        met[fold(word)] += int(count)
    return met


def _listed(lines: list[str]) -> set[Key]:
    """The folded words of the dictionary; a verb's stem may be another word's, too."""
    words: set[str] = set()
    actions: set[str] = set()
    for line in lines:
        word, _slash, flags = line.strip().partition("/")
        if _WORD.fullmatch(folded := fold(word)):
            (actions if flags.startswith("M") else words).add(folded)
    verbs = {root for action in actions for root in _roots(action, words)}
    verbs |= {word for word in words if len(word) >= _LONG_ENOUGH and _MAKES_VERBS.search(word)}
    short = {word for word in actions if len(word) <= SHORTEST}
    return {(word, False) for word in words | short} | {(word, True) for word in verbs if len(word) >= 2}


def _roots(action: str, words: set[str]) -> set[str]:
    """The stem of "оқу" is "оқы", of "қою" "қой", of "табу" "тап"; what no word confirms is taken as it stands."""
    if action.endswith("ю"):
        return {action[:-1] + "й", action[:-1]} & words or {action[:-1] + "й"}
    if not action.endswith("у"):
        return set()
    stem = action[:-1]
    hardened = {stem[:-1] + hard for soft, hard in ("бп", "гк") if stem.endswith(soft)}
    return {stem, stem + "ы", stem + "и", stem + "й", *hardened} & words | {stem}


def _repetitions(keys: set[Key], words: list[str]) -> set[Key]:
    """Words that are forms of shorter stems, and so is whatever begins with them."""
    return {key for key in keys if (forms := _shorter(key[0], keys)) and _only_repeats(key[0], forms, words)}


def _shorter(word: str, keys: set[Key]) -> list[Cut]:
    def known(stem: str, is_verb: bool) -> bool:
        return stem != word and len(stem) >= SHORTEST and (stem, is_verb) in keys

    return [cut for cut in cuts_of(word, known) if cut.endings]


def _only_repeats(word: str, forms: list[Cut], words: list[str]) -> bool:
    stems = {(cut.stem, cut.is_verb) for cut in forms}
    others = 0
    for longer in words[bisect_left(words, word) :]:
        if not longer.startswith(word):
            break
        if longer != word and not any(True for _cut in cuts_of(longer, lambda *key: key in stems)):
            others += 1
    return others < 2


def _shared(met: Counter[str], keys: set[Key]) -> Counter[Key]:
    """How often each stem is met, each word shared among its readings."""
    readings: list[tuple[float, list[tuple[Key, float]]]] = []
    for word, count in met.items():
        fewest: dict[Key, int] = {}
        for cut in cuts_of(word, lambda *key: key in keys):
            fewest.setdefault((cut.stem, cut.is_verb), cut.endings)
        if fewest:
            costs = [(key, 2 ** (-ENDING_COSTS * endings)) for key, endings in fewest.items()]
            readings.append((math.sqrt(count), costs))
    counts: Counter[Key] = Counter(dict.fromkeys(keys, 1.0))
    for _round in range(ROUNDS):
        fresh: Counter[Key] = Counter()
        for count, costs in readings:
            shares = [(key, (counts[key] + 0.01) * cost) for key, cost in costs]
            whole = sum(share for _key, share in shares)
            for key, share in shares:
                fresh[key] += count * share / whole
        counts = fresh
    return counts


def _is_idle(key: Key, counts: Counter[Key], keys: set[Key]) -> bool:
    """Whether it can be left out: hardly met, and another reading stands for it."""
    stem, is_verb = key
    if counts[key] < counts[stem, not is_verb] * MUCH_RARER:
        return True
    return counts[key] < RARE and bool(_shorter(stem, keys))


if __name__ == "__main__":
    main()
