"""The door of coordination's pages, their common frame, and the way on after a POST."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sukhbat.bodies.policies import may_coordinate
from sukhbat.bodies.queries import standing
from sukhbat.bodies.rules import Role
from sukhbat.kernel.clock import local_day
from sukhbat.kernel.refusals import Refusal, ensure
from sukhbat.people.models import Person
from sukhbat.understanding.text import clean

Policy = Callable[..., Refusal | None]
TABS: tuple[tuple[str, Promise], ...] = (
    ("home", _("Overview")),
    ("conferences", _("Conferences")),
    ("directory", _("Directory")),
    ("roles", _("Roles")),
    ("calendar", _("Calendar")),
    ("imports", _("Import")),
    ("settings", _("Settings")),
    ("log", _("Log")),
)


def keeper(request: HttpRequest, *, now: datetime, policy: Policy = may_coordinate) -> Person:
    """Who is at work here. Raises Refused: 401 for a guest, 403 for whom the policy refuses."""
    person = request.user if isinstance(request.user, Person) else None
    ensure(policy(person, now=now))
    assert person is not None
    return person


def page(
    request: HttpRequest,
    template: str,
    section: str,
    context: Mapping[str, Any],
    *,
    now: datetime,
    status: int = 200,
) -> HttpResponse:
    """A page of coordination with its tabs; ``section`` is the tab it stands under."""
    person = request.user if isinstance(request.user, Person) else None
    held = standing(person, on=local_day(now))
    frame = {
        "tabs": [(reverse(f"coordination:{name}"), label, name == section) for name, label in TABS],
        "is_coordinator": held.holds(Role.COORDINATOR),
        "is_administrator": held.holds(Role.ADMINISTRATOR),
        "now": now,
        "today": local_day(now),
    }
    return render(request, f"coordination/{template}", {**frame, **context}, status=status)


def asked(request: HttpRequest, name: str) -> str:
    """A word of the address's query: cleaned, at most 100 characters, empty when it is not there."""
    return clean(request.GET.get(name, "")[:1_000])[:100]


def see(name: str, *args: object, **query: str) -> HttpResponse:
    """Go and look at a page of coordination after a POST (303)."""
    address = reverse(f"coordination:{name}", args=args)
    response = redirect(f"{address}?{urlencode(query)}" if query else address)
    response.status_code = 303
    return response
