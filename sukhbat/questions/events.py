"""What may happen to a question, as the log keeps it: codes and days only."""

from dataclasses import dataclass
from datetime import date, datetime

from sukhbat.ledger.events import Event


@dataclass(frozen=True, kw_only=True)
class QuestionReceived(Event):
    name = "question:received"
    body: str
    routed_by: str
    due_on: date
    registered_on: date
    language: str
    source: str
    theme: str | None = None
    region: str | None = None
    conference: str | None = None


@dataclass(frozen=True, kw_only=True)
class QuestionPublished(Event):
    name = "question:published"
    by_time: bool = False


@dataclass(frozen=True, kw_only=True)
class QuestionMasked(Event):
    name = "question:masked"
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class QuestionHidden(Event):
    name = "question:hidden"
    ground: str


@dataclass(frozen=True, kw_only=True)
class NameHidden(Event):
    """The name that the asker had chosen to show is shown no more."""

    name = "question:name_hidden"


@dataclass(frozen=True, kw_only=True)
class OriginalRevealed(Event):
    name = "question:original_revealed"


@dataclass(frozen=True, kw_only=True)
class NameRevealed(Event):
    name = "question:name_revealed"


@dataclass(frozen=True, kw_only=True)
class QuestionWithdrawn(Event):
    name = "question:withdrawn"


@dataclass(frozen=True, kw_only=True)
class QuestionSaidDifferent(Event):
    """Its asker said that the answer to all is not about their question: the body works on it again."""

    name = "question:said_different"
    body: str
    due_on: date


@dataclass(frozen=True, kw_only=True)
class AskerErased(Event):
    """The asker had themselves erased: nobody can say any more who it was."""

    name = "question:asker_erased"


@dataclass(frozen=True, kw_only=True)
class QuestionClosed(Event):
    name = "question:closed"
    outcome: str
    window_ended_on: date


@dataclass(frozen=True, kw_only=True)
class DueMoved(Event):
    """The due date moved with its conference (postponed once, or cancelled)."""

    name = "question:due_moved"
    due_on: date
    conference: str


@dataclass(frozen=True, kw_only=True)
class DueNear(Event):
    """The due date is 5, 3 or 1 working days away."""

    name = "question:due_near"
    due_on: date
    working_days: int
    body: str


@dataclass(frozen=True, kw_only=True)
class DuePassed(Event):
    name = "question:overdue"
    due_on: date
    body: str
    noted_at: datetime


@dataclass(frozen=True, kw_only=True)
class DueRecounted(Event):
    """The working calendar changed and the question is due earlier now; it never becomes due later so."""

    name = "question:due_recounted"
    due_on: date


@dataclass(frozen=True, kw_only=True)
class QuestionSucceeded(Event):
    """Its body's successor answers now: no hop, no restart of a clock."""

    name = "question:succeeded"
    from_body: str
    to_body: str


@dataclass(frozen=True, kw_only=True)
class GroundChanged(Event):
    """A ground of the closed lists was added or changed."""

    name = "ground:changed"
    kind: str
    fields: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class QuestionPutOnAir(Event):
    """The host put it on air; ``place`` and ``chosen_by`` say where the published order had it."""

    name = "question:put_on_air"
    conference: str
    place: int | None = None
    chosen_by: str = ""


@dataclass(frozen=True, kw_only=True)
class QuestionTakenOffAir(Event):
    """It left the air without an answer and may come again."""

    name = "question:taken_off_air"
    conference: str


@dataclass(frozen=True, kw_only=True)
class QuestionAnsweredLive(Event):
    """Answered on air; ``second`` of the live part, the digest binds the host's record."""

    name = "question:answered_live"
    conference: str
    body: str
    second: int


@dataclass(frozen=True, kw_only=True)
class QuestionRecordCorrected(Event):
    """A host corrected the record of an answer on air before the body confirmed it; the digest binds the new one."""

    name = "question:record_corrected"
    conference: str
    second: int


@dataclass(frozen=True, kw_only=True)
class QuestionGoesToWriting(Event):
    """It is not answered on air: this body answers in writing by the due date."""

    name = "question:goes_to_writing"
    conference: str
    body: str
    due_on: date


@dataclass(frozen=True, kw_only=True)
class SupportsCounted(Event):
    """So many people support it; ``root`` is the Merkle root (RFC 6962) of their salted tags."""

    name = "question:supports_counted"
    total: int
    root: str


@dataclass(frozen=True, kw_only=True)
class SupportsCancelled(Event):
    """Supports of a conference were cancelled by a rule, or such an act was revoked."""

    name = "conference:supports_cancelled"
    supports: int
    per_network: int
    within_seconds: int
    is_revoked: bool = False
