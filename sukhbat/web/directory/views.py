"""Bodies and themes: who answers for what, and how it stands."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from sukhbat.assignments.balances import body_balances
from sukhbat.bodies import queries
from sukhbat.bodies.rules import in_force
from sukhbat.kernel import clock
from sukhbat.questions import counters
from sukhbat.questions.listing import Wanted, overdue_by_body
from sukhbat.web.balance import balance_parts, body_equation, shares
from sukhbat.web.caching import public_page
from sukhbat.web.directory.tree import tree_rows
from sukhbat.web.lists import question_list
from sukhbat.web.methods import takes
from sukhbat.web.reference import reader_order


@takes("GET")
@public_page
def bodies(request: HttpRequest) -> HttpResponse:
    """The tree of bodies with what each received, answered, has in work, owes late and declined."""
    now = clock.now()
    today = clock.local_day(now)
    found = sorted(queries.bodies(on=today), key=reader_order)
    held = counters.balances("body", [row.pk for row in found])
    rows = tree_rows(found, held, overdue_by_body(today=today))
    return render(request, "directory/bodies.html", {"rows": rows, "counted_at": now})


@takes("GET")
@public_page
def body(request: HttpRequest, slug: str) -> HttpResponse:
    """One body: its equation, its questions, who came after it when it is no longer in force."""
    now = clock.now()
    today = clock.local_day(now)
    found = queries.body(slug)
    if found is None:
        raise Http404
    counted = counters.facets("body", [found.pk])[found.pk]
    balance = body_balances([found.pk])[found.pk]
    late = overdue_by_body(today=today).get(found.pk, 0)
    context = {
        "body": found,
        "is_in_force": in_force(found.valid_from, found.valid_until, today),
        "equation": body_equation(balance, request.path),
        "overdue": late,
        "shares": shares(balance.held, late),
        "held": balance.held,
        "counted_at": now,
        "list": question_list(
            request, Wanted(today=today, body_id=found.pk), counted, names=("state",), now=now
        ),
        "ask_url": f"{reverse('web:ask')}?body={found.slug}",
    }
    return render(request, "directory/body.html", context)


@takes("GET")
@public_page
def themes(request: HttpRequest) -> HttpResponse:
    """All themes with what was asked about each and how much of it is answered."""
    now = clock.now()
    found = queries.themes(on=clock.local_day(now))
    balances = counters.balances("theme", [row.pk for row in found])
    rows = [(row, balances[row.pk], shares(balances[row.pk], 0)) for row in found]
    rows.sort(key=lambda row: -row[1].received)
    return render(request, "directory/themes.html", {"rows": rows, "counted_at": now})


@takes("GET")
@public_page
def theme(request: HttpRequest, slug: str) -> HttpResponse:
    """One theme: who answers for it, its balance, its questions."""
    now = clock.now()
    found = queries.theme(slug)
    if found is None:
        raise Http404
    counted = counters.facets("theme", [found.pk])[found.pk]
    wanted = Wanted(today=clock.local_day(now), theme_id=found.pk)
    context = {
        "theme": found,
        "parts": balance_parts(counters.balance_of(counted), request.path),
        "counted_at": now,
        "list": question_list(request, wanted, counted, names=("region", "state"), now=now),
        "ask_url": reverse("web:ask"),
    }
    return render(request, "directory/theme.html", context)
