"""The coordinator's overview: what is late, what waits, what nobody else will notice."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from sukhbat.bodies import registers
from sukhbat.concerns.listing import in_work_by_body
from sukhbat.concerns.reasons import proposals_across_bodies
from sukhbat.conferences.queries import all_conferences
from sukhbat.conferences.rules import Phase
from sukhbat.desk.coordination.door import keeper, page
from sukhbat.kernel import clock
from sukhbat.questions import counters, overview
from sukhbat.questions.succession import in_work_of

LISTED = 20
GOING_ON = (Phase.LIVE, Phase.COLLECTING, Phase.ANNOUNCED, Phase.POSTPONED, Phase.ANSWERING, Phase.DRAFT)


@never_cache
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Figures of the whole installation, each with the page where it can be acted on."""
    now = clock.now()
    keeper(request, now=now)
    today = clock.local_day(now)
    overdue = overview.overdue_by_body(today=today, limit=LISTED)
    concerns = in_work_by_body(limit=LISTED)
    names = registers.body_names(body for body, _n in (*overdue, *concerns))
    retired = registers.retired_bodies(on=today)
    held = in_work_of([body.pk for body in retired]) if retired else {}
    going_on = [row for row in all_conferences() if row.phase(now) in GOING_ON]
    balances = counters.balances("conference", [row.pk for row in going_on]) if going_on else {}
    context = {
        "balance": counters.total_balance(),
        "overdue": [(names[body], count) for body, count in overdue],
        "concerns": [(names[body], count) for body, count in concerns],
        "proposals": proposals_across_bodies(limit=LISTED),
        "listed": LISTED,
        "waiting": overview.publication_waits(now=now),
        "arbitration": overview.routed_to_coordinator(),
        "left_behind": [(body, held[body.pk]) for body in retired if held.get(body.pk)],
        "conferences": [(row, balances[row.pk]) for row in going_on],
    }
    return page(request, "home.html", "home", context, now=now)
