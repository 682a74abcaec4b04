"""Who answers at a conference, as a piece kept until the conference changes."""

from django.core.cache import caches
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from sukhbat.conferences.models import Conference
from sukhbat.conferences.public import with_people

KEPT_SECONDS = 600


def people_of(found: Conference) -> SafeString:
    """The respondents and themes as HTML; read anew when the conference changed, or after ten minutes."""
    key = f"people:{found.pk.hex}:{found.version}:{get_language()}"
    kept: str | None = caches["fragments"].get(key)
    if kept is None:
        kept = str(render_to_string("conferences/people.html", {"conference": with_people(found)}))
        caches["fragments"].set(key, kept, KEPT_SECONDS)
    return mark_safe(kept)  # it came out of a template that escapes
