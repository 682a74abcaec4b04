"""Names of themes, regions and bodies for filters and for the path of a question, kept for seconds."""

from dataclasses import dataclass
from datetime import date

from django.core.cache import caches

from sukhbat.bodies.models import Body, Region, Theme
from sukhbat.bodies.queries import bodies, regions, themes

KEPT_SECONDS = 10


@dataclass(frozen=True)
class Names:
    """The directory of a day; the rows are shared between requests and only ever read."""

    themes: list[Theme]
    regions: list[Region]
    bodies: dict[str, Body]


def names(*, on: date) -> Names:
    """Themes, regions and bodies (by slug) in force on a day, at most ten seconds old."""
    key = f"desk-names:{on}"
    found: Names | None = caches["fragments"].get(key)
    if found is None:
        found = Names(themes(on=on), list(regions()), {row.slug: row for row in bodies(on=on)})
        caches["fragments"].set(key, found, KEPT_SECONDS)
    return found
