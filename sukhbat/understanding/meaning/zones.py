"""Three zones of nearness: joined without asking, suggested to a person, new. Calibrated on what nobody trains on."""

import json
from dataclasses import dataclass, field
from enum import StrEnum
from importlib.resources import files

from sukhbat.understanding.meaning.landmarks import Landmarks, shipped_landmarks


class Zone(StrEnum):
    """What is done with a text and the concern nearest to it."""

    JOIN = "join"
    SUGGEST = "suggest"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Zones:
    """Corrected nearness from which a text is joined, and from which a concern is suggested.

    ``landmarks``: what nearness is corrected by beside the texts at hand; an embedder may have none.
    """

    join: float
    suggest: float
    landmarks: Landmarks | None = field(default=None, repr=False)

    def of(self, nearness: float) -> Zone:
        """The zone of a text's nearness to a concern (``nearness.nearness``)."""
        if nearness >= self.join:
            return Zone.JOIN
        return Zone.SUGGEST if nearness >= self.suggest else Zone.NEW


def shipped_zones(version: str) -> Zones:
    """The zones of an embedder of this release. LookupError for an embedder that was not calibrated."""
    content = files("sukhbat.understanding.meaning").joinpath("model/zones.json").read_text()
    known = json.loads(content)
    if version not in known:
        raise LookupError(f"no zones are known for the embedder {version}")
    return Zones(**known[version], landmarks=shipped_landmarks(version))
