"""The door of the desk: who works here, at which body, on which question."""

from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from sukhbat.assignments.policies import may_open_desk, may_open_item
from sukhbat.bodies import queries as directory
from sukhbat.bodies.models import Body
from sukhbat.kernel.refusals import ensure
from sukhbat.people.models import Person
from sukhbat.questions import queries as questions
from sukhbat.questions.models import Question
from sukhbat.questions.policies import SIGN_IN
from sukhbat.questions.rules import Visibility


def official(request: HttpRequest) -> Person:
    """The signed-in person. Raises Refused (401) for a guest."""
    person = request.user if isinstance(request.user, Person) else None
    ensure(None if person else SIGN_IN)
    assert person is not None
    return person


def desk_of(person: Person, slug: str, *, now: datetime) -> Body:
    """The body whose desk is opened. Raises Http404 for an unknown one, Refused (403) for a stranger."""
    found = directory.body(slug)
    if found is None:
        raise Http404
    ensure(may_open_desk(person, found.pk, now=now))
    return found


def item_of(person: Person, number: str, *, now: datetime) -> Question:
    """The question that is worked on. Raises Http404 for an unknown one, Refused (403) for a stranger.

    To a stranger a private question is unknown.
    """
    found = questions.question(number)
    refusal = may_open_item(person, found, now=now) if found else None
    if found is None or (refusal and found.visibility == Visibility.PRIVATE):
        raise Http404
    ensure(refusal)
    return found


def see(address: str, *args: str) -> HttpResponse:
    """Go and look at a page after a POST (303)."""
    response = redirect(address, *args)
    response.status_code = 303
    return response


def back_or(request: HttpRequest, address: str, *args: str) -> HttpResponse:
    """To the page of this site that the form names as ``back``, else to an address."""
    back = request.POST.get("back", "")
    if back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        return see(back)
    return see(address, *args)
