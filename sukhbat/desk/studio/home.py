"""The way into the studio: the conferences that have a live part ahead, under way or just behind."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from sukhbat.conferences.policies import may_host_any
from sukhbat.conferences.queries import all_conferences
from sukhbat.conferences.rules import Phase
from sukhbat.kernel import clock
from sukhbat.kernel.refusals import ensure
from sukhbat.people.models import Person

# What is on air stands first.
ORDER = (Phase.LIVE, Phase.COLLECTING, Phase.ANNOUNCED, Phase.ANSWERING)


@never_cache
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Each conference with the way into its studio."""
    now = clock.now()
    person = request.user if isinstance(request.user, Person) else None
    ensure(may_host_any(person, now=now))
    found = [(row, row.phase(now)) for row in all_conferences()]
    rows = sorted(
        ((row, phase) for row, phase in found if phase in ORDER), key=lambda pair: ORDER.index(pair[1])
    )
    return render(request, "studio/home.html", {"rows": rows})
