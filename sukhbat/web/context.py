"""What every page's frame needs: the site, the menu, the other languages of this address."""

from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest
from django.urls import reverse, translate_url
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sukhbat.kernel.localized import localized
from sukhbat.kernel.models import Site

SITE_SECONDS = 10
LABELS = {"kk": "Қаз", "ru": "Рус", "en": "Eng"}


def page(request: HttpRequest) -> dict[str, Any]:
    """Context of base.html; the person's part is lazy, so that an anonymous page asks nothing about it."""
    site = caches["fragments"].get_or_set("site", lambda: Site.objects.get_or_create(pk=1)[0], SITE_SECONDS)
    path = request.get_full_path()
    return {
        "site": {"name": localized(site, "name"), "contact_email": site.contact_email, "is_sample": site.is_sample},
        "menu": _menu(request),
        "alternates": [(code, translate_url(path, code), LABELS[code]) for code, _name in settings.LANGUAGES],
        "is_demo": settings.DEMO,
        "canonical": f"{settings.SITE_URL}{request.path}",
        "language": get_language(),
    }


def _menu(request: HttpRequest) -> list[tuple[str, str, bool]]:
    """Only what exists: (address, label, whether this page is inside it)."""
    items = [
        ("web:conferences", _("Conferences")),
        ("web:questions", _("Questions")),
        ("web:themes", _("Themes")),
        ("web:bodies", _("State bodies")),
    ]
    addresses = [(reverse(name), label) for name, label in items]
    return [(address, label, request.path.startswith(address)) for address, label in addresses]
