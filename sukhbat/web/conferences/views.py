"""All conferences, and one with its questions."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from sukhbat.conferences import queries
from sukhbat.conferences.models import Conference
from sukhbat.conferences.public import public_conference
from sukhbat.conferences.rules import Phase
from sukhbat.kernel import clock
from sukhbat.questions import counters
from sukhbat.questions.listing import CEILING, Wanted, unshown
from sukhbat.web.balance import balance_parts
from sukhbat.web.caching import public_page
from sukhbat.web.conferences.groups import grouped, listed
from sukhbat.web.conferences.people import people_of
from sukhbat.web.conferences.phases import phase_line
from sukhbat.web.lists import question_list
from sukhbat.web.methods import takes


@takes("GET")
@public_page
def conferences(request: HttpRequest) -> HttpResponse:
    """Every announced conference, grouped by what can be done with it."""
    now = clock.now()
    groups = grouped(listed(queries.public_conferences(now=now), now=now))
    return render(request, "conferences/list.html", {"groups": groups})


@takes("GET")
@public_page
def conference(request: HttpRequest, slug: str) -> HttpResponse:
    """One conference: its phases, its balance, a page of its questions. The cost does not grow with them."""
    now = clock.now()
    found = public_conference(slug, now=now)
    if found is None:
        raise Http404
    counted = counters.facets("conference", [found.pk])[found.pk]
    wanted = Wanted(today=clock.local_day(now), conference_id=found.pk)
    balance = counters.balance_of(counted)
    waiting = unshown(found.pk)
    context = {
        "conference": found,
        "people": people_of(found),
        "phase": found.phase(now),
        "phases": phase_line(found, now),
        "balance": balance,
        "parts": balance_parts(balance, request.path),
        "counted_at": now,
        "list": question_list(request, wanted, counted, now=now),
        "waiting": min(waiting.waiting, CEILING),
        "is_more_waiting": waiting.waiting > CEILING,
        "hidden": min(waiting.hidden, CEILING),
        "ask_url": _ask_url(found) if queries.takes_questions(found, now=now) else "",
        "is_ended": found.phase(now) in {Phase.ANSWERING, Phase.CLOSED},
    }
    return render(request, "conferences/conference.html", context)


def _ask_url(found: Conference) -> str:
    return f"{reverse('web:ask')}?conference={found.slug}"
