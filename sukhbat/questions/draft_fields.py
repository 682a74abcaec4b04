"""What a draft holds, as JSON in its row and as a value in the code."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from sukhbat.understanding.personal_data import Finding
from sukhbat.understanding.text import clean

LONGEST_KEPT = 20_000


@dataclass(frozen=True)
class DraftFields:
    """Texts, and the codes of what was chosen. ``unmasked`` names found personal data to leave, by span.

    ``concern`` is the number of the concern that the question is to join; its body answers then.
    """

    text: str = ""
    conference: str = ""
    body: str = ""
    concern: int | None = None
    language: str = ""
    theme: str = ""
    region: str = ""
    keep_private: bool = False
    name: str = ""
    show_name: bool = False
    unmasked: tuple[str, ...] = ()
    consent: int | None = None

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> "DraftFields":
        """The inverse of ``to_json``; what is not known any more is left out."""
        known = {field.name for field in fields(cls)}
        kept = {name: item for name, item in value.items() if name in known}
        return cls(**{**kept, "unmasked": tuple(kept.get("unmasked", ()))})

    def to_json(self) -> dict[str, Any]:
        return {**asdict(self), "unmasked": list(self.unmasked)}


def kept_text(text: str) -> str:
    """The part of a text that a draft keeps: cleaned, at most 20,000 characters."""
    return clean(clean(text)[:LONGEST_KEPT])


def span(finding: Finding) -> str:
    """How a form names a finding: by its place in the text."""
    return f"{finding.start}-{finding.end}"
