"""How well queries find the questions of their concerns. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil

AT = 10


@dataclass(frozen=True)
class Asked:
    """A query of a labelled set with the concerns of what it found, best first, and the milliseconds it took."""

    language: str
    relevant: frozenset[str]
    found: tuple[str, ...]
    milliseconds: float = 0.0


@dataclass(frozen=True)
class Finding:
    """Means over queries, from 0 to 1, all of the first ten found.

    ``recall``: the share of a query's concerns that are among them. ``recall_of_texts``: the share of its questions
    that are, of ten at most. ``precision``: the share of them that are of its concerns (nothing found: 0).
    ``first``: whether the first one is.
    """

    queries: int
    recall: float
    recall_of_texts: float
    precision: float
    first: float


def finding(asked: Sequence[Asked], sizes: dict[str, int]) -> Finding:
    """The figures of queries; ``sizes`` tells how many texts each concern has."""
    return Finding(
        queries=len(asked),
        recall=_mean(len(one.relevant & set(one.found[:AT])) / len(one.relevant) for one in asked),
        recall_of_texts=_mean(_hits(one) / min(AT, _texts(one, sizes)) for one in asked),
        precision=_mean(_hits(one) / max(1, len(one.found[:AT])) for one in asked),
        first=_mean(float(one.found[:1] != () and one.found[0] in one.relevant) for one in asked),
    )


def by_language(asked: Sequence[Asked], sizes: dict[str, int]) -> dict[str, Finding]:
    """The same by language of the query."""
    languages = sorted({one.language for one in asked})
    return {name: finding([one for one in asked if one.language == name], sizes) for name in languages}


def quantile(values: Iterable[float], share: float) -> float:
    """The least value that so great a share of the values does not exceed; 0 of none."""
    ordered = sorted(values)
    return ordered[max(0, ceil(share * len(ordered)) - 1)] if ordered else 0.0


def _hits(one: Asked) -> int:
    return sum(concern in one.relevant for concern in one.found[:AT])


def _texts(one: Asked, sizes: dict[str, int]) -> int:
    return max(1, sum(sizes.get(concern, 0) for concern in one.relevant))


def _mean(values: Iterable[float]) -> float:
    known = list(values)
    return round(sum(known) / len(known), 4) if known else 0.0
