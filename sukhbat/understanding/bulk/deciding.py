"""What people decided of texts, lifted to wordings: one that a decision parts is split.

Two decided texts of one wording are put together unless a decision speaks against it, so that a wording has one say.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sukhbat.understanding.bulk.roots import Roots
from sukhbat.understanding.meaning.groups import Decisions

Numbers = NDArray[np.int64]
# Equal texts have equal cosines but for rounding.
_DECIMALS = 4


@dataclass(frozen=True)
class Lifted:
    """``wording`` of each text, after splitting. ``decided``: one decided text of each wording that has any.

    ``roots`` are of texts: two wordings with decided texts of one root belong together, with roots apart they do not.
    """

    wording: Numbers
    decided: dict[int, int]
    roots: Roots


class BrokenDecisionError(AssertionError):
    """A grouping breaks what people decided; it must not be used."""


def lifted(wording: Numbers, decisions: Decisions, of: Numbers, vectors: NDArray[np.floating]) -> Lifted:
    """``wording`` split where decisions ask for it. ContradictionError when the decisions cannot all hold.

    ``vectors[of[text]]`` is the text's: members of a split wording follow the decided text nearest to them, copies
    of one text the one with more decisions, then the earlier one.
    """
    roots = Roots(len(wording))
    roots.decide(decisions)
    texts_in: dict[int, list[int]] = defaultdict(list)
    for text in sorted({text for pair in (*decisions.together, *decisions.apart) for text in pair}):
        texts_in[int(wording[text])].append(text)
    split, decided = wording.copy(), {}
    next_wording = int(wording.max(initial=-1)) + 1
    for number, texts in sorted(texts_in.items()):
        parts = _parts(texts, roots)
        names = [number, *range(next_wording, next_wording + len(parts) - 1)]
        next_wording += len(parts) - 1
        decided.update({name: part[0] for name, part in zip(names, parts, strict=True)})
        if len(parts) > 1:
            members = np.flatnonzero(wording == number)
            split[members] = np.array(names)[_followed(members, parts, of, vectors)]
            for name, part in zip(names, parts, strict=True):
                split[part] = name
    return Lifted(split, decided, roots)


def _parts(texts: Sequence[int], roots: Roots) -> list[list[int]]:
    """Decided texts of one wording in as few parts as the decisions allow; those of a part are put together."""
    by_root: dict[int, list[int]] = defaultdict(list)
    for text in texts:
        by_root[roots.root(text)].append(text)
    parts: list[list[int]] = []
    for theirs in sorted(by_root.values(), key=lambda found: (-len(found), found[0])):
        part = next((part for part in parts if not roots.are_apart(part[0], theirs[0])), None)
        if part is None:
            parts.append(theirs)
        else:
            roots.join(part[0], theirs[0])
            part.extend(theirs)
    return parts


def _followed(
    members: Numbers, parts: Sequence[Sequence[int]], of: Numbers, vectors: NDArray[np.floating]
) -> Numbers:
    """Which part each member follows."""
    anchors = np.array([text for part in parts for text in part])
    part_of = np.repeat(np.arange(len(parts)), [len(part) for part in parts])
    known, back = np.unique(of[members], return_inverse=True)
    cosines = vectors[known].astype(np.float32) @ vectors[of[anchors]].astype(np.float32).T
    return np.asarray(part_of[np.round(cosines, _DECIMALS).argmax(1)][back], np.int64)


def verify(groups: Numbers, decisions: Decisions) -> None:
    """BrokenDecisionError unless every decision holds."""
    for one, other in decisions.together:
        if groups[one] != groups[other]:
            raise BrokenDecisionError(f"{one} and {other} were put together, and stand apart")
    for one, other in decisions.apart:
        if groups[one] == groups[other]:
            raise BrokenDecisionError(f"{one} and {other} were parted, and stand together")
