"""A due date together with the steps that led to it, as values that survive JSON."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import StrEnum
from typing import Self

from sukhbat.terms.rules.days import NamedDay
from sukhbat.terms.rules.term import Term

VERSION = 1


class StepCode(StrEnum):
    """One thing that happened in the calculation; beside it, the values a step of this code carries."""

    ARRIVED = "arrived"  # on, at: local day and time
    REDIRECTED = "redirected"  # on, at
    HAPPENED = "happened"  # on, at: the act that a term follows
    OLD_DUE = "old_due"  # on: the due date that is extended
    AFTER_HOURS = "after_hours"  # at: when the working day ends
    NON_WORKING = "non_working"  # days: those passed over before the start
    REGISTERED = "registered"  # on
    CONFERENCE_ENDS = "conference_ends"  # on: the announced day
    STARTS = "starts"  # on: the day after which a conference question's term is counted
    COUNTED_FROM = "counted_from"  # on: the first day that may count
    SKIPPED = "skipped"  # days: days off inside the term
    WORKED = "worked"  # days: days off by their weekday that count
    MOVED = "moved"  # on, days: the last calendar day is off, so the next working day takes its place
    DUE = "due"  # on, count


@dataclass(frozen=True, slots=True)
class Step:
    """A code and its values: a day, a local time, a number, or days with their reasons."""

    code: StepCode
    on: date | None = None
    at: time | None = None
    count: int | None = None
    days: tuple[NamedDay, ...] = ()

    def to_json(self) -> dict[str, object]:
        value: dict[str, object] = {"code": self.code.value}
        if self.on is not None:
            value["on"] = self.on.isoformat()
        if self.at is not None:
            value["at"] = self.at.isoformat("seconds")
        if self.count is not None:
            value["count"] = self.count
        if self.days:
            value["days"] = [day.to_json() for day in self.days]
        return value

    @classmethod
    def from_json(cls, value: Mapping[str, object]) -> Self:
        on, at, count, days = (value.get(key) for key in ("on", "at", "count", "days"))
        return cls(
            code=StepCode(str(value["code"])),
            on=date.fromisoformat(str(on)) if on else None,
            at=time.fromisoformat(str(at)) if at else None,
            count=int(str(count)) if count is not None else None,
            days=tuple(NamedDay.from_json(day) for day in _mappings(days)),
        )


@dataclass(frozen=True, slots=True)
class DueDate:
    """The last local day for something, and why.

    ``arrived_at`` is the moment the calculation starts from (arrival, redirect, act), in UTC;
    ``registered_on`` is the day whose next day is counted first.
    """

    due_on: date
    registered_on: date
    arrived_at: datetime
    term: Term
    steps: tuple[Step, ...]

    def to_json(self) -> dict[str, object]:
        """A stable JSON value (texts, whole numbers, null); the receipt carries it."""
        return {
            "v": VERSION,
            "due_on": self.due_on.isoformat(),
            "registered_on": self.registered_on.isoformat(),
            "arrived_at": self.arrived_at.astimezone(UTC).isoformat(),
            "term": self.term.to_json(),
            "steps": [step.to_json() for step in self.steps],
        }

    @classmethod
    def from_json(cls, value: Mapping[str, object]) -> Self:
        """The inverse of ``to_json``. ValueError or KeyError when the value is not one of ours."""
        term = value["term"]
        if value["v"] != VERSION or not isinstance(term, Mapping):
            raise ValueError("not a due date of a known version")
        return cls(
            due_on=date.fromisoformat(str(value["due_on"])),
            registered_on=date.fromisoformat(str(value["registered_on"])),
            arrived_at=datetime.fromisoformat(str(value["arrived_at"])),
            term=Term.from_json(term),
            steps=tuple(Step.from_json(step) for step in _mappings(value["steps"])),
        )


def _mappings(value: object) -> list[Mapping[str, object]]:
    if value is None:
        return []
    if not isinstance(value, Sequence) or not all(isinstance(item, Mapping) for item in value):
        raise ValueError("a list of objects was expected")
    return list(value)
