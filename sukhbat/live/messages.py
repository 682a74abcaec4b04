"""What changed of a conference as events for its viewers, each made into bytes once per language."""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace

from sukhbat.questions.live_json import (
    Json,
    air_json,
    answered_json,
    counts_json,
    hidden_json,
    leading_json,
    phase_json,
)
from sukhbat.questions.live_state import MOST, AnsweredOnAir, LiveState

Maker = Callable[[str], Json]
STATE, AIR, ANSWERED, LEADING, HIDDEN, COUNTS, PHASE, LEAVE = (
    "state", "air", "answered", "leading", "hidden", "counts", "phase", "leave",
)  # fmt: skip


@dataclass(frozen=True)
class _AnsweredMaker:
    item: AnsweredOnAir
    state: LiveState
    viewers: int

    def __call__(self, language: str) -> Json:
        return {
            "item": answered_json(self.item, language),
            "counts": counts_json(self.state.counts, viewers=self.viewers),
        }


class Message:
    """One event of a stream: its place in the order, its name, and what it says in a language.

    ``about`` is the number of the question whose answer it tells, else ''.
    """

    __slots__ = ("_boot", "_frames", "_make", "about", "name", "number")

    def __init__(self, boot: str, number: int, name: str, make: Maker) -> None:
        self._boot = boot
        self.number = number
        self.name = name
        self.about = make.item.question.number if isinstance(make, _AnsweredMaker) else ""
        self._make = make
        self._frames: dict[str, bytes] = {}

    def frame(self, language: str) -> bytes:
        """The same bytes for every viewer of a language."""
        if (found := self._frames.get(language)) is None:
            found = frame(self.name, self._make(language), f"{self._boot}-{self.number}")
            self._frames[language] = found
        return found


def frame(name: str, value: Json, event_id: str) -> bytes:
    """An event as the stream carries it (HTML standard, 9.2.6); JSON has no line breaks."""
    data = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return f"id: {event_id}\nevent: {name}\ndata: {data}\n\n".encode()


def changes(before: LiveState, after: LiveState, *, viewers: int) -> list[tuple[str, Maker]] | None:
    """What to tell, in order; None when no event can say it, so that the whole state must be told.

    Numbers alone (counts, supports) are no change here: they are told together, once a second at most.
    """
    fresh = _fresh_answers(before, after)
    if fresh is None:
        return None
    found: list[tuple[str, Maker]] = []
    if (before.phase, before.paused) != (after.phase, after.paused):
        found.append((PHASE, lambda _language: phase_json(after)))
    found += [(ANSWERED, _AnsweredMaker(item, after, viewers)) for item in reversed(fresh)]
    if _air_without_numbers(before) != _air_without_numbers(after):
        found.append((AIR, lambda language: {"air": air_json(after.air, language)}))
    if _leading_without_numbers(before) != _leading_without_numbers(after):
        found.append((LEADING, leading_maker(after)))
    if before.hidden != after.hidden:
        found.append((HIDDEN, lambda _language: hidden_json(after)))
    return found


def leading_maker(state: LiveState) -> Maker:
    return lambda language: {"leading": [leading_json(item, language) for item in state.leading]}


def _fresh_answers(before: LiveState, after: LiveState) -> list[AnsweredOnAir] | None:
    """New or corrected answers, newest first; None when one went away other than by becoming too old to show."""
    kept = {item.question.number for item in after.answered}
    gone = [item for item in before.answered if item.question.number not in kept]
    oldest = list(before.answered[len(before.answered) - len(gone) :])
    if gone and (gone != oldest or len(after.answered) < MOST):
        return None
    return [item for item in after.answered if item not in before.answered]


def _air_without_numbers(state: LiveState) -> object:
    return replace(state.air, supports=None) if state.air else None


def _leading_without_numbers(state: LiveState) -> object:
    return [(item.question, item.part) for item in state.leading]
