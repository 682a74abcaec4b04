"""The installation's own row, kept for seconds in each process."""

from collections.abc import Mapping

from django.core.cache import caches
from django.db import transaction

from sukhbat.kernel.models import Site

SITE_SECONDS = 10


def the_site() -> Site:
    """The one Site; made with its defaults where the row is missing."""
    found: Site | None = caches["fragments"].get("site")
    if found is None:
        found = Site.objects.get_or_create(pk=1)[0]
        caches["fragments"].set("site", found, SITE_SECONDS)
    return found


def mark_as_sample() -> None:
    """Say on every page that what it shows is made up. There is no way back: samples stay samples."""
    site = the_site()
    site.is_sample = True
    site.save(update_fields=["is_sample"])
    caches["fragments"].delete("site")


def change_site(values: Mapping[str, object]) -> tuple[str, ...]:
    """Set the fields that differ; their names. Other processes see it within seconds. In a transaction."""
    Site.objects.get_or_create(pk=1)
    site = Site.objects.select_for_update().get(pk=1)
    fields = tuple(name for name, value in values.items() if getattr(site, name) != value)
    for name in fields:
        setattr(site, name, values[name])
    if fields:
        site.save(update_fields=fields)
        transaction.on_commit(lambda: caches["fragments"].delete("site"))
    return fields
