"""Where questions may stand, when a grouping or an official wants them somewhere and people decided otherwise. Pure."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from uuid import UUID

from sukhbat.concerns.rules.decisions import Closure

Place = UUID | None


def settled(
    wanted: Mapping[UUID, Place],
    present: Mapping[UUID, UUID],
    closure: Closure,
    barred: Mapping[UUID, Collection[UUID]],
) -> dict[UUID, Place]:
    """The concern of each question: the wanted one, unless decisions forbid it; None stands alone.

    ``present`` is where questions stand now, ``barred`` the concerns that each of them left for good. Whatever is
    wanted: a unit stands in one concern or not at all, two parted questions never stand in one, and none stands in a
    concern that a question of its unit left. Who must yield stays where it stands if it may, else it stands alone;
    of two parted questions the one that left yields.
    """
    places = dict(wanted)
    units: dict[UUID, list[UUID]] = defaultdict(list)
    for question in (closure.decided | barred.keys()) & wanted.keys():
        units[closure.unit(question)].append(question)
    choices = {unit: _choices(members, wanted, present, barred) for unit, members in units.items()}
    _part(closure, choices)
    for unit, members in units.items():
        places.update(dict.fromkeys(members, choices[unit][0]))
    return places


def _choices(
    members: Collection[UUID],
    wanted: Mapping[UUID, Place],
    present: Mapping[UUID, UUID],
    barred: Mapping[UUID, Collection[UUID]],
) -> list[Place]:
    """Where a unit may stand, the best first; alone is always the last."""
    forbidden = {concern for question in members for concern in barred.get(question, ())}
    asked = (_most(wanted.get(question) for question in members), _most(map(present.get, members)))
    return [*(place for place in asked if place is not None and place not in forbidden), None]


def _most(places: Iterable[Place]) -> Place:
    """The place of most of them; of equals the older concern."""
    counted = Counter(place for place in places if place is not None)
    return min(counted, key=lambda place: (-counted[place], place), default=None)


def _part(closure: Closure, choices: dict[UUID, list[Place]]) -> None:
    """Let units yield until no two parted ones meet. Each may yield as often as it has choices, so this ends."""
    pairs = [(closure.unit(first), closure.unit(second)) for first, second in closure.apart]
    pairs = [(first, second) for first, second in pairs if first in choices and second in choices]
    met = True
    while met:
        met = False
        for first, second in pairs:
            place = choices[first][0]
            if place is not None and place == choices[second][0] and first != second:
                choices[first].pop(0)
                met = True
