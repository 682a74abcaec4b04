"""Reading one conference for a page that many open at once: the row in one query, its people apart."""

from datetime import datetime

from sukhbat.conferences.models import Conference
from sukhbat.conferences.rules import PUBLIC


def public_conference(slug: str, *, now: datetime) -> Conference | None:
    """A public conference with its body and its published order, if any.

    Respondents and themes are not read (``with_people`` does).
    """
    found = Conference.objects.select_related("body", "order").filter(slug=slug).first()
    return found if found and found.phase(now) in PUBLIC else None


def with_people(conference: Conference) -> Conference:
    """The same conference with its respondents and themes, in three queries at most."""
    return Conference.objects.prefetch_related("respondents__body", "theme_links__theme").get(
        pk=conference.pk
    )
