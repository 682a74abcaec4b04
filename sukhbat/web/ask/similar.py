"""What is similar to a text while somebody types it. The text comes in a body, not in an address, and is not kept."""

import re
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from sukhbat.kernel import clock
from sukhbat.kernel.ids import read_number
from sukhbat.kernel.limits import Limit, hit
from sukhbat.kernel.refusals import Refused
from sukhbat.questions import policies
from sukhbat.questions.drafts import open_draft
from sukhbat.web.ask.cookie import held
from sukhbat.web.ask.similar_found import answered_question, similar_to
from sukhbat.web.client import client_key
from sukhbat.web.origin import is_ours
from sukhbat.web.person import signed_in

# Somebody who types pauses once a second at most. A school or an office shares one network.
PERSON = Limit("ask.similar", 60, 60)
NETWORK = Limit("ask.similar.network", 600, 60)
_SLUG = re.compile(r"[-\w]{1,60}")


# Exempt for the reason of ask_draft: the form stands on a cacheable page without a token, is_ours is its guard.
@csrf_exempt
@require_POST
def similar(request: HttpRequest) -> HttpResponse:
    """A piece of a page with what is similar; 204 when nothing is, so that the script has nothing to show."""
    now = clock.now()
    if not is_ours(request):
        return _silent(403)
    if _is_too_often(request, now):
        response = _silent(429)
        response["Retry-After"] = "60"
        return response
    found = similar_to(request.POST.get("text", ""), language=(get_language() or "kk")[:2], now=now)
    if not found:
        return _silent(204)
    values = {"similar": found, "back": _back(request.POST.get("ask", "")), "is_typing": True}
    response = render(request, "ask/parts/similar.html", values)
    patch_cache_control(response, private=True, no_store=True)
    return response


@require_safe
def answered(request: HttpRequest, number: str) -> HttpResponse:
    """ "This answers my question": the answer in full, and a thank-you. Nothing is sent or counted."""
    found = answered_question(read_number(number) or "")
    if found is None:
        raise Refused(policies.NOT_YOURS)
    response = render(request, "ask/answered.html", {"found": found, **_way_back(request)})
    patch_cache_control(response, private=True, no_store=True)
    return response


def _is_too_often(request: HttpRequest, now: datetime) -> bool:
    if hit(NETWORK, client_key(request), now=now) is not None:
        return True
    person = signed_in(request)
    return person is not None and hit(PERSON, str(person.pk), now=now) is not None


def _back(key: str) -> str:
    """How the page that thanks leads back to what was typed: the key of the form, as a query."""
    if not _SLUG.fullmatch(key):
        return ""
    return f"?draft={key}" if _uuid(key) else f"?conference={key}"


def _way_back(request: HttpRequest) -> dict[str, Any]:
    """The draft, if this browser or person may open it, else the conference whose form held the text."""
    draft_id, conference = _uuid(request.GET.get("draft", "")), request.GET.get("conference", "")
    if draft_id is not None:
        draft = open_draft(draft_id, held=held(request), person=signed_in(request), now=clock.now())
        return {"draft": draft if draft is not None and draft.question is None else None}
    return {"conference": conference if _SLUG.fullmatch(conference) else ""}


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _silent(status: int) -> HttpResponse:
    response = HttpResponse(status=status)
    patch_cache_control(response, private=True, no_store=True)
    return response
