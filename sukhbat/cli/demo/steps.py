"""The kinds of steps in the sample history, in the order in which they count at the same moment."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class What(StrEnum):
    ANNOUNCE = "announce"
    POSTPONE = "postpone"
    CLOSE_CONFERENCE = "close_conference"
    CLOSE_JUDGED = "close_judged"
    REMIND = "remind"
    ASK = "ask"
    PUBLISH = "publish"
    MASK = "mask"
    HIDE = "hide"
    REDIRECT = "redirect"
    ASSIGN = "assign"
    NOTE = "note"
    WITHDRAW = "withdraw"
    DECLINE = "decline"
    DRAFT = "draft"
    HAND_OVER = "hand_over"
    RETURN = "return"
    EXTEND = "extend"
    SIGN = "sign"


_ORDER = {what: place for place, what in enumerate(What)}


@dataclass(frozen=True)
class Step:
    """One act at a moment, on an item or a conference of the plan."""

    at: datetime
    what: What
    item: int = -1
    conference: str = ""

    @property
    def order(self) -> tuple[int, int]:
        return _ORDER[self.what], self.item
