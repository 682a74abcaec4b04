"""What a search for personal data yields."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    IIN = "iin"
    BIN = "bin"
    PHONE = "phone"
    CARD = "card"
    IBAN = "iban"
    EMAIL = "email"
    ADDRESS = "address"
    DOCUMENT = "document"
    PLATE = "plate"
    HANDLE = "handle"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Finding:
    """``text[start:end]`` looks like ``kind``; ``confidence`` is from 0 to 1: an order, not a probability."""

    kind: Kind
    start: int
    end: int
    confidence: float


def without_overlaps(findings: Iterable[Finding]) -> list[Finding]:
    """The findings in text order; of two that overlap the longer stays, then the surer."""
    kept: list[Finding] = []
    taken: set[int] = set()
    ranked = sorted(findings, key=lambda f: (f.start - f.end, -f.confidence, f.start, f.kind))
    for finding in ranked:
        span = range(finding.start, finding.end)
        # A shorter finding inside or across a kept one always holds one of its ends or is held by it.
        if taken.isdisjoint(span):
            kept.append(finding)
            taken.update(span)
    return sorted(kept, key=lambda f: f.start)
