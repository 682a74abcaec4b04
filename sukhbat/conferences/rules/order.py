"""The published order: which question is taken on air next, and by which part of the rule. Pure (docs/adr/0007).

Of every hundred places so many go by support, so many by quotas of region, language and theme, and so many by
lot. The order is a function of public data and of a seed that was committed to before the live part, so that
anybody computes the same one and nobody chooses who wins.
"""

import hashlib
import hmac
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from operator import attrgetter

from sukhbat.conferences.rules.candidates import Candidate
from sukhbat.conferences.rules.quotas import Quotas

COMMITMENT_DOMAIN = b"sukhbat published order v1\x00"
# How many places are told; whoever comes later waits for those before to be taken on air.
PLACES = 300


class Part(StrEnum):
    """Which part of the rule gave a place."""

    SUPPORT = "support"
    QUOTA = "quota"
    LOTTERY = "lottery"


@dataclass(frozen=True)
class Weights:
    """Of a hundred places, how many go to each part. Raises ValueError unless they make a hundred."""

    support: int
    quota: int
    lottery: int

    def __post_init__(self) -> None:
        parts = (self.support, self.quota, self.lottery)
        if min(parts) < 0 or sum(parts) != 100:
            raise ValueError("the weights of an order are not negative and make 100")


@dataclass(frozen=True)
class Place:
    """A question in the order. For a place by quota ``group`` names the facet that had got least of its share.

    ``asked`` of all candidates have that facet's value, and so do ``held`` of the places before this one.
    """

    number: str
    part: Part
    group: str | None = None
    asked: int | None = None
    held: int | None = None


def commitment(seed: bytes) -> str:
    """Hex SHA-256 that binds us to the seed without telling it."""
    return hashlib.sha256(COMMITMENT_DOMAIN + seed).hexdigest()


def draw(seed: bytes, digest: str) -> bytes:
    """The lot of a question: HMAC-SHA-256 of its entry's digest (hex) under the seed; the lowest comes first."""
    return hmac.digest(seed, bytes.fromhex(digest), "sha256")


def part_of(place: int, weights: Weights) -> Part:
    """Which part fills a place; the first is 1. Every hundred places repeat the same pattern."""
    return _pattern(weights)[(place - 1) % 100]


def arrange(
    candidates: Iterable[Candidate],
    weights: Weights,
    seed: bytes,
    limit: int = PLACES,
    *,
    lots: Mapping[str, bytes] | None = None,
) -> list[Place]:
    """The next places, at most ``limit``, in order; what was on air holds the places before the first.

    The order of ``candidates`` does not matter. One more support never moves a question back. ``lots`` are the
    draws by number where they were made before.
    """
    everyone = sorted(candidates, key=attrgetter("number"))
    drawn = lots or {c.number: draw(seed, c.digest) for c in everyone}
    # Sorting keeps equals as they were: so equal lots go by number, and equal supports by lot.
    by_lot = sorted((c for c in everyone if c.aired is None), key=lambda c: drawn[c.number])
    by_support = sorted(by_lot, key=attrgetter("supports"), reverse=True)
    quotas = Quotas(everyone, by_support)
    aired = [c for c in everyone if c.aired is not None]
    for candidate in aired:
        quotas.fill(candidate)
    numbers = range(len(aired) + 1, len(aired) + 1 + limit)
    return list(_places(by_support, by_lot, quotas, weights, numbers))


def _places(
    by_support: list[Candidate], by_lot: list[Candidate], quotas: Quotas, weights: Weights, numbers: range
) -> Iterator[Place]:
    placed: set[str] = set()
    supported, drawn = iter(by_support), iter(by_lot)
    for number in numbers[: len(by_support)]:
        part = part_of(number, weights)
        if part is Part.QUOTA:
            chosen = quotas.best(placed)
            reason = quotas.reason(chosen)
        else:
            line = supported if part is Part.SUPPORT else drawn
            chosen, reason = next(c for c in line if c.number not in placed), None
        placed.add(chosen.number)
        quotas.fill(chosen)
        if reason is None:
            yield Place(chosen.number, part)
        else:
            yield Place(chosen.number, part, reason.group, reason.asked, reason.held)


@lru_cache(maxsize=64)
def _pattern(weights: Weights) -> tuple[Part, ...]:
    """A hundred places: each goes to the part that is furthest behind its weight, in the order of Part."""
    given = dict.fromkeys(Part, 0)
    shares = {Part.SUPPORT: weights.support, Part.QUOTA: weights.quota, Part.LOTTERY: weights.lottery}
    pattern = []
    for place in range(1, 101):
        part = max(Part, key=lambda part: shares[part] * place - 100 * given[part])  # the first of equals
        given[part] += 1
        pattern.append(part)
    return tuple(pattern)
