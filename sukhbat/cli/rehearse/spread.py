"""How long things took, kept in buckets that are 2 % apart: as cheap for ten as for ten million. Pure."""

from bisect import bisect_left
from collections.abc import Mapping
from itertools import accumulate

_SHORTEST, _STEP, _BUCKETS = 1e-5, 1.02, 1_050  # 10 µs to about three hours
_EDGES: tuple[float, ...] = tuple(
    accumulate([_SHORTEST, *[_STEP] * _BUCKETS], lambda edge, step: edge * step)
)


class Spread:
    """Durations in seconds; a percentile is right to 2 %, and never above the longest one seen."""

    __slots__ = ("_counts", "count", "longest", "total")

    def __init__(self) -> None:
        self._counts = [0] * (len(_EDGES) + 1)
        self.count = 0
        self.longest = 0.0
        self.total = 0.0

    def add(self, seconds: float) -> None:
        """One more; less than nothing (two clocks that differ) counts as nothing."""
        seconds = max(seconds, 0.0)
        self._counts[bisect_left(_EDGES, seconds)] += 1
        self.count += 1
        self.total += seconds
        self.longest = max(self.longest, seconds)

    def at(self, share: float) -> float | None:
        """The duration that this share (0 to 1) of all did not exceed; None when there were none."""
        if not self.count:
            return None
        wanted = max(1, -int(-share * self.count // 1))
        seen = 0
        for bucket, count in enumerate(self._counts):
            seen += count
            if seen >= wanted:
                return min(_EDGES[min(bucket, len(_EDGES) - 1)], self.longest)
        return self.longest

    def in_ms(self) -> Mapping[str, float | int | None]:
        """Count, and milliseconds: median, 95 and 99 of a hundred, the longest."""
        shares = {"p50": 0.5, "p95": 0.95, "p99": 0.99}
        found = {name: self.at(share) for name, share in shares.items()}
        in_ms = {name: None if value is None else round(value * 1000, 2) for name, value in found.items()}
        return {"count": self.count, **in_ms, "max": round(self.longest * 1000, 2) if self.count else None}
