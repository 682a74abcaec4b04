"""The door of a concern at the desk of the body that answers it."""

from datetime import datetime

from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from sukhbat.assignments.policies import may_open_desk
from sukhbat.concerns.models import Concern
from sukhbat.concerns.queries import concern_by_number
from sukhbat.kernel.refusals import ensure
from sukhbat.people.models import Person


def concern_of(person: Person, number: int, *, now: datetime) -> Concern:
    """The concern a number leads to. Raises Http404 for an unknown one, Refused (403) for a stranger to its body."""
    found = concern_by_number(number) if number < 2**31 else None
    if found is None:
        raise Http404
    ensure(may_open_desk(person, found.body_id, now=now))
    return found


def see_concern(number: int, *, answer: bool = False) -> HttpResponse:
    """Go and look at a concern, or at its answer, after a POST (303)."""
    response = redirect("desk_concerns:answer" if answer else "desk_concerns:concern", number)
    response.status_code = 303
    return response
