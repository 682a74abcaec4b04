"""Which words and lemmas there are, and in how many texts: for typing errors, and for what a word says.

Counted exactly, so that a word that was masked leaves with its last text. One writer: whoever holds the lock of
the reaction.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, NamedTuple

from django.db import connection

from sukhbat.search.models import SearchLemma

TEXTS: Final = ""  # stands among the lemmas for the number of texts
# One letter of seven wrong leaves about so much of the trigrams.
_ALIKE = 0.25
_MOST_ALIKE = 12
_ADD = {
    "search_searchword": """
        INSERT INTO search_searchword AS kept (word, seen)
        SELECT * FROM unnest(%(names)s::text[], %(changes)s::int[])
        ON CONFLICT (word) DO UPDATE SET seen = kept.seen + excluded.seen""",
    "search_searchlemma": """
        INSERT INTO search_searchlemma AS kept (lemma, seen)
        SELECT * FROM unnest(%(names)s::text[], %(changes)s::int[])
        ON CONFLICT (lemma) DO UPDATE SET seen = kept.seen + excluded.seen""",
}
_DROP = {
    "search_searchword": "DELETE FROM search_searchword WHERE word = ANY(%(names)s) AND seen <= 0",
    "search_searchlemma": "DELETE FROM search_searchlemma WHERE lemma = ANY(%(names)s) AND seen <= 0",
}
_NEAREST = """
    SELECT asked.word, near.word, near.seen, near.is_lemma
    FROM unnest(%(words)s::text[]) AS asked(word)
    CROSS JOIN LATERAL (
        (SELECT kept.word, kept.seen, false AS is_lemma FROM search_searchword AS kept
        WHERE kept.word %% asked.word
        ORDER BY similarity(kept.word, asked.word) DESC, kept.seen DESC, kept.word LIMIT %(most)s)
        UNION ALL
        (SELECT kept.lemma, kept.seen, true FROM search_searchlemma AS kept
        WHERE kept.lemma %% asked.word
        ORDER BY similarity(kept.lemma, asked.word) DESC, kept.seen DESC, kept.lemma LIMIT %(most)s)
    ) AS near
"""


@dataclass(frozen=True)
class Counted:
    """What one text adds to the counts."""

    words: frozenset[str]
    lemmas: frozenset[str]


def recount(*, gone: Iterable[Counted], fresh: Iterable[Counted]) -> None:
    """Take the texts that are gone out of the counts and put the fresh ones in."""
    words: Counter[str] = Counter()
    lemmas: Counter[str] = Counter()
    for texts, change in ((gone, -1), (fresh, 1)):
        for one in texts:
            words.update(dict.fromkeys(one.words, change))
            lemmas.update(dict.fromkeys({*one.lemmas, TEXTS}, change))
    _apply("search_searchword", words)
    _apply("search_searchlemma", lemmas)


def _apply(table: str, changes: Counter[str]) -> None:
    changed = sorted(name for name, change in changes.items() if change)
    if not changed:
        return
    with connection.cursor() as cursor:
        cursor.execute(_ADD[table], {"names": changed, "changes": [changes[name] for name in changed]})
        if any(changes[name] < 0 for name in changed):
            cursor.execute(_DROP[table], {"names": changed})


def seen(lemmas: Iterable[str]) -> dict[str, int]:
    """In how many texts each lemma stands, those that stand in none left out; under TEXTS how many texts there are."""
    found = SearchLemma.objects.filter(lemma__in={*lemmas, TEXTS})
    return dict(found.values_list("lemma", "seen"))


class Alike(NamedTuple):
    """A word of texts, or a lemma of one, that is written almost like one of a query."""

    word: str
    seen: int
    is_lemma: bool


def alike(words: Iterable[str]) -> dict[str, list[Alike]]:
    """For each word what there is in texts that is written almost alike."""
    found: dict[str, list[Alike]] = {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pg_trgm.similarity_threshold', %s, true)", [str(_ALIKE)])
        cursor.execute(_NEAREST, {"words": list(words), "most": _MOST_ALIKE})
        for asked, *near in cursor.fetchall():
            found.setdefault(asked, []).append(Alike(*near))
    return found
