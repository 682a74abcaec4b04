"""What may happen to the directory and the settings, as the log keeps it: codes and days, never a person."""

from dataclasses import dataclass
from datetime import date

from sukhbat.ledger.events import Event


@dataclass(frozen=True, kw_only=True)
class RegionAdded(Event):
    name = "region:added"


@dataclass(frozen=True, kw_only=True)
class RegionChanged(Event):
    name = "region:changed"
    fields: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ThemeAdded(Event):
    name = "theme:added"


@dataclass(frozen=True, kw_only=True)
class ThemeChanged(Event):
    name = "theme:changed"
    fields: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class BodyAdded(Event):
    name = "body:added"


@dataclass(frozen=True, kw_only=True)
class BodyChanged(Event):
    name = "body:changed"
    fields: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class BodyRetired(Event):
    """No longer in force from ``until`` on; new questions go to the successor."""

    name = "body:retired"
    until: date
    successor: str | None = None


@dataclass(frozen=True, kw_only=True)
class BodySucceeded(Event):
    """The open questions of the body went to its successor; ``moved`` is how many."""

    name = "body:succeeded"
    successor: str
    moved: int


@dataclass(frozen=True, kw_only=True)
class CompetenceAdded(Event):
    name = "body:competence_added"
    theme: str | None = None
    region: str | None = None
    valid_from: date | None = None
    valid_until: date | None = None


@dataclass(frozen=True, kw_only=True)
class CompetenceChanged(Event):
    """The span of a competence is another one now."""

    name = "body:competence_changed"
    theme: str | None = None
    region: str | None = None
    valid_from: date | None = None
    valid_until: date | None = None


@dataclass(frozen=True, kw_only=True)
class OfficerAppointed(Event):
    """Someone holds a role in the body: the role and its span, not who."""

    name = "body:officer_appointed"
    role: str
    from_on: date
    until_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class OfficerChanged(Event):
    name = "body:officer_changed"
    role: str
    fields: tuple[str, ...]
    until_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class ImportApplied(Event):
    """A file was applied; its lines stand in the same action. ``sha256`` is of its bytes."""

    name = "import:applied"
    sha256: str
    added: int
    changed: int
    refused: int


@dataclass(frozen=True, kw_only=True)
class SiteChanged(Event):
    name = "site:changed"
    fields: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class SwitchTurned(Event):
    name = "switch:turned"
    is_on: bool


@dataclass(frozen=True, kw_only=True)
class ConsentPublished(Event):
    """A new version of what people agree to; the digest binds its texts."""

    name = "consent:published"
    version: int
    valid_from: date
