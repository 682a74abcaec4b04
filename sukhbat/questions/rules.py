"""The life of a question, pure: its stages and moves, its visibility, and where each counts in the balance."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

SHORTEST, LONGEST = 10, 4_000
LONGEST_NAME = 120
EXTENSION_REASON_SHORTEST = 100
HOPS_ALLOWED = 2
# After this a moderator's claim no longer keeps others away.
CLAIM_LASTS = timedelta(minutes=15)


class Stage(StrEnum):
    RECEIVED = "received"
    ASSIGNED = "assigned"
    ANSWERED = "answered"
    CLOSED = "closed"
    DISPUTED = "disputed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class Move(StrEnum):
    ASSIGN = "assign"
    RETURN = "return"
    REDIRECT = "redirect"
    EXTEND = "extend"
    ANSWER_LIVE = "answer_live"
    SIGN_ANSWER = "sign_answer"
    ANSWER_FOR_ALL = "answer_for_all"
    SAY_DIFFERENT = "say_different"
    DECLINE = "decline"
    CLOSE = "close"
    DISPUTE = "dispute"
    REOPEN = "reopen"
    UPHOLD = "uphold"
    WITHDRAW = "withdraw"


class Outcome(StrEnum):
    """How a question ended; it survives closing."""

    NONE = ""
    ANSWERED_LIVE = "answered_live"
    ANSWERED_IN_WRITING = "answered_in_writing"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class Visibility(StrEnum):
    PENDING = "pending"
    PUBLIC = "public"
    HIDDEN = "hidden"
    PRIVATE = "private"


class AirState(StrEnum):
    """Where a question stands in the live part of its conference."""

    NEXT = "next"
    ON_AIR = "on_air"
    ANSWERED = "answered"
    IN_WRITING = "in_writing"
    TAKEN_OFF = "taken_off"


# How long a text may wait for its check during the live part (product, visibility).
LIVE_CHECK = timedelta(minutes=5)


class Source(StrEnum):
    WEB = "web"
    OPERATOR = "operator"
    IMPORT = "import"


IN_WORK = frozenset({Stage.RECEIVED, Stage.ASSIGNED, Stage.DISPUTED})
OPEN = frozenset({Stage.RECEIVED, Stage.ASSIGNED})

TRANSITIONS: Mapping[tuple[Stage, Move], Stage] = {
    (Stage.RECEIVED, Move.ASSIGN): Stage.ASSIGNED,
    (Stage.ASSIGNED, Move.ASSIGN): Stage.ASSIGNED,
    (Stage.ASSIGNED, Move.RETURN): Stage.RECEIVED,
    (Stage.RECEIVED, Move.REDIRECT): Stage.RECEIVED,
    (Stage.ASSIGNED, Move.REDIRECT): Stage.RECEIVED,
    (Stage.ASSIGNED, Move.EXTEND): Stage.ASSIGNED,
    (Stage.RECEIVED, Move.ANSWER_LIVE): Stage.ANSWERED,
    (Stage.ASSIGNED, Move.ANSWER_LIVE): Stage.ANSWERED,
    (Stage.ASSIGNED, Move.SIGN_ANSWER): Stage.ANSWERED,
    # One answer to all who asked the same: most of them were never given to an officer one by one.
    (Stage.RECEIVED, Move.ANSWER_FOR_ALL): Stage.ANSWERED,
    (Stage.ASSIGNED, Move.ANSWER_FOR_ALL): Stage.ANSWERED,
    # "Mine is different" after such an answer: back into work at the same body, which gives it to an officer anew.
    (Stage.ANSWERED, Move.SAY_DIFFERENT): Stage.RECEIVED,
    (Stage.RECEIVED, Move.DECLINE): Stage.DECLINED,
    (Stage.ASSIGNED, Move.DECLINE): Stage.DECLINED,
    (Stage.ANSWERED, Move.CLOSE): Stage.CLOSED,
    (Stage.ANSWERED, Move.DISPUTE): Stage.DISPUTED,
    (Stage.DECLINED, Move.DISPUTE): Stage.DISPUTED,
    (Stage.DISPUTED, Move.REOPEN): Stage.ASSIGNED,
    (Stage.DISPUTED, Move.UPHOLD): Stage.CLOSED,
    (Stage.RECEIVED, Move.WITHDRAW): Stage.WITHDRAWN,
    (Stage.ASSIGNED, Move.WITHDRAW): Stage.WITHDRAWN,
}

# The outcome a move gives; a move that is not here leaves it as it was.
OUTCOMES: Mapping[Move, Outcome] = {
    Move.ANSWER_LIVE: Outcome.ANSWERED_LIVE,
    Move.SIGN_ANSWER: Outcome.ANSWERED_IN_WRITING,
    Move.ANSWER_FOR_ALL: Outcome.ANSWERED_IN_WRITING,
    Move.SAY_DIFFERENT: Outcome.NONE,
    Move.DECLINE: Outcome.DECLINED,
    Move.WITHDRAW: Outcome.WITHDRAWN,
    Move.REOPEN: Outcome.NONE,
}

VISIBILITY_CHANGES: frozenset[tuple[Visibility, Visibility]] = frozenset(
    {
        (Visibility.PENDING, Visibility.PUBLIC),
        (Visibility.PENDING, Visibility.HIDDEN),
        (Visibility.PUBLIC, Visibility.HIDDEN),
        (Visibility.HIDDEN, Visibility.PUBLIC),
    }
)


def after(stage: Stage, move: Move) -> Stage | None:
    """The stage a move leads to, or None when it may not be made from this stage."""
    return TRANSITIONS.get((stage, move))


def publish_by(
    now: datetime, *, ordinary: datetime, is_live: bool = False, is_premoderated: bool = True
) -> datetime:
    """Until when a text that arrives now may wait for its check: ``ordinary`` is the end of the moderation term.

    While its conference is live: five minutes, or (post-moderated) not at all. Later than ordinary it never is.
    """
    if not is_live:
        return ordinary
    return min(ordinary, now + LIVE_CHECK if is_premoderated else now)


def bucket(stage: Stage, outcome: Outcome) -> str:
    """Where a question stands in the balance: ``in_work`` or its outcome."""
    return "in_work" if stage in IN_WORK else outcome.value


@dataclass(frozen=True)
class Balance:
    """received = answered live + in writing + in work + declined + withdrawn; the unit is questions."""

    received: int = 0
    answered_live: int = 0
    answered_in_writing: int = 0
    in_work: int = 0
    declined: int = 0
    withdrawn: int = 0

    @property
    def answered(self) -> int:
        return self.answered_live + self.answered_in_writing

    @property
    def closes(self) -> bool:
        return self.received == self.answered + self.in_work + self.declined + self.withdrawn


@dataclass(frozen=True)
class BodyBalance:
    """arrived + redirected in = answered + in work + declined + withdrawn + redirected out."""

    arrived: int
    redirected_in: int
    redirected_out: int
    held: Balance

    @property
    def closes(self) -> bool:
        return (
            self.held.closes and self.arrived + self.redirected_in == self.held.received + self.redirected_out
        )
