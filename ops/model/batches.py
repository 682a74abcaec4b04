"""Batches for contrastive training: a few families of near neighbours together, so that the hard ones meet."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ops.model.corpus import Concern
from ops.model.variations import varied
from sukhbat.understanding.as_read import as_read


@dataclass(frozen=True)
class Batch:
    """Texts as read, and the number of the concern of each."""

    texts: list[str]
    concerns: list[int]


class Batches:
    """Goes through all concerns in each round; ``lookalikes`` are concerns that a model confused so far."""

    def __init__(
        self, concerns: Sequence[Concern], *, concerns_at_once: int, texts_each: int, seed: int
    ) -> None:
        self._concerns = concerns
        self._numbers = {concern.id: number for number, concern in enumerate(concerns)}
        self._at_once, self._each = concerns_at_once, texts_each
        self._dice = random.Random(seed)
        self.lookalikes: Mapping[int, Sequence[int]] = {}

    def a_round(self) -> list[list[int]]:
        """Which concerns meet in each batch of one round; every concern comes at least once."""
        waiting = list(range(len(self._concerns)))
        self._dice.shuffle(waiting)
        unseen = dict.fromkeys(waiting)
        planned: list[list[int]] = []
        while unseen:
            chosen: dict[int, None] = {}
            while unseen and len(chosen) < self._at_once:
                self._add_family(next(iter(unseen)), chosen, unseen)
            planned.append(list(chosen))
        return planned

    def _add_family(self, first: int, chosen: dict[int, None], unseen: dict[int, None]) -> None:
        """A concern with what it is easily taken for, seen in this round already or not."""
        named = [self._numbers[name] for name in self._concerns[first].neighbours if name in self._numbers]
        family = [first, *named, *self.lookalikes.get(first, ())]
        for number in family:
            if len(chosen) < self._at_once:
                chosen[number] = None
                unseen.pop(number, None)

    def batch(self, chosen: Sequence[int]) -> Batch:
        """Some texts of each of the concerns, each varied anew, and its gist: the matter without its telling."""
        texts: list[str] = []
        numbers: list[int] = []
        for number in chosen:
            questions = self._concerns[number].questions
            for question in self._dice.sample(questions, min(self._each, len(questions))):
                texts.append(as_read(varied(question.text, question.language, self._dice)))
                numbers.append(number)
            if gist := self._concerns[number].gist:
                texts.append(as_read(gist))
                numbers.append(number)
        return Batch(texts, numbers)

    def state(self) -> object:
        """Where the dice stand, for going on after an interruption."""
        return self._dice.getstate()

    def set_state(self, state: object) -> None:
        """Go on where ``state`` was taken."""
        self._dice.setstate(state)  # type: ignore[arg-type]
