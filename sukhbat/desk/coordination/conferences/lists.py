"""All conferences by phase, and one with its balance and what can be done with it."""

from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from sukhbat.bodies.models import Body
from sukhbat.bodies.queries import bodies_by_slug
from sukhbat.conferences import policies, queries
from sukhbat.conferences.actions import earliest_start_on
from sukhbat.conferences.models import Conference
from sukhbat.conferences.rules import LINE, Force, Phase
from sukhbat.conferences.telling import Remainder
from sukhbat.conferences.values import empty_texts, values_of
from sukhbat.desk.coordination.door import keeper, page
from sukhbat.kernel import clock
from sukhbat.people.models import Person
from sukhbat.questions import counters
from sukhbat.questions.after_air import remainders
from sukhbat.questions.conference_acts import standing_of

# What needs a hand first stands first.
ORDER = (
    Phase.LIVE,
    Phase.COLLECTING,
    Phase.ANNOUNCED,
    Phase.POSTPONED,
    Phase.DRAFT,
    Phase.ANSWERING,
    Phase.CLOSED,
    Phase.CANCELLED,
)


@never_cache
@require_safe
def conferences(request: HttpRequest) -> HttpResponse:
    """Every conference, grouped by its phase, with its balance."""
    now = clock.now()
    keeper(request, now=now)
    found = queries.all_conferences()
    balances = counters.balances("conference", [row.pk for row in found])
    groups = [
        (phase, [(row, balances[row.pk]) for row in found if row.phase(now) is phase]) for phase in ORDER
    ]
    context = {"groups": [(phase, rows) for phase, rows in groups if rows]}
    return page(request, "conferences/list.html", "conferences", context, now=now)


@never_cache
@require_safe
def conference(request: HttpRequest, slug: str) -> HttpResponse:
    """One conference: its phase, its balance, and the acts that are possible now."""
    now = clock.now()
    person = keeper(request, now=now)
    found = the_conference(slug)
    phase = found.phase(now)
    context = {
        "conference": found,
        "phase": phase,
        "line": [(step, step is phase) for step in LINE],
        "standing": standing_of(found, now=now),
        "acts": possible(person, found, now=now),
        "may_edit": policies.may_edit(person, found, now=now) is None,
        "empty": empty_texts(values_of(found)),
        "earliest": earliest_start_on(collecting_at=found.collecting_at, now=now)
        if phase is Phase.DRAFT
        else None,
        "takes_questions": queries.takes_questions(found, now=now),
        "left": left_for_writing(found) if phase is Phase.ANSWERING else [],
    }
    return page(request, "conferences/one.html", "conferences", context, now=now)


@never_cache
@require_safe
def preview(request: HttpRequest, slug: str) -> HttpResponse:
    """A draft as people will see it, in the language of this page."""
    now = clock.now()
    keeper(request, now=now)
    found = the_conference(slug)
    context = {"conference": found, "empty": empty_texts(values_of(found))}
    return page(request, "conferences/preview.html", "conferences", context, now=now)


def left_for_writing(found: Conference) -> list[tuple[Body, Remainder]]:
    """What each body still answers in writing after the live part, the first due date in front."""
    left = remainders(found.pk)
    known = bodies_by_slug(left)
    rows = [(known[slug], rest) for slug, rest in left.items()]
    return sorted(rows, key=lambda row: (row[1].first_due_on, -row[1].questions))


def the_conference(slug: str) -> Conference:
    """Any conference by its address. Raises Http404."""
    found = queries.any_conference(slug)
    if found is None:
        raise Http404
    return found


def possible(person: Person, found: Conference, *, now: datetime) -> list[str]:
    """The acts that the person may do with the conference in this phase, in order."""
    refusals = {
        "announce": policies.may_announce(person, found, now=now),
        **{force.value: policies.may_force(person, found, force, now=now) for force in Force},
        "intake": policies.may_switch_intake(person, found, now=now),
        "premoderation": policies.may_switch_premoderation(person, found, now=now),
        "postpone": policies.may_postpone(person, found, now=now),
        "cancel": policies.may_cancel(person, found, now=now),
        "close": policies.may_close(person, found, now=now),
    }
    return [name for name, refusal in refusals.items() if refusal is None]
