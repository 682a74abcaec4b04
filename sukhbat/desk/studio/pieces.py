"""The pieces of a page that change while it is open. The page asks with the marks of what it shows, and gets the rest.

A mark is a digest of the piece without what differs at each look: running clocks and the forms' tokens.
"""

import re
from collections.abc import Mapping
from hashlib import blake2b
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

_RUNNING = re.compile(r"(<time[^>]* data-since=[^>]*>)[^<]*")
_TOKEN = re.compile(r'(name="csrfmiddlewaretoken" value=")[^"]*')


def piece(request: HttpRequest, name: str, template: str, context: Mapping[str, Any]) -> SafeString:
    """One piece in its element, with its mark."""
    html = render_to_string(template, dict(context), request)
    plain = _TOKEN.sub(r"\1", _RUNNING.sub(r"\1", html))
    mark = blake2b(plain.encode(), digest_size=8).hexdigest()
    # The template escaped what is in it; name and mark are ours.
    return mark_safe(
        f'<div class="stack" id="piece-{name}" data-piece="{name}" data-mark="{mark}">{html}</div>'
    )


def changed(request: HttpRequest, pieces: Mapping[str, SafeString]) -> HttpResponse:
    """Those pieces whose mark the page does not have; 204 when it has them all."""
    fresh = [html for name, html in pieces.items() if f'data-mark="{request.GET.get(name, "")}"' not in html]
    return HttpResponse("".join(fresh)) if fresh else HttpResponse(status=204)
