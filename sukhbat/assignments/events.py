"""What may happen to a question inside and between bodies, as the log keeps it: codes and days."""

from dataclasses import dataclass
from datetime import date

from sukhbat.ledger.events import Event


@dataclass(frozen=True, kw_only=True)
class QuestionAssigned(Event):
    name = "question:assigned"
    body: str
    due_on: date


@dataclass(frozen=True, kw_only=True)
class QuestionReassigned(Event):
    name = "question:reassigned"
    body: str


@dataclass(frozen=True, kw_only=True)
class QuestionReturned(Event):
    """Back to the dispatcher of the same body; ``office_ended`` when the executor's last role ended."""

    name = "question:returned"
    body: str
    office_ended: bool = False


@dataclass(frozen=True, kw_only=True)
class QuestionRedirected(Event):
    name = "question:redirected"
    from_body: str
    to_body: str
    hop: int
    due_on: date


@dataclass(frozen=True, kw_only=True)
class DueExtended(Event):
    name = "question:extended"
    body: str
    old_due_on: date
    due_on: date
    days: int


@dataclass(frozen=True, kw_only=True)
class QuestionDeclined(Event):
    name = "question:declined"
    body: str
    ground: str
