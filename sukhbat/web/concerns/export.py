"""The same numbers as files: the list, and the shown cells of one concern."""

from collections.abc import Iterator
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from sukhbat.concerns.official import NO_CONCERN
from sukhbat.concerns.public.listing import public_concerns
from sukhbat.concerns.public.one import Numbers, numbers_of
from sukhbat.concerns.public.page import MOST
from sukhbat.concerns.queries import concern_by_number
from sukhbat.concerns.rules import Facet
from sukhbat.kernel import clock
from sukhbat.kernel.refusals import Refused
from sukhbat.web.caching import public_page
from sukhbat.web.concerns.asked import cell_words, read_asked
from sukhbat.web.concerns.csv_file import csv_file
from sukhbat.web.concerns.places import places
from sukhbat.web.concerns.rates import rate
from sukhbat.web.concerns.views import reader_language
from sukhbat.web.methods import takes

LIST = ("concern", "address", "body", "text", "text_language", "keywords", "people", "questions", "opened_on")
CELLS = ("facet", "value", "name", "people", "residents", "people_per_10000")


@takes("GET")
@public_page
def concerns_csv(request: HttpRequest) -> HttpResponse:
    """The list under the same filters; a column of people for each filter."""
    now = clock.now()
    asked = read_asked(request, now=now)
    found, _more = public_concerns(asked.cells, page=1, language=reader_language(), limit=MOST)
    columns = [*LIST, *(f"people_{facet.value}" for facet in asked.cells)]
    rows = (
        [
            one.number,
            request.build_absolute_uri(reverse("web:concern", args=[one.number])),
            one.body.name,
            one.name.text,
            one.name.language,
            " ".join(one.name.keywords),
            one.people,
            one.questions,
            clock.local_day(one.opened_at),
            *(one.in_cells.get(facet, "") for facet in asked.cells),
        ]
        for one in found
    )
    return csv_file("concerns.csv", columns, rows)


@takes("GET")
@public_page
def concern_csv(request: HttpRequest, number: int) -> HttpResponse:
    """The shown cells of one concern, and its sum; the number of a merged one names where its questions stand."""
    found = concern_by_number(number)
    if found is None:
        raise Refused(NO_CONCERN)
    return csv_file(f"concern-{found.number}.csv", CELLS, _cells(numbers_of(found), clock.now()))


def _cells(numbers: Numbers, now: datetime) -> Iterator[list[object]]:
    known = {str(place.id): place for place in places(now=now)}
    if numbers.people is not None:
        yield ["all", "", "", numbers.people, "", ""]
    for facet, people in numbers.cells.items():
        for value, n in people.items():
            place = known.get(value) if facet == Facet.REGION else None
            residents = place.population if place else None
            per = round(rate(n, residents), 4) if residents else ""
            code, words = place.slug if place else value, cell_words(facet, value, now=now)
            yield [facet.value, code, words, n, residents or "", per]
