"""Conferences sorted by what a visitor can do with them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sukhbat.conferences.models import Conference
from sukhbat.conferences.rules import Phase
from sukhbat.questions import counters
from sukhbat.questions.rules import Balance
from sukhbat.web.balance import Shares, shares

GROUPS: tuple[tuple[str, Promise, tuple[Phase, ...]], ...] = (
    ("live", _("On air now"), (Phase.LIVE,)),
    ("collecting", _("You can ask now"), (Phase.COLLECTING,)),
    ("upcoming", _("Announced"), (Phase.ANNOUNCED,)),
    ("answering", _("Written answers under way"), (Phase.ANSWERING,)),
    ("closed", _("Closed: every question has ended"), (Phase.CLOSED,)),
    ("changed", _("Postponed or cancelled"), (Phase.POSTPONED, Phase.CANCELLED)),
)


@dataclass(frozen=True)
class Listed:
    """A conference with its phase and its balance at a moment."""

    conference: Conference
    phase: Phase
    balance: Balance

    @property
    def shares(self) -> Shares:
        return shares(self.balance, 0)


@dataclass(frozen=True)
class Group:
    code: str
    label: Promise
    items: list[Listed]


def listed(found: Sequence[Conference], *, now: datetime) -> list[Listed]:
    """The conferences with their balances; one query more."""
    balances = counters.balances("conference", [row.pk for row in found])
    return [Listed(row, row.phase(now), balances[row.pk]) for row in found]


def grouped(items: Sequence[Listed]) -> list[Group]:
    """The groups that have something, in the order of GROUPS."""
    groups = (
        Group(code, label, [row for row in items if row.phase in phases]) for code, label, phases in GROUPS
    )
    return [group for group in groups if group.items]
