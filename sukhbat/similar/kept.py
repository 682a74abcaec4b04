"""The kept vectors of one version, read in step with the questions: both come in the order of their keys."""

from uuid import UUID

from sukhbat.concerns.vectors import vectors

_PAGE = 5_000


class Kept:
    """Pages of vectors, asked for upward."""

    def __init__(self, version: str) -> None:
        self._version = version
        self._after: UUID | None = None
        self._waiting: list[tuple[UUID, bytes]] = []
        self._is_over = False

    def upto(self, last: UUID) -> dict[UUID, bytes]:
        """All vectors not given yet of questions up to ``last``."""
        found: dict[UUID, bytes] = {}
        while True:
            below = [row for row in self._waiting if row[0] <= last]
            found.update(below)
            self._waiting = self._waiting[len(below) :]
            if self._waiting or self._is_over:
                return found
            self._waiting = vectors(version=self._version, after=self._after, limit=_PAGE)
            if self._waiting:
                self._after = self._waiting[-1][0]
            else:
                self._is_over = True
