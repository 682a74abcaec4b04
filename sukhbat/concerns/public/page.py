"""A page of the list and all that stands beside it, of one moment: no number of it may contradict another."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core.cache import caches

from sukhbat.concerns.public.listing import (
    LAST_PAGE,
    PAGE,
    Cells,
    Counted,
    Listed,
    counted,
    ordered,
    sums,
    with_words,
)
from sukhbat.concerns.public.rising import Rises, Rising, monday, rises, told
from sukhbat.concerns.rules import Facet
from sukhbat.kernel.snapshots import one_snapshot

# As many as the pages of the list show.
MOST = PAGE * LAST_PAGE
KEPT_SECONDS = 10


@dataclass(frozen=True)
class Page:
    """``concerns`` is how many the whole list names, at most MOST.

    ``by_region``: the people of the list as it is without a region asked for. A person counts once in each concern;
    regions whose cells are hidden everywhere are missing. ``rising`` stands on the first page without filters.
    """

    rows: Sequence[Listed]
    concerns: int
    has_more: bool
    by_region: Mapping[str, int]
    rising: Rising | None

    @property
    def is_cut(self) -> bool:
        return self.concerns >= MOST

    @property
    def counted_at(self) -> datetime | None:
        return max((row.counted_at for row in self.rows), default=None)


@dataclass(frozen=True)
class _Numbers:
    """What is kept: everything but the words, of one moment."""

    rows: Sequence[Counted]
    concerns: int
    by_region: Mapping[str, int]
    rises: Rises | None


def page_of(cells: Cells, *, page: int, language: str, today: date) -> Page:
    """A page (from 1) of the list under these cells; its numbers are kept for ten seconds.

    At most eleven queries, three when it is warm. A concern of which no question is public any more is left out,
    of the number of all, too.
    """
    week = monday(today)
    key = ":".join(
        ("concerns:page", str(page), str(week), *(f"{name}={cells[name]}" for name in sorted(cells)))
    )
    kept: _Numbers | None = caches["fragments"].get(key)
    if kept is None:
        with one_snapshot():
            kept = _read(cells, page, week)
        caches["fragments"].set(key, kept, KEPT_SECONDS)
    risen = [one.counted for one in kept.rises.rows] if kept.rises else []
    words = with_words({row.key: row for row in (*kept.rows, *risen)}.values(), language=language)
    known = {row.key: row for row in words}
    rows = [known[row.key] for row in kept.rows if row.key in known]
    return Page(
        rows=rows,
        concerns=kept.concerns - (len(kept.rows) - len(rows)),
        has_more=kept.concerns > page * PAGE,
        by_region=kept.by_region,
        rising=told(kept.rises, words) if kept.rises else None,
    )


def _read(cells: Cells, page: int, week: date) -> _Numbers:
    keys = ordered(cells, limit=MOST)
    wider: Cells = {facet: value for facet, value in cells.items() if facet != Facet.REGION}
    everywhere = keys if len(wider) == len(cells) else ordered(wider, limit=MOST)
    return _Numbers(
        rows=counted(keys[(page - 1) * PAGE : page * PAGE], cells),
        concerns=len(keys),
        by_region=sums(everywhere, Facet.REGION),
        rises=rises(week) if page == 1 and not cells else None,
    )
