"""Words of the directory as senders use them, read again every few seconds, so that the loop never waits for them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sukhbat.bodies.queries import bodies, regions, themes
from sukhbat.kernel.clock import local_day
from sukhbat.kernel.localized import LANGUAGES, localized
from sukhbat.people.models import ConsentText
from sukhbat.people.queries import consent_in_force


@dataclass(frozen=True)
class Reference:
    """Ids by slug, bodies by id (slug and names by language), and the version of the consent in force."""

    themes: dict[str, UUID]
    regions: dict[str, UUID]
    bodies: dict[UUID, tuple[str, dict[str, str]]]
    consent: int | None


def read_reference(now: datetime) -> Reference:
    """Four queries. Without a consent text nothing can be agreed to, so that nothing is taken."""
    today = local_day(now)
    try:
        consent = consent_in_force(on=today).version
    except ConsentText.DoesNotExist:
        consent = None
    return Reference(
        themes={row.slug: row.pk for row in themes(on=today)},
        regions={row.slug: row.pk for row in regions()},
        bodies={
            row.pk: (row.slug, {code: localized(row, "name", code) for code in LANGUAGES})
            for row in bodies(on=today)
        },
        consent=consent,
    )
