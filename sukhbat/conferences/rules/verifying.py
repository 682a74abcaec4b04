"""An exported order made again from its own data. Pure: it needs no database and trusts no line of the document."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sukhbat.conferences.rules.candidates import Candidate
from sukhbat.conferences.rules.order import Weights, arrange, commitment

FORMAT = "sukhbat-order-1"
COLUMNS = ("number", "digest", "supports", "region", "language", "theme", "aired")
_DIGEST_DIGITS = 64


class NotAnOrderError(ValueError):
    """The document is no export of an order, or says too little; the message is a sentence."""


@dataclass(frozen=True)
class Difference:
    """At a place, what the document says and what its data give; None where there is no such place."""

    place: int
    told: tuple[str, str, str | None] | None
    made: tuple[str, str, str | None] | None


@dataclass(frozen=True)
class Verdict:
    """How an export stands against its own data; it holds when the seed fits and nothing differs."""

    keeps_commitment: bool
    candidates: int
    places: int
    differences: tuple[Difference, ...]

    @property
    def holds(self) -> bool:
        return self.keeps_commitment and not self.differences


def verify_order(document: object, *, seed: bytes | None = None) -> Verdict:
    """Make the order again from an export. ``seed`` (from the log, say) goes before the one inside.

    Raises NotAnOrderError for a document of another kind, a seed that is not told and hidden counts.
    """
    if not isinstance(document, Mapping) or document.get("format") != FORMAT:
        raise NotAnOrderError("This is no exported order: its format is not known.")
    if document.get("columns") != list(COLUMNS):
        raise NotAnOrderError("The columns of the candidates are not the expected ones.")
    seed = seed or _seed(document)
    try:
        candidates = [_candidate(row) for row in document["candidates"]]
        weights = Weights(*(int(document["weights"][part]) for part in ("support", "quota", "lottery")))
        told = [_place(row) for row in document["places"]]
        limit = int(document["limit"])
        committed = str(document["commitment"])
    except (KeyError, TypeError, ValueError) as error:
        raise NotAnOrderError(f"The export is damaged: {error}.") from error
    if len({candidate.number for candidate in candidates}) != len(candidates):
        raise NotAnOrderError("The export is damaged: a question stands in it twice.")
    made = [
        (place.number, place.part.value, place.group) for place in arrange(candidates, weights, seed, limit)
    ]
    return Verdict(commitment(seed) == committed, len(candidates), len(made), _differences(told, made))


def _seed(document: Mapping[str, Any]) -> bytes:
    seed = document.get("seed")
    if seed is None:
        raise NotAnOrderError("The seed is not told yet. It is told when the live part has ended.")
    return read_seed(seed)


def read_seed(text: object) -> bytes:
    """The seed from its hex digits. Raises NotAnOrderError."""
    try:
        return bytes.fromhex(str(text))
    except ValueError as error:
        raise NotAnOrderError("The seed is not written in hex digits.") from error


def _candidate(row: Sequence[Any]) -> Candidate:
    number, digest, supports, region, language, theme, aired = row
    if supports is None:
        raise ValueError("the counts of supports are hidden until the live part has ended")
    if digest and len(bytes.fromhex(digest)) * 2 != _DIGEST_DIGITS:
        raise ValueError(f"the digest of {number} is not one of SHA-256")
    turn = None if aired is None else int(aired)
    return Candidate(str(number), digest, int(supports), str(region), str(language), str(theme), turn)


def _place(row: Sequence[Any]) -> tuple[str, str, str | None]:
    number, part, group = row
    return str(number), str(part), None if group is None else str(group)


def _differences(
    told: Sequence[tuple[str, str, str | None]], made: Sequence[tuple[str, str, str | None]]
) -> tuple[Difference, ...]:
    pairs = [
        Difference(
            index + 1,
            told[index] if index < len(told) else None,
            made[index] if index < len(made) else None,
        )
        for index in range(max(len(told), len(made)))
    ]
    return tuple(pair for pair in pairs if pair.told != pair.made)
