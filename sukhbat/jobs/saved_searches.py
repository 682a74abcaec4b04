"""Saved searches that are due: search finds what is new, notices write. Neither knows the other."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from sukhbat.kernel.clock import local_day
from sukhbat.notices.models import SavedSearch
from sukhbat.notices.searches.queries import wanted_of
from sukhbat.notices.searches.telling import News, tell_due
from sukhbat.search.fresh import fresh
from sukhbat.search.meaning import near
from sukhbat.search.queries import indexed_up_to
from sukhbat.search.rules import ask

# Nobody waits for a letter: more patience than a page has, in seconds.
_PATIENCE = 2.0


def tell_of_new(now: datetime, *, stop: Callable[[], bool] = lambda: False) -> int:
    """Tell of what is new in the next searches that are due; how many were gone through."""
    return tell_due(find=lambda search: _news(search, now=now), now=now, stop=stop)


def _news(search: SavedSearch, *, now: datetime) -> News:
    # First how far the index has read: what comes in while it is searched belongs to the next round.
    up_to = indexed_up_to()
    asked = ask(search.query)
    if asked is None:
        return News([], up_to)
    wanted = wanted_of(search, today=local_day(now))
    return News(
        fresh(asked, wanted, after=search.told_up_to, up_to=up_to, meaning=partial(near, timeout=_PATIENCE)),
        up_to,
    )
