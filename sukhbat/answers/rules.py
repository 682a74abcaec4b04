"""What makes an answer fit to be signed, and the parts of it that the log binds. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

LANGUAGES = ("kk", "ru", "en")
# An answer in the state language may stand in for one in the question's own (product, "sign answer").
STATE_LANGUAGE = "kk"
SHORTEST, LONGEST = 20, 20_000
LEGAL_GROUND_LONGEST = 500
RETURN_REASON_SHORTEST, RETURN_REASON_LONGEST = 10, 2_000
MOST_FILES = 5


class State(StrEnum):
    DRAFTING = "drafting"
    FOR_SIGNATURE = "for_signature"
    SIGNED = "signed"


class Fate(StrEnum):
    """What became of a question in the list of an answer to all."""

    WAITS = ""
    ANSWERED = "answered"
    UNTICKED = "unticked"
    WITHDRAWN = "withdrawn"
    ENDED = "ended"
    DISPUTED = "disputed"
    ELSEWHERE = "elsewhere"
    PARTED = "parted"
    OWN = "own"


class Kind(StrEnum):
    """How the text of a language came to be."""

    ORIGINAL = "original"
    OFFICIAL = "official"
    MACHINE = "machine"


class Point(StrEnum):
    """What every answer must have (product, "sign answer")."""

    LANGUAGE = "language"
    FACTS = "facts"
    GROUND = "ground"
    DONE = "done"
    POST = "post"
    COMPLAINT = "complaint"


@dataclass(frozen=True)
class Text:
    """The text of an answer in one language with its ground in law, as the executor typed them."""

    text: str
    legal_ground: str = ""
    kind: Kind = Kind.ORIGINAL


@dataclass(frozen=True)
class Confirmed:
    """What only a person can say about a text: the executor confirms, the signatory signs for it."""

    has_facts: bool = False
    says_what_is_done: bool = False
    done_by_on: date | None = None
    names_post: bool = False
    says_how_to_complain: bool = False


def checklist(
    *, question_language: str, binding: str, texts: Mapping[str, Text], confirmed: Confirmed
) -> dict[Point, bool]:
    """Each point and whether it is met. The binding text must be a person's own."""
    bound = texts.get(binding)
    return {
        Point.LANGUAGE: any(code in texts for code in (question_language, STATE_LANGUAGE))
        and bound is not None
        and bound.kind is not Kind.MACHINE,
        Point.FACTS: confirmed.has_facts,
        Point.GROUND: bound is not None and bool(bound.legal_ground),
        Point.DONE: confirmed.says_what_is_done or confirmed.done_by_on is not None,
        Point.POST: confirmed.names_post,
        Point.COMPLAINT: confirmed.says_how_to_complain,
    }


def checklist_for_all(
    *, languages: Iterable[str], binding: str, texts: Mapping[str, Text], confirmed: Confirmed
) -> dict[Point, bool]:
    """The checklist of an answer to questions in several languages: a point is met when it is met for each."""
    each = [
        checklist(question_language=code, binding=binding, texts=texts, confirmed=confirmed)
        for code in sorted(set(languages) or {STATE_LANGUAGE})
    ]
    return {point: all(points[point] for points in each) for point in Point}


def missing(points: Mapping[Point, bool]) -> tuple[Point, ...]:
    return tuple(point for point, is_met in points.items() if not is_met)


def signed_parts(binding: str, texts: Mapping[str, Text], files: Iterable[str]) -> list[str]:
    """What the entry of a signed answer binds, in order: binding language, texts, SHA-256 of files."""
    parts = [binding]
    for code in LANGUAGES:
        if (text := texts.get(code)) is not None:
            parts += [code, text.kind.value, text.text, text.legal_ground]
    return parts + sorted(files)


def parts_for_one_of_all(number: str, texts_digest: str) -> list[str]:
    """What the entry of one question binds when all got the answer: its number, and the digest of the texts.

    Tens of thousands of entries are made at once, so that each holds the digest of the texts (the one in the entry of
    the whole act), not the texts again.
    """
    return [number, texts_digest]


def fingerprint(numbers: Mapping[str, int], files: Iterable[str]) -> str:
    """What a signatory has before their eyes, so that nothing else is signed: versions and files in short."""
    versions = [f"{code}{numbers[code]}" for code in LANGUAGES if code in numbers]
    return ".".join(versions + [name[:12] for name in sorted(files)])
