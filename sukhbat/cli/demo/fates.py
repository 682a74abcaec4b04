"""How far each sample question has come on the day of the first start. Pure.

The shares are chosen so that every state of a question can be seen, and the balance looks like that of a body
that keeps its word with some exceptions.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain, repeat
from random import Random


class End(StrEnum):
    """The last thing that has happened to a question."""

    PENDING = "pending"
    RECEIVED = "received"
    ASSIGNED = "assigned"
    DRAFTED = "drafted"
    RETURNED = "returned"
    FOR_SIGNATURE = "for_signature"
    SIGNED = "signed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


UNFINISHED = (End.ASSIGNED, End.DRAFTED, End.RETURNED, End.FOR_SIGNATURE)


@dataclass(frozen=True)
class Fate:
    """Where it stands, and what happened on the way."""

    end: End
    extended: bool = False
    hidden: bool = False
    masked: bool = False


def _counted(**shares: int) -> Iterator[End]:
    return chain.from_iterable(repeat(End(name), n) for name, n in shares.items())


def _filled(count: int, rest: End, ends: Iterator[End], dice: Random) -> list[End]:
    found = list(ends)[:count]
    found += [rest] * (count - len(found))
    dice.shuffle(found)
    return found


def closed_conference(count: int, dice: Random) -> list[Fate]:
    """Everything has ended: answered, but for one declined and one withdrawn."""
    return [Fate(end) for end in _filled(count, End.SIGNED, _counted(declined=1, withdrawn=1), dice)]


def answering_conference(count: int, dice: Random) -> list[Fate]:
    """More than half answered; of the rest some are overdue and some got more time."""
    shares = _counted(
        assigned=12, drafted=8, returned=2, for_signature=9, declined=3, withdrawn=2, received=2
    )
    ends = _filled(count, End.SIGNED, shares, dice)
    fates = [Fate(end, extended=end in UNFINISHED and dice.random() < 0.65) for end in ends]
    return _with_hidden(fates, 2, dice)


def collecting_conference(count: int, dice: Random) -> list[Fate]:
    """In the order of asking: the body has begun to answer, the latest questions wait for their check."""
    older = max(0, count - 10)
    shares = _counted(signed=6, assigned=14, drafted=2, withdrawn=2)
    settled = [Fate(end) for end in _filled(older, End.RECEIVED, shares, dice)]
    settled = _with_hidden(settled, 1, dice)
    waiting = [Fate(End.PENDING, masked=index in (0, 4)) for index in range(count - older)]
    return settled + waiting


def asked_directly(ages: list[int], dice: Random) -> list[Fate]:
    """By age in working days, the oldest first: what a body does in that time."""
    return [_by_age(age, dice) for age in ages]


def _by_age(age: int, dice: Random) -> Fate:
    if age > 16:
        return Fate(_one_of(dice, signed=88, declined=5, withdrawn=4, drafted=3))
    if age > 11:
        fate = _one_of(dice, signed=60, for_signature=14, drafted=10, assigned=10, returned=6)
        return Fate(fate, extended=fate in UNFINISHED and dice.random() < 0.3)
    if age > 3:
        return Fate(_one_of(dice, signed=35, assigned=35, drafted=12, for_signature=12, withdrawn=6))
    if age > 0:
        return Fate(_one_of(dice, assigned=60, received=40))
    return Fate(_one_of(dice, received=60, pending=40))


def _one_of(dice: Random, **shares: int) -> End:
    return End(dice.choices(list(shares), weights=list(shares.values()))[0])


def _with_hidden(fates: list[Fate], count: int, dice: Random) -> list[Fate]:
    """Some texts are hidden by a moderator; the work on them goes on meanwhile."""
    chosen = dice.sample([i for i, fate in enumerate(fates) if fate.end is not End.WITHDRAWN], count)
    return [
        Fate(fate.end, fate.extended, hidden=index in chosen, masked=fate.masked)
        for index, fate in enumerate(fates)
    ]
