"""What may happen to a conference, as the log keeps it."""

from dataclasses import dataclass
from datetime import date, datetime

from sukhbat.ledger.events import Event


@dataclass(frozen=True, kw_only=True)
class ConferenceDrafted(Event):
    name = "conference:drafted"


@dataclass(frozen=True, kw_only=True)
class ConferenceAnnounced(Event):
    name = "conference:announced"
    body: str
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, kw_only=True)
class ConferenceChanged(Event):
    name = "conference:changed"
    fields: tuple[str, ...]
    # The address a draft had before this change.
    formerly: str | None = None


@dataclass(frozen=True, kw_only=True)
class ConferencePhaseForced(Event):
    name = "conference:phase_forced"
    phase: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class ConferencePostponed(Event):
    name = "conference:postponed"
    starts_at: datetime | None
    terms_start_on: date | None


@dataclass(frozen=True, kw_only=True)
class ConferenceCancelled(Event):
    name = "conference:cancelled"
    terms_start_on: date


@dataclass(frozen=True, kw_only=True)
class ConferenceClosed(Event):
    name = "conference:closed"
    received: int
    answered_live: int
    answered_in_writing: int
    declined: int
    withdrawn: int


@dataclass(frozen=True, kw_only=True)
class IntakeSwitched(Event):
    name = "conference:intake_switched"
    is_open: bool


@dataclass(frozen=True, kw_only=True)
class ConferencePaused(Event):
    """The live part is interrupted, or goes on again."""

    name = "conference:paused"
    is_paused: bool


@dataclass(frozen=True, kw_only=True)
class PremoderationSwitched(Event):
    name = "conference:premoderation_switched"
    is_premoderated: bool


@dataclass(frozen=True, kw_only=True)
class OrderPublished(Event):
    """By which rule questions are chosen, and the commitment (hex SHA-256) to the seed of its lottery."""

    name = "conference:order_published"
    support: int
    quota: int
    lottery: int
    hides_counts: bool
    commitment: str


@dataclass(frozen=True, kw_only=True)
class OrderRevealed(Event):
    """The seed (hex) that was committed to."""

    name = "conference:order_revealed"
    seed: str


@dataclass(frozen=True, kw_only=True)
class RemainderHandedOver(Event):
    """After the live part: so many questions of a conference are answered in writing by this body."""

    name = "conference:remainder"
    body: str
    questions: int
    first_due_on: date
