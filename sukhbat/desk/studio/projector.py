"""The projector: one question large and the address to ask at. Public, made for hours without a hand."""

from datetime import datetime
from urllib.parse import urlsplit

import segno
from django.conf import settings
from django.core.cache import caches
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from sukhbat.conferences.models import Conference
from sukhbat.conferences.queries import conference as public_conference
from sukhbat.desk.studio.pieces import changed, piece
from sukhbat.desk.studio.sizes import size_of
from sukhbat.kernel import clock
from sukhbat.questions.live_state import LiveState, live_state

KEPT_SECONDS = 1
# Nothing of a session stands in it, so that any cache may keep it for a moment.
_FOR_ALL = cache_control(public=True, max_age=1, stale_while_revalidate=30)


@require_safe
@conditional_page
@_FOR_ALL
def projector(request: HttpRequest, slug: str) -> HttpResponse:
    """The whole screen."""
    moment = clock.now()
    found = _found(slug, moment)
    address = settings.SITE_URL.rstrip("/") + reverse("web:conference", args=[slug])
    parts = urlsplit(address)
    context = {
        "conference": found,
        "screen": _piece(request, found, moment),
        "address": f"{parts.netloc}{parts.path}".rstrip("/"),
        "url": address,
        "code": code_of(address),
        "now": moment,
    }
    return render(request, "studio/projector.html", context)


@require_safe
@conditional_page
@_FOR_ALL
def now(request: HttpRequest, slug: str) -> HttpResponse:
    """The screen, when it changed; asked every two seconds."""
    moment = clock.now()
    return changed(request, {"screen": _piece(request, _found(slug, moment), moment)})


def code_of(address: str) -> SafeString:
    """The address as a QR code in SVG: dark on light with its quiet zone, whatever the colours around it."""
    code = segno.make(address, error="m", micro=False)
    drawn = code.svg_inline(border=4, dark="#000", light="#fff", svgclass="qr", lineclass=None, omitsize=True)
    # Drawn by segno from our own address: paths only, nothing that was typed.
    return mark_safe(drawn)


def _found(slug: str, moment: datetime) -> Conference:
    found = public_conference(slug, now=moment)
    if found is None:
        raise Http404
    return found


def _state(found: Conference, moment: datetime) -> LiveState | None:
    cache, key = caches["fragments"], f"projector:{found.pk}"
    state: LiveState | None = cache.get(key)
    if state is None:
        state = live_state(found.pk, moment)
        cache.set(key, state, KEPT_SECONDS)
    return state


def _piece(request: HttpRequest, found: Conference, moment: datetime) -> SafeString:
    state = _state(found, moment)
    language = (get_language() or settings.LANGUAGE_CODE)[:2]
    question = state.air.question if state and state.air else None
    context = {
        "conference": found,
        "phase": found.phase(moment),
        "is_paused": found.paused_at is not None,
        "question": question,
        "since": state.air.since if state and state.air else None,
        "region": question.region.in_language(language) if question and question.region else "",
        "size": size_of(question.text) if question else "",
        "counts": state.counts if state else None,
        "now": moment,
    }
    return piece(request, "screen", "studio/parts/projector.html", context)
