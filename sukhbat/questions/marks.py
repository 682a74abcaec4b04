"""What is marked in a text for a moderator, pure. Nothing is refused or hidden by a mark.

``findings`` keep a waiting text from being shown by time, also where texts are shown at once: personal data and
obscenity. ``flags`` only say what a moderator should look at first.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from sukhbat.understanding.flags import Flag, flags_of
from sukhbat.understanding.language import Language, detect
from sukhbat.understanding.personal_data import Finding, find

OBSCENE = Flag.OBSCENE.value


@dataclass(frozen=True)
class Marks:
    """Codes in their order, as they are stored."""

    findings: list[str]
    flags: list[str]


def marks_of(text: str, *, personal: Iterable[Finding], language: Language) -> Marks:
    """The marks of a text as it would be published; ``personal`` is what ``find`` says of it."""
    flags = flags_of(text, language=language)
    kinds = {finding.kind.value for finding in personal}
    if Flag.OBSCENE in flags:
        kinds.add(OBSCENE)
    return Marks(sorted(kinds), [flag.value for flag in flags if flag is not Flag.OBSCENE])


def marks_again(text: str) -> Marks:
    """The marks of a text that a moderator changed."""
    return marks_of(text, personal=find(text), language=detect(text).language)


def waits_for(findings: Iterable[str]) -> str:
    """Why a text is not shown by itself: ``obscene``, ``personal``, or ''."""
    codes = set(findings)
    if OBSCENE in codes:
        return OBSCENE
    return "personal" if codes else ""
