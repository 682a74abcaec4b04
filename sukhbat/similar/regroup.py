"""Everything open is grouped anew, put in force and labelled: once, one process at a time.

It may be killed at any time: what is written is written in whole transactions, and the next one begins anew.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

import numpy as np
import structlog

from sukhbat.concerns.queries import open_questions_to_group
from sukhbat.concerns.regrouping import Decisions as Decided
from sukhbat.concerns.regrouping import Grouped, apply_grouping, decisions_for
from sukhbat.kernel.locks import held_for_session
from sukhbat.similar.grouping import DIRECTLY, Groups, grouped, grouped_by_wordings
from sukhbat.similar.kept import Kept
from sukhbat.similar.labelling import label_concerns
from sukhbat.understanding.meaning.groups import Decisions, Pair
from sukhbat.understanding.meaning.vectors import as_rows, unpacked
from sukhbat.understanding.meaning.zones import shipped_zones

NAME = "similar.regroup"
_PAGE = 5_000
log = structlog.get_logger("sukhbat.similar")


@dataclass
class _Open:
    """The open questions that have a vector, in order."""

    keys: list[UUID] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    packed: list[bytes] = field(default_factory=list)


def regroup(*, version: str, now: datetime) -> dict[str, Any] | None:
    """Regroup by the vectors of one embedder; the figures. None when another process is at it."""
    with held_for_session(NAME) as mine:
        if not mine:
            return None
        figures = _regrouped(version, now)
        return figures | {"labelled": label_concerns(version=version, now=now)}


def _regrouped(version: str, now: datetime) -> dict[str, Any]:
    known = _read(version, now)
    decisions = decisions_for(known.keys)
    groups = _grouped(known, version, decisions)
    found = [
        Grouped(key, int(number), None if np.isnan(score) else round(float(score), 4))
        for key, number, score in zip(known.keys, groups.number.tolist(), groups.score.tolist(), strict=True)
    ]
    report = apply_grouping(grouped=found, version=version, now=now, decisions=decisions)
    return {"questions": len(known.keys), "join_at": round(groups.join_at, 3), **asdict(report)}


def _read(version: str, now: datetime) -> _Open:
    kept = Kept(version)
    known = _Open()
    after: UUID | None = None
    while page := open_questions_to_group(now=now, after=after, limit=_PAGE):
        after = page[-1].question
        found = kept.upto(after)
        for row in page:
            if (vector := found.get(row.question)) is not None:
                known.keys.append(row.question)
                known.texts.append(row.text)
                known.packed.append(vector)
    return known


def _grouped(known: _Open, version: str, decided: Decided) -> Groups:
    zones = shipped_zones(version)
    place = {key: number for number, key in enumerate(known.keys)}

    def places(pairs: Iterable[tuple[UUID, UUID]]) -> list[Pair]:
        return [(place[one], place[other]) for one, other in pairs]

    decisions = Decisions(places(decided.together), places(decided.apart))
    if len(known.keys) <= DIRECTLY:
        return grouped(unpacked(known.packed), zones, decisions, barred=places(decided.barred))
    rows = as_rows(known.packed)
    known.packed = []
    return grouped_by_wordings(known.texts, rows, zones, decisions)
