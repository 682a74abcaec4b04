"""What may happen to an answer, as the log keeps it: slugs, codes and days only."""

from dataclasses import dataclass
from datetime import date

from sukhbat.ledger.events import Event


@dataclass(frozen=True, kw_only=True)
class AnswerHandedOver(Event):
    """A draft waits for a signature."""

    name = "answer:handed_over"
    body: str


@dataclass(frozen=True, kw_only=True)
class AnswerTakenBack(Event):
    """The executor works on the draft again."""

    name = "answer:taken_back"
    body: str


@dataclass(frozen=True, kw_only=True)
class AnswerReturned(Event):
    """The signatory returned the draft to the executor."""

    name = "answer:returned"
    body: str


@dataclass(frozen=True, kw_only=True)
class AnswerSigned(Event):
    """The digest of the entry binds the texts and files (rules.signed_parts)."""

    name = "answer:signed"
    body: str
    languages: tuple[str, ...]
    binding: str
    due_on: date
    done_by_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class AnswerConfirmed(Event):
    """A body confirmed the record of its answer on air; the digest binds the texts like a signed answer's."""

    name = "answer:confirmed"
    body: str
    languages: tuple[str, ...]
    binding: str
    conference: str
    second: int


@dataclass(frozen=True, kw_only=True)
class AnswerSignedForAll(Event):
    """One answer to all who asked the same: the entry of each question; its digest binds number, texts and files."""

    name = "answer:signed_for_all"
    body: str
    matter: str
    languages: tuple[str, ...]
    binding: str
    due_on: date
    done_by_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class CollectiveHandedOver(Event):
    """A draft to all who asked the same waits for a signature; so many questions stood in its list."""

    name = "collective_answer:handed_over"
    body: str
    questions: int


@dataclass(frozen=True, kw_only=True)
class CollectiveTakenBack(Event):
    """The executors work on it again."""

    name = "collective_answer:taken_back"
    body: str


@dataclass(frozen=True, kw_only=True)
class CollectiveReturned(Event):
    """The signatory returned it."""

    name = "collective_answer:returned"
    body: str


@dataclass(frozen=True, kw_only=True)
class CollectiveSigned(Event):
    """The whole act, beside the entries of its questions; the digest binds the texts and files (rules.signed_parts)."""

    name = "collective_answer:signed"
    body: str
    languages: tuple[str, ...]
    binding: str
    questions: int
    done_by_on: date | None = None
