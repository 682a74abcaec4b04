"""What worries people: the list of concerns, and one concern with its numbers, its answer and its questions."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language

from sukhbat.concerns.official import NO_CONCERN
from sukhbat.concerns.public.listing import LAST_PAGE
from sukhbat.concerns.public.names import names_of
from sukhbat.concerns.public.one import Numbers, answer_told, numbers_of
from sukhbat.concerns.public.page import Page, page_of
from sukhbat.concerns.queries import concern_by_number
from sukhbat.concerns.rules import Facet
from sukhbat.concerns.rules.numbers import FEWEST_RISING, FEWEST_SHOWN
from sukhbat.kernel import clock
from sukhbat.kernel.refusals import Refused
from sukhbat.web.caching import public_page
from sukhbat.web.concerns.asked import Asked, offered, read_asked, read_page
from sukhbat.web.concerns.cells import shown_cells
from sukhbat.web.concerns.places import places
from sukhbat.web.concerns.questions import shown_questions
from sukhbat.web.concerns.rates import shown_rate
from sukhbat.web.concerns.rises import shown_rises
from sukhbat.web.concerns.rows import residents, shown_rows
from sukhbat.web.concerns.tile_map import TileMap, tile_map
from sukhbat.web.concerns.weeks import weeks_of
from sukhbat.web.methods import takes


@takes("GET")
@public_page
def concerns(request: HttpRequest) -> HttpResponse:
    """Concerns by people, with the filters, the map and, on the first page, what rises."""
    now = clock.now()
    asked, page = read_asked(request, now=now), read_page(request)
    found = page_of(asked.cells, page=page, language=reader_language(), today=clock.local_day(now))
    context = {
        "rows": shown_rows(found.rows, asked, now=now),
        "page": found,
        "asked": asked,
        "filters": offered(asked, now=now),
        "used": len(asked.chosen),
        "path": request.path,
        "fewest": FEWEST_SHOWN,
        "fewest_rising": FEWEST_RISING,
        "map": _map(request, found, asked, now),
        "rising": found.rising,
        "rising_rows": shown_rises(found.rising, now=now),
        "query": f"?{asked.query}" if asked.query else "",
        **_pages(asked, request.path, page, has_more=found.has_more),
    }
    return render(request, "concerns/list.html", context)


@takes("GET")
@public_page
def concern(request: HttpRequest, number: int) -> HttpResponse:
    """One concern; the number of a merged one leads to where its questions stand."""
    now = clock.now()
    found = concern_by_number(number)
    if found is None:
        raise Refused(NO_CONCERN)
    if found.number != number:
        return redirect("web:concern", number=found.number, permanent=True)
    asked = read_asked(request, now=now)
    name = names_of([found.pk], language=reader_language()).get(found.pk)
    numbers = numbers_of(found)
    context = {
        "concern": found,
        "name": name,
        "numbers": numbers,
        "told": answer_told(found) if name else None,
        "fewest": FEWEST_SHOWN,
        "today": clock.local_day(now),
        "rate": shown_rate(numbers.people or 0, residents(places(now=now))) if numbers.people else "",
        **_tables(request, numbers, now),
        **shown_questions(request, found, numbers, asked, now=now),
    }
    return render(request, "concerns/concern.html", context)


def reader_language() -> str:
    return (get_language() or "kk")[:2]


def _map(request: HttpRequest, found: Page, asked: Asked, now: datetime) -> TileMap:
    """Where the people of the listed concerns are; the region asked for narrows the list, not the map."""
    return tile_map(
        places(now=now),
        found.by_region,
        request.path,
        asked.without("region"),
        chosen=asked.chosen.get("region", ""),
    )


def _pages(asked: Asked, path: str, page: int, *, has_more: bool) -> dict[str, str]:
    def url(wanted: int) -> str:
        query = "&".join(part for part in (asked.query, f"page={wanted}" if wanted > 1 else "") if part)
        return f"{path}?{query}#concerns" if query else f"{path}#concerns"

    return {
        "more_people_url": url(page - 1) if page > 1 else "",
        "fewer_people_url": url(page + 1) if has_more and page < LAST_PAGE else "",
    }


def _tables(request: HttpRequest, numbers: Numbers, now: datetime) -> dict[str, Any]:
    """A concern's people by region, language, theme and week."""
    cells = numbers.cells
    return {
        "map": tile_map(places(now=now), cells.get(Facet.REGION, {}), request.path, {}),
        "languages": shown_cells(cells.get(Facet.LANGUAGE, {}), Facet.LANGUAGE, request.path, now=now),
        "themes": shown_cells(cells.get(Facet.THEME, {}), Facet.THEME, request.path, now=now),
        "weeks": weeks_of(cells.get(Facet.WEEK, {}), today=clock.local_day(now)),
        "is_hiding_some": bool(numbers.is_hiding),
    }
