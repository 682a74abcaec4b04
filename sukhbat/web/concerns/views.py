"""What worries people: the list of concerns, and one concern with its numbers, its answer and its questions."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language

from sukhbat.concerns.official import NO_CONCERN
from sukhbat.concerns.public.listing import LAST_PAGE, overview, public_concerns
from sukhbat.concerns.public.names import names_of
from sukhbat.concerns.public.one import Numbers, answer_told, numbers_of
from sukhbat.concerns.public.rising import rising
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
    language = reader_language()
    found, has_more = public_concerns(asked.cells, page=page, language=language)
    context = {
        "rows": shown_rows(found, asked, now=now),
        "asked": asked,
        "filters": offered(asked, now=now),
        "used": len(asked.chosen),
        "path": request.path,
        "counted_at": max((row.counted_at for row in found), default=None),
        "fewest": FEWEST_SHOWN,
        "fewest_rising": FEWEST_RISING,
        "overview": overview(asked.cells),
        "map": _map(request, asked, now),
        **_rising(asked, page, now),
        "query": f"?{asked.query}" if asked.query else "",
        **_pages(asked, request.path, page, has_more=has_more),
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


def _rising(asked: Asked, page: int, now: datetime) -> dict[str, Any]:
    """What rises in the whole country; asked for on the first page only."""
    if page > 1 or asked.chosen:
        return {"rising": None}
    found = rising(today=clock.local_day(now), language=reader_language())
    rows = shown_rows([listed for listed, _rise in found.rows], asked, now=now)
    rises = [rise for _listed, rise in found.rows]
    return {"rising": found, "rising_rows": list(zip(rows, rises, strict=True))}


def _map(request: HttpRequest, asked: Asked, now: datetime) -> TileMap:
    """Where the people of the listed concerns are; the region asked for narrows the list, not the map."""
    other = dict(asked.cells)
    other.pop(Facet.REGION, None)
    return tile_map(
        places(now=now),
        overview(other).by_region,
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
