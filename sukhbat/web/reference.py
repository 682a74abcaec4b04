"""Names of themes and regions for filters, kept for seconds as small tuples: rows are dear."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.core.cache import caches
from django.utils.translation import get_language

from sukhbat.bodies.models import Body, Region, Theme
from sukhbat.bodies.queries import regions, themes
from sukhbat.kernel.clock import local_day

KEPT_SECONDS = 10


class Named(NamedTuple):
    """A row of the directory by its slug, with its name in the reader's language."""

    slug: str
    id: UUID
    name: str


class Reference(NamedTuple):
    """What lists can be narrowed to, in the reader's order of names."""

    themes: list[Named]
    regions: list[Named]


def reference(*, now: datetime) -> Reference:
    """Themes in force today and all regions, at most ten seconds old; two queries when they are read."""
    today = local_day(now)
    key = f"reference:{today}:{get_language()}"
    kept: tuple[list[Named], list[Named]] | None = caches["fragments"].get(key)
    if kept is None:
        kept = (_named(themes(on=today)), _named(regions()))
        caches["fragments"].set(key, kept, KEPT_SECONDS)
    return Reference(*kept)


def _named(rows: Iterable[Theme | Region]) -> list[Named]:
    return [Named(row.slug, row.pk, row.name) for row in sorted(rows, key=reader_order)]


def reader_order(row: Body | Region | Theme) -> str:
    """A key that sorts official names by the alphabet of the reader's language."""
    if (get_language() or "kk")[:2] == "kk":
        return row.sort_kk
    return row.name.casefold().replace("ё", "е")
