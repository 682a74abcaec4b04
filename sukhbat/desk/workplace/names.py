"""Names of themes, regions, conferences and bodies for filters and for the path of a question, kept for seconds."""

from dataclasses import dataclass
from datetime import date

from django.core.cache import caches

from sukhbat.bodies.models import Body, Region, Theme
from sukhbat.bodies.queries import bodies, regions, themes
from sukhbat.conferences.models import Conference
from sukhbat.conferences.queries import public_conferences
from sukhbat.kernel import clock

KEPT_SECONDS = 10


@dataclass(frozen=True)
class Names:
    """The directory of a day; the rows are shared between requests and only ever read."""

    themes: list[Theme]
    regions: list[Region]
    bodies: dict[str, Body]
    conferences: list[Conference]


def names(*, on: date) -> Names:
    """Themes, regions and bodies (by slug) in force on a day, and conferences; at most ten seconds old."""
    key = f"desk-names:{on}"
    found: Names | None = caches["fragments"].get(key)
    if found is None:
        known = {row.slug: row for row in bodies(on=on)}
        found = Names(themes(on=on), list(regions()), known, public_conferences(now=clock.now()))
        caches["fragments"].set(key, found, KEPT_SECONDS)
    return found
