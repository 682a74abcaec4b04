"""Reading conferences: the public list by phase, one by its address, those that take questions now."""

from collections.abc import Collection, Iterable
from dataclasses import fields
from datetime import date, datetime
from uuid import UUID

from sukhbat.conferences.models import Conference
from sukhbat.conferences.rules import INTAKE, PUBLIC, Phase, Times

_OVER = frozenset({Phase.ANSWERING, Phase.CLOSED, Phase.CANCELLED})


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


def conferences_by_slug(slugs: Iterable[str]) -> dict[str, Conference]:
    """Conferences in any phase, for words about them."""
    return {found.slug: found for found in Conference.objects.filter(slug__in=list(slugs))}


def all_conferences() -> list[Conference]:
    return list(Conference.objects.select_related("body").order_by("-starts_at"))


def open_conferences(*, now: datetime) -> list[Conference]:
    """Those that take questions at this moment, the one that closes first in front."""
    near = Conference.objects.select_related("body").filter(
        announced_at__lte=now, ends_at__gte=now, closed_at=None
    )
    return sorted((c for c in near if takes_questions(c, now=now)), key=lambda c: c.ends_at)


def live_conferences(*, now: datetime) -> list[Conference]:
    """Those whose live part goes on at this moment."""
    near = Conference.objects.filter(announced_at__lte=now, ends_at__gt=now, closed_at=None)
    return [found for found in near if found.phase(now) is Phase.LIVE]


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


def supported_conferences(ids: Collection[UUID]) -> dict[UUID, Conference]:
    """Conferences with their times and published orders and nothing else: what supports ask; one query."""
    times = (field.name for field in fields(Times))
    return Conference.objects.select_related("order").only(*times, "order__hides_counts").in_bulk(list(ids))


def hides_counts(found: Conference, *, now: datetime) -> bool:
    """Whether nobody sees yet how many support its questions: so its published order says until the end."""
    order = getattr(found, "order", None)
    return order is not None and order.hides_counts and found.phase(now) not in _OVER


def live_conference(conference_id: UUID) -> Conference | None:
    """A conference with its published order, if it has one (``order``), as the live state needs it; one query."""
    return Conference.objects.select_related("order").filter(pk=conference_id).first()


def public_ids(*, now: datetime) -> dict[str, UUID]:
    """The ids of every announced conference by its address; one query."""
    return dict(Conference.objects.filter(announced_at__lte=now).values_list("slug", "pk"))
