"""New questions find their concern one by one: provisional until the next regrouping."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True)
class Nearest:
    """The concern a question is near enough to, and how near; None: it stays alone for now."""

    question: UUID
    concern: UUID | None
    score: float | None


def stand_in_streamed(*, found: Sequence[Nearest], version: str, now: datetime) -> int:
    """Put questions into the concerns found for them; how many joined. ``version`` is the embedder's.

    Skipped are those that already stand somewhere, left that concern, may not stand beside one of its questions by a
    decision, ended, or went to another body meanwhile.
    """
    raise NotImplementedError
