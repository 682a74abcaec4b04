"""What every page's frame needs: the site, the menu, the other languages, the person's own part."""

from functools import cache
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sukhbat.bodies.queries import standing
from sukhbat.bodies.rules import Role
from sukhbat.kernel import clock
from sukhbat.kernel.localized import localized
from sukhbat.kernel.site import the_site
from sukhbat.web.caching import is_stranger, viewer

LABELS = {"kk": "Қаз", "ru": "Рус", "en": "Eng"}
DESK_ROLES = (Role.DISPATCHER, Role.EXECUTOR, Role.SIGNATORY, Role.CONTROLLER)


def page(request: HttpRequest) -> dict[str, Any]:
    """Context of base.html. A request without a session cookie never reads user, messages or session."""
    site = the_site()
    frame = {
        "site": {
            "name": localized(site, "name"),
            "home_url": address("web:home"),
            "contact_email": site.contact_email,
            "is_sample": site.is_sample,
            "footer_links": _footer(),
        },
        "menu": [(url, label, request.path.startswith(url)) for url, label in _menu()],
        "menu_more": [(url, label, request.path.startswith(url)) for url, label in _menu_more()],
        "alternates": _alternates(request),
        "is_demo": settings.DEMO,
        "language": (get_language() or settings.LANGUAGE_CODE)[:2],
    }
    if is_stranger(request):
        return {**frame, "user": AnonymousUser(), "messages": (), "unread_notices": 0, "workplaces": ()}
    # Asked only where a template names them, and once, however often it does.
    return {
        **frame,
        "unread_notices": cache(lambda: _unread(request)),
        "workplaces": cache(lambda: _workplaces(request)),
    }


def address(name: str) -> str:
    """The address of a page without arguments; '' when there is no such page."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def _menu() -> list[tuple[str, str]]:
    """Only what exists: (address, label)."""
    items = [
        ("web:conferences", _("Conferences")),
        ("web:questions", _("Questions")),
        ("web:concerns", _("What worries people")),
        ("web:bodies", _("State bodies")),
        ("web:search", _("Search")),
    ]
    return [(url, label) for name, label in items if (url := address(name))]


def _menu_more() -> list[tuple[str, str]]:
    """What only the menu of a phone has room for; the home page and the footer lead there, too."""
    items = [("web:themes", _("Themes")), ("demo:home", _("Demonstration"))]
    return [(url, label) for name, label in items if (url := address(name))]


def _footer() -> list[tuple[str, str]]:
    items = [
        ("web:how", _("How it works")),
        ("web:accessibility", _("Accessibility")),
        ("log_key", _("Key of the log")),
        # Also at the desk, whose menu holds only work: the way back to the doors.
        ("demo:home", _("Demonstration")),
    ]
    return [(url, label) for name, label in items if (url := address(name))]


def _alternates(request: HttpRequest) -> list[tuple[str, str, str]]:
    """This page in the three languages; an address without a language has none."""
    path = request.get_full_path()
    if path[1:3] not in LABELS or path[3:4] != "/":
        return []
    return [(code, f"/{code}{path[3:]}", label) for code, label in LABELS.items()]


def _unread(request: HttpRequest) -> int:
    from sukhbat.notices.queries import unread_count

    person = viewer(request)
    return unread_count(person) if person else 0


def _workplaces(request: HttpRequest) -> list[tuple[str, str]]:
    """The desks on which the person has a role today."""
    person = viewer(request)
    held = standing(person, on=clock.local_day(clock.now()))
    roles = {role for role, _body in held.roles}
    desks = [
        (DESK_ROLES, "desk:home", _("My desk")),
        ((Role.HOST,), "studio_home", _("Studio")),
        ((Role.MODERATOR,), "moderation:queue", _("Moderation")),
        ((Role.OPERATOR,), "operator:enter", _("Questions of callers")),
        ((Role.COORDINATOR, Role.ADMINISTRATOR, Role.AUDITOR), "coordination:home", _("Coordination")),
    ]
    return [(url, label) for wanted, name, label in desks if roles & set(wanted) and (url := address(name))]
