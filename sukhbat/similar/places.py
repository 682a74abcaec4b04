"""Where each held question stands: its concern, body and language, and what is known of concerns as wholes. Pure.

``crowd`` is the mean cosine of a text with its ten nearest (``understanding.meaning.nearness``): of a concern, the
mean over some of its questions. It is measured when there is time, and until then it is NaN.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

import numpy as np

from sukhbat.similar.columns import Columns
from sukhbat.similar.index import Slots
from sukhbat.understanding.meaning.weights import Floats

ALONE = -1
# A concern's crowd is measured anew when it has grown by half.
_GROWN = 1.5
_AT_ONCE = 8_192
_BY_SLOT = {
    "concern": (np.int32, ALONE),
    "body": (np.int32, 0),
    "language": (np.int8, 0),
    "is_public": (np.bool_, False),
    "crowd": (np.float16, np.nan),
}
_BY_CONCERN = {
    "mean": (np.float16, 0),
    "count": (np.int32, 0),
    "public": (np.int32, 0),
    "body": (np.int32, 0),
    "crowd": (np.float32, np.nan),
    "crowd_of": (np.int32, 0),  # how many questions it had when its crowd was measured
}


@dataclass(frozen=True)
class Place:
    """What is held of a question beside its vector."""

    question: UUID
    body: UUID
    language: str
    is_public: bool


class _Codes:
    """Small numbers for names that repeat."""

    def __init__(self) -> None:
        self._codes: dict[object, int] = {}

    def __call__(self, name: object) -> int:
        return self._codes.setdefault(name, len(self._codes))


class Places:
    """Columns by slot, and columns by concern. A concern's mean is that of its questions' unit vectors."""

    def __init__(self, size: int) -> None:
        self._size = size
        self.slots = Columns(_BY_SLOT)
        self.bodies, self.languages = _Codes(), _Codes()
        self._start_concerns()

    def _start_concerns(self) -> None:
        self.keys: list[UUID] = []
        self._number: dict[UUID, int] = {}
        self.concerns = Columns(_BY_CONCERN, {"mean": self._size})

    def note(self, slot: int, place: Place, vector: Floats) -> None:
        """A question takes a slot, alone; or what was known of it there has changed, and it stays where it stands."""
        self.slots.reach(slot + 1)
        concern = int(self.slots["concern"][slot])
        if concern != ALONE:
            self._add(concern, vector, 0, public=int(place.is_public) - int(self.slots["is_public"][slot]))
        self.slots["body"][slot] = self.bodies(place.body)
        self.slots["language"][slot] = self.languages(place.language)
        self.slots["is_public"][slot] = place.is_public

    def stand(self, slot: int, vector: Floats, concern: UUID | None) -> None:
        """A question stands in a concern from now on, or alone."""
        number = ALONE if concern is None else self._numbered(concern, int(self.slots["body"][slot]))
        before = int(self.slots["concern"][slot])
        if before == number:
            return
        self.slots["concern"][slot] = number
        public = int(self.slots["is_public"][slot])
        if before != ALONE:
            self._add(before, vector, -1, public=-public)
        if number != ALONE:
            self._add(number, vector, 1, public=public)

    def leave(self, slot: int, vector: Floats) -> None:
        """The slot's question is held no more."""
        self.stand(slot, vector, None)
        self.slots["is_public"][slot] = False
        self.slots["crowd"][slot] = np.nan

    def with_all(
        self, slots: Slots, concerns: Sequence[UUID], vectors: Callable[[Slots], Floats]
    ) -> "Places":
        """The same questions, these standing in these concerns and all others alone; what was measured stays.

        ``vectors`` gives those of slots. This object stays as it was, so that others may read it meanwhile.
        """
        new = Places(self._size)
        new.slots, new.bodies, new.languages = self.slots.copy(), self.bodies, self.languages
        column = new.slots["concern"]
        column[:] = ALONE
        bodies = self.slots["body"][slots].tolist()
        column[slots] = [new._numbered(key, body) for key, body in zip(concerns, bodies, strict=True)]
        new._sum_up(slots, vectors)
        for number, key in enumerate(new.keys):
            if (old := self._number.get(key)) is not None:
                new.measured(
                    number, float(self.concerns["crowd"][old]), of=int(self.concerns["crowd_of"][old])
                )
        return new

    def _sum_up(self, slots: Slots, vectors: Callable[[Slots], Floats]) -> None:
        """Counts and means of all concerns."""
        held = self.concerns
        if not len(slots):
            return
        held.reach(len(self.keys))
        numbers = np.asarray(self.slots["concern"][slots], np.int64)
        held["count"][:] = np.bincount(numbers, minlength=len(held))
        shown = np.asarray(self.slots["is_public"][slots], bool)
        held["public"][:] = np.bincount(numbers[shown], minlength=len(held))
        order = np.argsort(numbers, kind="stable")
        sums = np.zeros((len(self.keys), self._size), np.float32)
        for start in range(0, len(order), _AT_ONCE):
            part = order[start : start + _AT_ONCE]
            found, first = np.unique(numbers[part], return_index=True)
            sums[found] += np.add.reduceat(vectors(slots[part]), first, axis=0)
        counts = np.maximum(np.asarray(held["count"][: len(self.keys), None]), 1)
        held["mean"][: len(self.keys)] = sums / counts

    def measured(self, number: int, crowd: float, *, of: int | None = None) -> None:
        """The crowd of a concern; ``of``: how many questions it had when it was measured."""
        of = int(self.concerns["count"][number]) if of is None else of
        grown = self.concerns["count"][number] > _GROWN * of
        self.concerns["crowd_of"][number] = of
        self.concerns["crowd"][number] = np.nan if grown else crowd

    def concern_of(self, slot: int) -> UUID | None:
        """The concern that a slot's question stands in."""
        number = int(self.slots["concern"][slot])
        return None if number == ALONE else self.keys[number]

    @property
    def standing(self) -> int:
        """How many concerns have a question here."""
        return int(np.count_nonzero(self.concerns["count"]))

    def members(self, number: int, most: int) -> Slots:
        """Some slots of a concern, spread over all of them."""
        slots = np.flatnonzero(self.slots["concern"] == number)
        return slots if len(slots) <= most else slots[np.linspace(0, len(slots) - 1, most).astype(np.int64)]

    def _numbered(self, key: UUID, body: int) -> int:
        number = self._number.get(key)
        if number is None:
            number = self._number[key] = len(self.keys)
            self.keys.append(key)
            self.concerns.reach(number + 1)
            self.concerns["body"][number] = body
        return number

    def _add(self, number: int, vector: Floats, sign: int, *, public: int) -> None:
        held = self.concerns
        held["public"][number] += public
        if not sign:
            return
        before = int(held["count"][number])
        total = np.asarray(held["mean"][number], np.float32) * before + sign * vector
        held["count"][number] = before + sign
        held["mean"][number] = total / max(1, before + sign)
        if before + sign > _GROWN * int(held["crowd_of"][number]):
            held["crowd"][number] = np.nan
