"""One-click entries: becoming a sample citizen or officer. Only under settings.DEMO, only for sample people."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_POST, require_safe

from sukhbat.bodies.queries import body
from sukhbat.conferences.models import Conference
from sukhbat.conferences.queries import live_conferences
from sukhbat.kernel import clock
from sukhbat.kernel.site import the_site
from sukhbat.people.models import Person
from sukhbat.people.queries import person_by_email
from sukhbat.web.demo.cast import ENTRIES, MINISTRY, STUDIO, Entry, entry

BACKEND = "django.contrib.auth.backends.ModelBackend"
OF_THE_MINISTRY = frozenset({"dispatcher", "executor", "signatory"})


@dataclass(frozen=True)
class Door:
    """An entry with the sample person behind it and the body they work for, if any."""

    entry: Entry
    person: Person
    place: str


@require_safe
@never_cache
def doors(request: HttpRequest) -> HttpResponse:
    """Whom one can become, and a walk through the product."""
    _only_in_the_demo()
    live = _live()
    projector = _address("studio:projector", live.slug) if live else ""
    found = {"doors": _doors(), "me": request.user, "live": live, "projector": projector}
    return render(request, "demo/doors.html", found)


@require_POST
@sensitive_variables("person")
def enter(request: HttpRequest, code: str) -> HttpResponse:
    """Become the person behind a door and go to where they work."""
    _only_in_the_demo()
    found = entry(code)
    person = person_by_email(found.address) if found else None
    if found is None or person is None or not person.is_active:
        raise Http404
    login(request, person, backend=BACKEND)
    messages.success(
        request, _("You are now %(name)s (%(role)s).") % {"name": person.name, "role": found.role}
    )
    response = HttpResponse(status=303)
    response["Location"] = _page(found)
    return response


def _only_in_the_demo() -> None:
    """Beside the address itself, which production does not have: samples only, wherever it is included."""
    if not settings.DEMO or not the_site().is_sample:
        raise Http404


def _doors() -> list[Door]:
    ministry = body(MINISTRY)
    name = ministry.name if ministry else ""
    return [
        Door(found, person, name if found.code in OF_THE_MINISTRY else "")
        for found in ENTRIES
        if (person := person_by_email(found.address)) is not None
    ]


def _page(found: Entry) -> str:
    live = _live()
    if found.page == STUDIO:
        return _address(STUDIO, live.slug) if live else reverse("web:conferences")
    return _address(found.page)


def _live() -> Conference | None:
    """The sample conference that is live now."""
    return next((found for found in live_conferences(now=clock.now()) if found.is_sample), None)


def _address(name: str, *arguments: str) -> str:
    try:
        return reverse(name, args=arguments)
    except NoReverseMatch:
        return reverse("web:home")
