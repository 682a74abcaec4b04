"""The installation's own row, kept for seconds in each process."""

from django.core.cache import caches

from sukhbat.kernel.models import Site

SITE_SECONDS = 10


def the_site() -> Site:
    """The one Site; made with its defaults where the row is missing."""
    found: Site | None = caches["fragments"].get("site")
    if found is None:
        found = Site.objects.get_or_create(pk=1)[0]
        caches["fragments"].set("site", found, SITE_SECONDS)
    return found
