"""All that the process holds, for two threads: one that answers, one that reads the database and changes things.

How near a text is to a concern is how near it is to its questions on average, as in grouping by average linkage,
corrected for what both have in common with everything (``understanding.meaning.nearness``). Measured on labelled
sets with thousands of other questions around with an earlier model: the right concern was among the five nearest for
.94 so, for .85 by its nearest question, for .84 by its middle.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log10
from threading import Lock
from typing import Literal
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from sukhbat.similar.index import CANDIDATES, Found, Index, Slots
from sukhbat.similar.places import ALONE, Place, Places
from sukhbat.understanding.meaning.crowd import AROUND
from sukhbat.understanding.meaning.embedder import normalised
from sukhbat.understanding.meaning.landmarks import bounded
from sukhbat.understanding.meaning.vectors import Bytes
from sukhbat.understanding.meaning.weights import Floats
from sukhbat.understanding.meaning.zones import Zones

# Of ever so many candidates these are looked at closely.
_CLOSELY = 32
# The crowds of the nearest ones are measured before one is joined.
_MEASURED = 4
# So many questions of a concern stand for its crowd.
_SAMPLED = 5
# The farthest that is still shown as similar, below the bound of suggesting: the right concern of a question is
# farther for about one of twenty, and nothing nearer is hidden.
_SHOWN_BELOW = 0.12
# One text says less than a group of them: it is joined when it is nearer by so much than groups must be.
_MORE = 0.03
# Among few texts the crowd is thin and everything looks near: each tenth of 10,000 asks for so much more. Measured
# on five labelled sets: docs/howto/run-the-similar-process.md.
_FULL = 10_000
_THIN = 0.03
# The nearest concern must be nearer by this than the next one of the same body.
_MARGIN = 0.05
# Of two lone questions about equally near, the one in the reader's language comes first.
_SAME_LANGUAGE = 0.01


@dataclass(frozen=True)
class Hit:
    """A concern or a lone question, and how near it is."""

    kind: Literal["concern", "question"]
    key: UUID
    score: float


@dataclass(frozen=True)
class _Units:
    """Concerns and lone questions around a text: a concern's number, or ALONE with the question's slot."""

    concerns: Slots
    slots: Slots
    cosines: Floats


class Held:
    """The index and the places. Methods that change something are for one thread only, the reader's."""

    def __init__(self, size: int, zones: Zones) -> None:
        self.zones = zones
        self._index = Index(size)
        self._places = Places(size)
        self._lock = Lock()

    # -- what is asked

    def near(self, vector: Floats, *, count: int, language: str = "", apart: bool = False) -> list[Hit]:
        """What is public and nearest to a unit vector: concerns, and questions that stand alone.

        ``apart``: questions only, each by itself.
        """
        with self._lock:
            places = self._places
            found = self._index.nearest(vector)
            shown = np.asarray(places.slots["is_public"][found.slots], bool)
            units = self._units(places, Found(found.slots[shown], found.cosines[shown]), vector, apart=apart)
            units = _part(units, (units.concerns == ALONE) | (places.concerns["public"][units.concerns] > 0))
            scores = self._scores(places, units, self._crowd(vector, found.cosines))
        far = self.zones.suggest - _SHOWN_BELOW
        own = places.languages(language) if language else -1
        order = scores + _SAME_LANGUAGE * (
            (units.concerns == ALONE) & (places.slots["language"][units.slots] == own)
        )
        best = [place for place in np.argsort(-order, kind="stable").tolist() if scores[place] >= far][:count]
        return [self._hit(places, units, place, float(scores[place])) for place in best]

    def _hit(self, places: Places, units: _Units, place: int, score: float) -> Hit:
        number = int(units.concerns[place])
        if number != ALONE:
            return Hit("concern", places.keys[number], score)
        return Hit("question", self._index.key(int(units.slots[place])), score)

    def joins(self, vector: Floats, body: UUID) -> tuple[UUID | None, float | None]:
        """The concern of a body that a text joins by itself, with its score; None with the best score otherwise."""
        with self._lock:
            places = self._places
            found = self._index.nearest(vector)
            units = self._units(places, found, vector)
            own = (units.concerns != ALONE) & (places.concerns["body"][units.concerns] == places.bodies(body))
            units = _part(units, own)
        if not len(units.concerns):
            return None, None
        for number in units.concerns[:_MEASURED].tolist():
            if np.isnan(places.concerns["crowd"][number]):
                self._measure_concern(places, number)
        scores = self._scores(places, units, self._crowd(vector, found.cosines))
        best = int(scores.argmax())
        score = float(scores[best])
        next_best = float(np.delete(scores, best).max(initial=-np.inf))
        if score < self.bound or score - next_best < _MARGIN:
            return None, score
        return places.keys[int(units.concerns[best])], score

    @property
    def bound(self) -> float:
        """The nearness from which a text joins a concern by itself, among as many questions as there are now."""
        return self.zones.join + _MORE + _THIN * max(0.0, log10(_FULL / max(1, len(self._index))))

    def _units(self, places: Places, found: Found, vector: Floats, *, apart: bool = False) -> _Units:
        """What is around a text by cosine, the nearest few dozen."""
        concerns = np.asarray(places.slots["concern"][found.slots], np.int64)
        lone = np.flatnonzero((concerns == ALONE) | apart)[:_CLOSELY]
        numbers = np.zeros(0, np.int64) if apart else np.unique(concerns[concerns != ALONE])
        means = np.asarray(places.concerns["mean"][numbers], np.float32) @ vector
        nearest = np.argsort(-means, kind="stable")[:_CLOSELY]
        return _Units(
            np.concatenate([numbers[nearest], np.full(len(lone), ALONE)]),
            np.concatenate([np.zeros(len(nearest), np.int64), found.slots[lone]]),
            np.concatenate([means[nearest], found.cosines[lone]]),
        )

    def _scores(self, places: Places, units: _Units, crowd: float) -> Floats:
        """Corrected nearness; where a crowd was not measured yet, the text's own stands in."""
        is_lone = units.concerns == ALONE
        crowds = np.where(
            is_lone, places.slots["crowd"][units.slots], places.concerns["crowd"][units.concerns]
        )
        crowds = np.where(np.isnan(crowds), crowd, crowds)
        return np.asarray(units.cosines - (crowd + crowds) / 2, np.float32)

    # -- what is changed, by the reader's thread alone

    def hold(self, places: Sequence[Place], rows: Bytes) -> None:
        """Hold questions with their packed vectors. They stand alone until ``stand`` says where."""
        vectors = normalised(rows.astype(np.float32))
        with self._lock:
            slots = self._index.find([place.question for place in places])
            for slot in slots[slots >= 0].tolist():
                # Its vector may be another one now, and the mean of its concern with it.
                self._places.leave(slot, self._index.vectors(np.asarray([slot]))[0])
            slots = self._index.put([place.question for place in places], rows)
            for slot, place, vector in zip(slots.tolist(), places, vectors, strict=True):
                self._places.note(slot, place, vector)

    def drop(self, questions: Sequence[UUID]) -> None:
        """Forget questions."""
        with self._lock:
            for slot in self._index.find(questions).tolist():
                if slot >= 0:
                    self._places.leave(slot, self._index.vectors(np.asarray([slot]))[0])
            self._index.drop(questions)

    def note(self, places: Sequence[Place]) -> list[UUID]:
        """What is known of questions beside their text; those that are not held are given back."""
        slots = self._index.find([place.question for place in places]).tolist()
        with self._lock:
            for slot, place in zip(slots, places, strict=True):
                if slot >= 0:
                    self._places.note(slot, place, np.zeros(0, np.float32))
        return [place.question for slot, place in zip(slots, places, strict=True) if slot < 0]

    def stand(self, concerns: dict[UUID, UUID | None]) -> None:
        """Where questions stand now."""
        questions = list(concerns)
        slots = self._index.find(questions)
        held = np.flatnonzero(slots >= 0)
        vectors = self._index.vectors(slots[held])
        with self._lock:
            for at, vector in zip(held.tolist(), vectors, strict=True):
                self._places.stand(int(slots[at]), vector, concerns[questions[at]])

    def stand_all(self, questions: Sequence[UUID], concerns: Sequence[UUID]) -> None:
        """Where all held questions stand now; who is not named stands alone."""
        slots = self._index.find(questions)
        held = slots >= 0
        standing = [concern for concern, there in zip(concerns, held.tolist(), strict=True) if there]
        new = self._places.with_all(slots[held], standing, self._index.vectors)
        with self._lock:
            self._places = new

    def measure_some(self, most: int) -> int:
        """Measure some of the crowds that nobody measured yet, concerns first; how many."""
        places = self._places
        count = len(places.keys)
        open_concerns = np.isnan(places.concerns["crowd"][:count]) & (places.concerns["count"][:count] > 0)
        numbers = np.flatnonzero(open_concerns)[:most]
        for number in numbers.tolist():
            self._measure_concern(places, number)
        if len(numbers) == most:
            return most
        held = self._index.held()
        is_open = (places.slots["concern"][held] == ALONE) & np.isnan(places.slots["crowd"][held])
        lone = held[is_open][: most - len(numbers)]
        for slot in lone.tolist():
            self._measure_lone(places, slot)
        return len(numbers) + len(lone)

    def _measure_concern(self, places: Places, number: int) -> None:
        crowds = [self._crowd_of(slot) for slot in places.members(number, _SAMPLED).tolist()]
        if crowds:
            places.measured(number, float(np.mean(crowds)))

    def _measure_lone(self, places: Places, slot: int) -> None:
        places.slots["crowd"][slot] = self._crowd_of(slot)

    def _crowd_of(self, slot: int) -> float:
        vector = self._index.vectors(np.asarray([slot]))[0]
        with self._lock:
            found = self._index.nearest(vector, count=CANDIDATES // 5)
        return self._crowd(vector, found.cosines[found.slots != slot])

    def _crowd(self, vector: Floats, cosines: Floats) -> float:
        """What is taken off a text with such cosines to its nearest, the nearest first; without any, nothing."""
        nearest = cosines[:AROUND]
        own = np.asarray([nearest.mean() if len(nearest) else 0.0], np.float32)
        return float(bounded(own, vector[None], self.zones.landmarks)[0])

    # -- what is said of it

    @property
    def counts(self) -> dict[str, int]:
        """Questions, those that are public, and concerns."""
        with self._lock:
            held = self._index.held()
        return {
            "questions": len(held),
            "public": int(np.count_nonzero(self._places.slots["is_public"][held])),
            "concerns": self._places.standing,
        }


def _part(units: _Units, chosen: NDArray[np.bool_]) -> _Units:
    return _Units(units.concerns[chosen], units.slots[chosen], units.cosines[chosen])
