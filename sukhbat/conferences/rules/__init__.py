"""Pure rules of a conference: the phases it goes through, and the order in which questions are taken on air.

No Django and no clock: every moment is an argument.
"""

from sukhbat.conferences.rules.candidates import FACETS, NOT_SAID, Candidate
from sukhbat.conferences.rules.order import (
    PLACES,
    Part,
    Place,
    Weights,
    arrange,
    commitment,
    draw,
    part_of,
)
from sukhbat.conferences.rules.phase import (
    EDITABLE,
    FORCED,
    INTAKE,
    INTAKE_SWITCHED,
    LINE,
    POSTPONABLE,
    PUBLIC,
    Force,
    Phase,
    Times,
    earliest_start,
    in_order,
    intake_closes_at,
    phase,
)

__all__ = [
    "EDITABLE",
    "FACETS",
    "FORCED",
    "INTAKE",
    "INTAKE_SWITCHED",
    "LINE",
    "NOT_SAID",
    "PLACES",
    "POSTPONABLE",
    "PUBLIC",
    "Candidate",
    "Force",
    "Part",
    "Phase",
    "Place",
    "Times",
    "Weights",
    "arrange",
    "commitment",
    "draw",
    "earliest_start",
    "in_order",
    "intake_closes_at",
    "part_of",
    "phase",
]
