"""A term: the rule that gives a due date, as data with days of validity."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Self

from sukhbat.terms.rules.days import NO_WORDS, Words


class TermKind(StrEnum):
    """What a term is given for."""

    ANSWER = "answer"  # a question's answer by its body
    ASSIGN = "assign"  # naming an officer inside the body
    REDIRECT = "redirect"  # sending a question on to the competent body
    ARBITRATION = "arbitration"  # the coordinator's decision after the last hop
    EXTENSION = "extension"  # the longest a signatory may add, counted from the open due date
    MODERATION = "moderation"  # how long a text may wait for its check
    JUDGEMENT_WINDOW = "judgement_window"  # the asker's time to judge an answer
    DISPUTE = "dispute"  # the controller's decision about a dispute
    SECOND_LOOK = "second_look"  # the new answer after a dispute
    FIX_GROUPING = "fix_grouping"  # "mine is different", after being told of a group
    ANNOUNCE = "announce"  # least time between announcing a conference and its start
    COLLECT = "collect"  # least time a conference collects questions


class Unit(StrEnum):
    """In which days a term is counted."""

    WORKING = "working"
    CALENDAR = "calendar"


class StartRule(StrEnum):
    """After which day a term is counted."""

    REGISTRATION = "registration"  # the registration day
    CONFERENCE_END = "conference_end"  # the announced end of the conference, else the registration day
    EVENT = "event"  # the local day of the act the term follows


@dataclass(frozen=True, slots=True)
class Term:
    """``days`` in ``unit``, counted after the day that ``start`` names.

    ``law`` and ``article`` cite the ground; empty means "to be confirmed", never a guess.
    Valid from ``valid_from`` to ``valid_until``, both days included; None is open-ended.
    """

    kind: TermKind
    days: int
    unit: Unit
    start: StartRule
    valid_from: date
    valid_until: date | None = None
    law: Words = NO_WORDS
    article: str = ""

    def __post_init__(self) -> None:
        if self.days < 1:
            raise ValueError("a term has at least one day")

    def to_json(self) -> dict[str, object]:
        return {
            "kind": self.kind.value,
            "days": self.days,
            "unit": self.unit.value,
            "start": self.start.value,
            "valid_from": self.valid_from.isoformat(),
            "valid_until": self.valid_until.isoformat() if self.valid_until else None,
            "law": self.law.to_json(),
            "article": self.article,
        }

    @classmethod
    def from_json(cls, value: Mapping[str, object]) -> Self:
        law, until = value["law"], value["valid_until"]
        return cls(
            kind=TermKind(str(value["kind"])),
            days=int(str(value["days"])),
            unit=Unit(str(value["unit"])),
            start=StartRule(str(value["start"])),
            valid_from=date.fromisoformat(str(value["valid_from"])),
            valid_until=date.fromisoformat(str(until)) if until else None,
            law=Words.from_json(law if isinstance(law, Mapping) else {}),
            article=str(value["article"]),
        )
