"""The concerns of a body: those that most people ask first."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from sukhbat.concerns.listing import concerns_of_body
from sukhbat.concerns.reasons import open_proposals
from sukhbat.desk.concerns.shown import lines, reader_language
from sukhbat.desk.workplace.door import desk_of, official
from sukhbat.kernel import clock

PAGE = 20
LAST_PAGE = 10_000


@never_cache
@require_safe
def body_concerns(request: HttpRequest, slug: str) -> HttpResponse:
    """A page of a body's concerns by people; ``all`` also those where nothing waits any more."""
    now = clock.now()
    person = official(request)
    desk = desk_of(person, slug, now=now)
    in_work = request.GET.get("show") != "all"
    page = page_of(request)
    found, has_more = concerns_of_body(
        desk.pk, page=page, in_work=in_work, language=reader_language(), limit=PAGE
    )
    context = {
        "desk": desk,
        "in_work": in_work,
        "lines": lines(found, now=now),
        "page": page,
        "has_more": has_more,
        "proposals": open_proposals([desk.pk]),
    }
    return render(request, "desk/concerns/list.html", context)


def page_of(request: HttpRequest) -> int:
    """The page of the address, from 1; what cannot be read is the first."""
    typed = request.GET.get("page", "")
    if not (typed.isascii() and typed.isdecimal() and len(typed) < 9):
        return 1
    return min(max(int(typed), 1), LAST_PAGE)
