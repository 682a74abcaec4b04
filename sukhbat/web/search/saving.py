"""What of a search can be saved: what was typed and what it is narrowed to."""

from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from sukhbat.notices.searches.queries import Wish, is_told_of
from sukhbat.web.caching import viewer
from sukhbat.web.search.facets import Narrowed


def wish_of(typed: str, narrowed: Narrowed) -> Wish:
    """The search of a page as it is kept."""
    wanted = narrowed.wanted
    return Wish(
        query=typed,
        theme_id=wanted.theme_id,
        region_id=wanted.region_id,
        body_id=wanted.body_id,
        asked_in=wanted.language or "",
        state=wanted.state or "",
    )


def saving(request: HttpRequest, typed: str, narrowed: Narrowed) -> dict[str, object]:
    """For the button "Tell me about new ones": one query for whoever is signed in, none for a guest."""
    person = viewer(request)
    return {
        "is_person": person is not None,
        "is_told_of": person is not None and is_told_of(person, wish_of(typed, narrowed)),
        "save_url": reverse("web:save_search") + "?" + urlencode({"q": typed, **narrowed.values}),
    }
