"""Runs of digits as people group them, and the windows of whole groups that may be one number."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from sukhbat.understanding.personal_data.plain import BLOT

SHORTEST = 5
_RUN = re.compile(r"\d(?:[ ().\-/_*~]{0,4}\d)*")
_GROUP = re.compile(r"\d+")
_NO_DIGIT = re.compile(r"\D+")
_BEFORE = 40
_AFTER = 16


class Run:
    """Digit groups with nothing but blanks, brackets, dots, dashes between them."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text = text
        self.groups = [group.span() for group in _GROUP.finditer(text, start, end)]
        self.sizes = [last - first for first, last in self.groups]
        self.digits = _NO_DIGIT.sub("", text[start:end])
        self.offsets = list(accumulate(self.sizes, initial=0))

    @cached_property
    def _group_at(self) -> dict[int, int]:
        return {offset: group for group, offset in enumerate(self.offsets)}

    @cached_property
    def before(self) -> str:
        """The text before the run, as far as a mask."""
        start = self.groups[0][0]
        return self.text[max(0, start - _BEFORE) : start].rpartition(BLOT)[2]

    def window(self, first: int, size: int) -> "Window | None":
        """The window of ``size`` digits that begins with group ``first``, if it ends with a group."""
        after = self._group_at.get(self.offsets[first] + size)
        return None if after is None else Window(self, first, after - 1)

    @cached_property
    def has_plus(self) -> bool:
        """Whether the run opens with a plus; none can stand inside it."""
        start = self.groups[0][0]
        return self.text[max(0, start - 3) : start].rstrip(" (").endswith("+")

    def is_amid_single_digits(self, group: int) -> bool:
        """Whether no number begins here: "8 7 0 1 …" is read from its first digit only."""
        return group > 0 and self.sizes[group] == 1 == self.sizes[group - 1]


@dataclass(frozen=True, slots=True)
class Window:
    """Groups ``first`` to ``last`` of a run, taken as one number."""

    run: Run
    first: int
    last: int

    @property
    def digits(self) -> str:
        return self.run.digits[self.run.offsets[self.first] : self.run.offsets[self.last + 1]]

    @property
    def start(self) -> int:
        return self.run.groups[self.first][0]

    @property
    def end(self) -> int:
        return self.run.groups[self.last][1]

    @property
    def sizes(self) -> tuple[int, ...]:
        return tuple(self.run.sizes[self.first : self.last + 1])

    @property
    def gaps(self) -> str:
        """All that stands between the groups."""
        return _GROUP.sub("", self.run.text[self.start : self.end])

    @property
    def before(self) -> str:
        """The words before the run, whichever of its numbers this is."""
        return self.run.before

    @property
    def after(self) -> str:
        return self.run.text[self.end : self.end + _AFTER]

    @property
    def has_plus(self) -> bool:
        return self.first == 0 and self.run.has_plus

    @property
    def is_whole_run(self) -> bool:
        return self.first == 0 and self.last + 1 == len(self.run.groups)


def runs(text: str) -> Iterator[Run]:
    """The runs of a plain text that have at least ``SHORTEST`` digits."""
    for found in _RUN.finditer(text):
        if found.end() - found.start() >= SHORTEST:
            run = Run(text, *found.span())
            if len(run.digits) >= SHORTEST:
                yield run
