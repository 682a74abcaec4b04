"""The same text again: by one sender, from one network, by many senders at once. Counted in memory, over a window.

Nearly the same texts are told by the smallest hashes of their runs of three words, of which two texts share as
large a part as of all their runs (Broder 1997). A short text says too little: people ask the same in few words.
"""

from collections import Counter, OrderedDict, defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import blake2b
from heapq import nsmallest
from typing import Generic, TypeVar

from sukhbat.understanding.search_text import fold

Key = TypeVar("Key", bound=Hashable)

SHORTEST = 6  # words
_RUN_OF_WORDS = 3
_KEPT, _LOOKED_UP = 16, 4
_NEAR = 0.6


class Repeat(StrEnum):
    """What counting shows, for a person to judge: a campaign is no crime, and a machine may seem one."""

    REPEATED = "repeated"
    BRIGADE = "brigade"
    OFTEN = "often"


@dataclass(frozen=True)
class Rates:
    """How often, within the window: nearly this text by its sender, from its network, by how many senders in all;
    and how many texts of any kind its sender sent."""

    same_by_sender: int
    same_by_network: int
    senders: int
    by_sender: int


@dataclass(frozen=True)
class Bounds:
    """From how many on a flag is raised."""

    same_by_sender: int = 2
    same_by_network: int = 5
    senders: int = 5
    by_sender: int = 10


def rate_flags(rates: Rates, bounds: Bounds | None = None) -> frozenset[Repeat]:
    """The flags that counts raise."""
    bounds = bounds or Bounds()
    raised = {
        Repeat.REPEATED: rates.same_by_sender >= bounds.same_by_sender,
        Repeat.BRIGADE: rates.senders >= bounds.senders or rates.same_by_network >= bounds.same_by_network,
        Repeat.OFTEN: rates.by_sender >= bounds.by_sender,
    }
    return frozenset(flag for flag, is_raised in raised.items() if is_raised)


def sketch(text: str) -> tuple[int, ...]:
    """The smallest hashes of the text's runs of words; of a short text, one of the whole."""
    words = fold(text).split()
    if len(words) < SHORTEST:
        return (_number(words),)
    runs = {_number(run) for run in zip(*(words[at:] for at in range(_RUN_OF_WORDS)), strict=False)}
    return tuple(nsmallest(_KEPT, runs))


def _number(words: Iterable[str]) -> int:
    """The same in every process, unlike Python's own hash: whether two texts are near is not drawn anew each day."""
    return int.from_bytes(blake2b(" ".join(words).encode(), digest_size=8).digest())


def nearness(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    """About the share of runs of words that two sketched texts have in common, from 0 to 1."""
    smallest = nsmallest(_KEPT, {*one, *other})
    shared = {*one} & {*other}
    return sum(1 for value in smallest if value in shared) / len(smallest) if smallest else 0.0


@dataclass(eq=False)
class _Group(Generic[Key]):
    sketch: tuple[int, ...]
    at: float
    is_short: bool
    senders: Counter[Hashable] = field(default_factory=Counter)
    networks: Counter[Hashable] = field(default_factory=Counter)
    # Those whose flags may still come, because others send the same later.
    unflagged: list[Key] = field(default_factory=list)


class Window(Generic[Key]):
    """Texts of the last ``seconds``, grouped by nearness; at most ``most`` groups, those met least lately go first."""

    def __init__(self, *, seconds: float = 3_600, most: int = 20_000, bounds: Bounds | None = None) -> None:
        self._seconds, self._most, self._bounds = seconds, most, bounds or Bounds()
        self._groups: OrderedDict[int, _Group[Key]] = OrderedDict()
        self._by_hash: defaultdict[int, list[_Group[Key]]] = defaultdict(list)
        self._sent: OrderedDict[Hashable, tuple[float, int]] = OrderedDict()

    def add(
        self, text: str, *, key: Key, sender: Hashable | None, network: Hashable | None, at: float
    ) -> dict[Key, frozenset[Repeat]]:
        """Count one text; whom that raises flags for: itself, and those before it once they are a brigade.

        ``at`` is in seconds and does not go back. A sender or network that is not known (None) is not counted.
        """
        self._forget(at)
        group = self._group_of(text, at)
        if sender is not None:
            group.senders[sender] += 1
        if network is not None:
            group.networks[network] += 1
        flags = rate_flags(self._rates(group, sender, network, at), self._bounds)
        if Repeat.BRIGADE not in flags:
            group.unflagged.append(key)
            return {key: flags} if flags else {}
        before = dict.fromkeys(group.unflagged, frozenset({Repeat.BRIGADE}))
        group.unflagged.clear()
        return {**before, key: flags}

    def _rates(
        self, group: _Group[Key], sender: Hashable | None, network: Hashable | None, at: float
    ) -> Rates:
        return Rates(
            same_by_sender=group.senders[sender] if sender is not None else 0,
            same_by_network=group.networks[network] if network is not None and not group.is_short else 0,
            senders=0 if group.is_short else len(group.senders),
            by_sender=self._sent_by(sender, at),
        )

    def _sent_by(self, sender: Hashable | None, at: float) -> int:
        if sender is None:
            return 0
        since, count = self._sent.pop(sender, (at, 0))
        if at - since > self._seconds:
            since, count = at, 0
        self._sent[sender] = since, count + 1
        if len(self._sent) > self._most:
            self._sent.popitem(last=False)
        return count + 1

    def _group_of(self, text: str, at: float) -> _Group[Key]:
        made = sketch(text)
        for value in made[:_LOOKED_UP]:
            for group in self._by_hash.get(value, ()):
                if nearness(group.sketch, made) >= _NEAR:
                    group.at = at
                    self._groups.move_to_end(id(group))
                    return group
        group = _Group[Key](made, at, is_short=len(made) == 1)
        self._groups[id(group)] = group
        for value in made[:_LOOKED_UP]:
            self._by_hash[value].append(group)
        return group

    def _forget(self, at: float) -> None:
        while self._groups:
            oldest = next(iter(self._groups.values()))
            if len(self._groups) < self._most and at - oldest.at <= self._seconds:
                return
            self._groups.popitem(last=False)
            for value in oldest.sketch[:_LOOKED_UP]:
                self._by_hash[value].remove(oldest)
                if not self._by_hash[value]:
                    del self._by_hash[value]
