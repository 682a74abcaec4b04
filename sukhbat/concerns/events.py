"""What people decide about concerns, as the log keeps it: numbers, codes, counts. The machine's joins are rows only."""

from dataclasses import dataclass

from sukhbat.ledger.events import Event


@dataclass(frozen=True, kw_only=True)
class QuestionJoined(Event):
    """Its asker said that it belongs to a concern."""

    name = "question:joined"
    concern: int
    body: str


@dataclass(frozen=True, kw_only=True)
class QuestionParted(Event):
    """It is a different one: it left a concern for good, by its asker or by an official."""

    name = "question:parted"
    concern: int
    body: str


@dataclass(frozen=True, kw_only=True)
class QuestionRejoined(Event):
    """That it is a different one was taken back; the concern is open to it again."""

    name = "question:rejoined"
    concern: int
    body: str


@dataclass(frozen=True, kw_only=True)
class MergeProposed(Event):
    name = "concern:merge_proposed"
    body: str
    into: int
    into_body: str


@dataclass(frozen=True, kw_only=True)
class MergeDeclined(Event):
    name = "concern:merge_declined"
    body: str
    into: int
    into_body: str


@dataclass(frozen=True, kw_only=True)
class ConcernMerged(Event):
    """Two concerns are one; ``questions`` moved. Across bodies none moves: each body answers its own."""

    name = "concern:merged"
    body: str
    into: int
    into_body: str
    questions: int


@dataclass(frozen=True, kw_only=True)
class ConcernSplit(Event):
    """Questions were taken out of a concern; ``to`` is the new one, none for a single question."""

    name = "concern:split"
    body: str
    questions: int
    to: int | None = None


@dataclass(frozen=True, kw_only=True)
class DecisionUndone(Event):
    """A merge or a split was taken back; ``questions`` moved back."""

    name = "concern:decision_undone"
    body: str
    what: str
    questions: int
