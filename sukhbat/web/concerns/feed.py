"""A feed of the concerns with most people: a new item appears when a concern comes among the thirty largest."""

from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from sukhbat.concerns.public.listing import public_concerns
from sukhbat.kernel import clock
from sukhbat.web.caching import public_page
from sukhbat.web.concerns.asked import read_asked
from sukhbat.web.concerns.rows import shown_rows
from sukhbat.web.concerns.views import reader_language
from sukhbat.web.methods import takes

# Any fixed moment says that nothing changed.
NOTHING_YET = datetime(2026, 1, 1, tzinfo=UTC)
ATOM = "application/atom+xml; charset=utf-8"


@takes("GET")
@public_page
def concerns_feed(request: HttpRequest) -> HttpResponse:
    """The first page of the list under the same filters, as Atom."""
    now = clock.now()
    asked = read_asked(request, now=now)
    found, _more = public_concerns(asked.cells, page=1, language=reader_language())
    context = {
        "rows": shown_rows(found, asked, now=now),
        "root": request.build_absolute_uri("/").rstrip("/"),
        "self_url": request.build_absolute_uri(),
        "page_url": request.build_absolute_uri(
            reverse("web:concerns") + (f"?{asked.query}" if asked.query else "")
        ),
        "updated_at": max((row.opened_at for row in found), default=NOTHING_YET),
    }
    return render(request, "concerns/feed.xml", context, content_type=ATOM)
