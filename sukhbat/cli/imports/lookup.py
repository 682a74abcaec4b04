"""What region, theme, body or conference a cell names: by code, by slug or by name in any language."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sukhbat.bodies.queries import bodies, regions, themes
from sukhbat.conferences.queries import public_conferences
from sukhbat.conferences.rules import Phase
from sukhbat.kernel.clock import local_day
from sukhbat.questions.intake import ConferenceFacts
from sukhbat.questions.world import conference_facts

# Their balance is final or their questions go on without them.
NOT_FOR_MORE = frozenset({Phase.CLOSED, Phase.CANCELLED})


class UnknownNameError(ValueError):
    """A cell names something that is not there."""


@dataclass(frozen=True)
class Lookup:
    """The names of the directory at a moment; read anew for each batch."""

    regions: Mapping[str, UUID]
    themes: Mapping[str, UUID]
    bodies: Mapping[str, UUID]
    conferences: Mapping[str, ConferenceFacts]

    def region(self, cell: str) -> UUID | None:
        return _named(self.regions, cell, "region")

    def theme(self, cell: str) -> UUID | None:
        return _named(self.themes, cell, "theme")

    def body(self, cell: str) -> UUID | None:
        return _named(self.bodies, cell, "body")

    def conference(self, cell: str) -> ConferenceFacts | None:
        if not cell.strip():
            return None
        found = self.conferences.get(cell.strip().casefold())
        if found is None:
            raise UnknownNameError(f"There is no open conference “{cell.strip()[:60]}”.")
        return found


def read_lookup(*, now: datetime) -> Lookup:
    """The directory as it is now; four queries."""
    today = local_day(now)
    open_for_more = [row for row in public_conferences(now=now) if row.phase(now) not in NOT_FOR_MORE]
    return Lookup(
        regions=_by_name(regions()),
        themes=_by_name(themes(on=today)),
        bodies=_by_name(bodies(on=today)),
        conferences={row.slug.casefold(): conference_facts(row) for row in open_for_more},
    )


def _by_name(rows: Iterable[object]) -> dict[str, UUID]:
    found: dict[str, UUID] = {}
    for row in rows:
        for name in ("name_en", "name_ru", "name_kk", "slug"):
            found[str(getattr(row, name)).casefold()] = row.pk  # type: ignore[attr-defined]  # region, theme or body
    return found


def _named(known: Mapping[str, UUID], cell: str, what: str) -> UUID | None:
    plain = cell.strip()
    if plain in ("", "-"):
        return None
    found = known.get(plain.casefold())
    if found is None:
        raise UnknownNameError(f"There is no {what} “{plain[:60]}”.")
    return found
