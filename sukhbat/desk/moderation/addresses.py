"""A place of the queue in an address, and the way on after a POST."""

from datetime import datetime
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect

from sukhbat.kernel import clock
from sukhbat.questions.waiting import Place

_MARKED = "_marked"


def show_place(place: Place) -> str:
    """A place of the queue as it stands in an address."""
    return f"{place.publish_by.timestamp():.6f}_{place.id}{_MARKED if place.is_marked else ''}"


def read_place(text: str) -> Place | None:
    """The place an address names, or None (the start of the queue) when it names none."""
    moment, _between, ident = text.partition("_")
    key = read_uuid(ident.removesuffix(_MARKED))
    try:
        at = datetime.fromtimestamp(float(moment), tz=clock.zone())
    except (ValueError, OverflowError, OSError):
        return None
    return Place(at, key, ident.endswith(_MARKED)) if key else None


def read_uuid(text: str) -> UUID | None:
    """The id, or None when the text is none."""
    try:
        return UUID(text)
    except ValueError:
        return None


def see(name: str, *args: str) -> HttpResponse:
    """Go and look at a page after a POST (303)."""
    response = redirect(name, *args)
    response.status_code = 303
    return response
