"""How many of what was found have each theme, region, body, language and state."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import date
from uuid import UUID

from sukhbat.questions.listing import OVERDUE, Wanted
from sukhbat.questions.rules import IN_WORK
from sukhbat.search.looked_for import Looking
from sukhbat.search.matching import Match, matching, those

# By name of the facet, and by its value: an id as text, a language, a state of questions.listing.
Counts = Mapping[str, Mapping[str, int]]
_FIELDS = {
    "theme": "theme_id",
    "region": "region_id",
    "body": "body_id",
    "language": "language",
    "state": "state",
}


def counted(found: Iterable[Match], looking: Looking, near: Sequence[UUID], wanted: Wanted) -> Counts:
    """The counts of what was found. A facet in use is counted as if it were not, so that others can be chosen.

    One query for each facet in use, two when there is something near in meaning.
    """
    rows = list(found)
    counts = {name: _count(name, rows, wanted.today) for name in _FIELDS}
    for name, column in _FIELDS.items():
        if getattr(wanted, column) is not None:
            without = _without(wanted, column)
            loose = {one.id: one for one in those(near, without)} if near else {}
            loose |= {one.id: one for one in matching(looking, without)}
            counts[name] = _count(name, loose.values(), wanted.today)
    return counts


def _without(wanted: Wanted, column: str) -> Wanted:
    values = {field.name: getattr(wanted, field.name) for field in fields(wanted)}
    return Wanted(**{**values, column: None})


def _count(name: str, rows: Iterable[Match], today: date) -> dict[str, int]:
    if name == "state":
        return dict(Counter(state for row in rows for state in _states(row, today)))
    values = (getattr(row, _FIELDS[name]) for row in rows)
    return dict(Counter(str(value) for value in values if value is not None))


def _states(row: Match, today: date) -> list[str]:
    if row.stage in IN_WORK:
        return ["in_work", OVERDUE] if row.due_on < today else ["in_work"]
    return ["answered"] if row.outcome.startswith("answered") else [row.outcome] if row.outcome else []
