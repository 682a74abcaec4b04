"""Reading conferences: the public list by phase, one by its address, those that take questions now."""

from datetime import date, datetime
from uuid import UUID

from sukhbat.conferences.models import Conference
from sukhbat.conferences.rules import INTAKE, PUBLIC


def public_conferences(*, now: datetime) -> list[Conference]:
    """Every announced conference, the nearest start first among coming ones, then the latest past ones."""
    found = Conference.objects.select_related("body").filter(announced_at__lte=now)
    coming = sorted((c for c in found if c.ends_at > now), key=lambda c: c.starts_at)
    past = sorted((c for c in found if c.ends_at <= now), key=lambda c: c.starts_at, reverse=True)
    return coming + past


def conference(slug: str, *, now: datetime) -> Conference | None:
    """A public conference by its address; drafts are found by the coordination face only."""
    found = any_conference(slug)
    return found if found and found.phase(now) in PUBLIC else None


def any_conference(slug: str) -> Conference | None:
    """A conference by its address in any phase."""
    return (
        Conference.objects.select_related("body")
        .prefetch_related("respondents__body", "theme_links__theme")
        .filter(slug=slug)
        .first()
    )


def all_conferences() -> list[Conference]:
    return list(Conference.objects.select_related("body").order_by("-starts_at"))


def open_conferences(*, now: datetime) -> list[Conference]:
    """Those that take questions at this moment, the one that closes first in front."""
    near = Conference.objects.select_related("body").filter(
        announced_at__lte=now, ends_at__gte=now, closed_at=None
    )
    return sorted((c for c in near if takes_questions(c, now=now)), key=lambda c: c.ends_at)


def takes_questions(found: Conference, *, now: datetime) -> bool:
    """Whether intake is open: the phase says so and no one switched it off."""
    return found.intake_open and found.phase(now) in INTAKE


def terms_starts() -> dict[UUID, date]:
    """The day on which the terms of each conference's questions start."""
    return dict(Conference.objects.values_list("pk", "terms_start_on"))


def held_for_intake(conference_id: UUID) -> Conference:
    """The conference as it is, held until the transaction ends; many may hold it so at once.

    Who postpones, cancels or closes it waits for the questions that are being taken in, and they for it.
    """
    return Conference.objects.raw(
        "SELECT * FROM conferences_conference WHERE id = %s FOR SHARE", [conference_id]
    )[0]
