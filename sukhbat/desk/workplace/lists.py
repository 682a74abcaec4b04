"""The lists of the desk: the bodies a person works for, and the piles of one of them."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from sukhbat.bodies.models import Body
from sukhbat.bodies.queries import officers_of, standing
from sukhbat.bodies.rules import Role
from sukhbat.desk.frame import DESK_ROLES
from sukhbat.desk.workplace.door import desk_of, item_of, official
from sukhbat.desk.workplace.item import work_on
from sukhbat.desk.workplace.names import names
from sukhbat.desk.workplace.narrowing import Asked, asked
from sukhbat.desk.workplace.piles import ANSWERED, EMPTY, TITLES, first_pile, piles
from sukhbat.desk.workplace.rows import Row, rows
from sukhbat.kernel import clock
from sukhbat.kernel.refusals import Refusal, Refused
from sukhbat.people.models import Person
from sukhbat.questions import queries as questions
from sukhbat.questions.counters import balances, facets
from sukhbat.questions.models import Question
from sukhbat.questions.rules import Stage
from sukhbat.questions.workload import Pile, pile_page, pile_sizes

PAGE = 50
NOT_AN_OFFICIAL = Refusal("not_an_official", _("You do not work for a state body here, so there is no desk."))


@never_cache
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Straight to the one body a person works for, or a choice of several."""
    now = clock.now()
    person = official(request)
    held = standing(person, on=clock.local_day(now))
    everything = held.holds(Role.COORDINATOR) or held.holds(Role.AUDITOR)
    mine = held.bodies(*DESK_ROLES)
    if not mine and not everything:
        raise Refused(NOT_AN_OFFICIAL)
    known = names(on=clock.local_day(now)).bodies.values()
    own = [row for row in known if row.pk in mine]
    if len(own) == 1 and not everything:
        return redirect("desk:body", own[0].slug)
    shown = list(known) if everything else own
    counted = balances("body", [row.pk for row in shown])
    lines = [(row, counted[row.pk], row.pk in mine) for row in shown]
    lines.sort(key=lambda line: (not line[2], -line[1].in_work))
    return render(request, "desk/home.html", {"lines": lines})


@never_cache
@require_safe
def body(request: HttpRequest, slug: str) -> HttpResponse:
    """One pile of a body's desk, with the chosen question beside it."""
    now = clock.now()
    person = official(request)
    desk = desk_of(person, slug, now=now)
    wanted = asked(request)
    if (found := questions.question(wanted.text) if wanted.text else None) and found.body_id == desk.pk:
        return redirect("desk:item", found.shown_number)
    context = _list(person, desk, wanted, request.GET.get("pile", ""), now=now)
    if number := request.GET.get("item", ""):
        question = item_of(person, number, now=now)
        context |= {
            "work": work_on(person, question, now=now),
            "item": question,
            "executors": [],
            "next_url": _next(request, question, context["rows"]),
        }
    return render(request, "desk/body.html", context)


def _next(request: HttpRequest, question: Question, lines: list[Row]) -> str:
    """The same list with its next question beside it: where to go once this one is dealt with."""
    ids = [row.question.pk for row in lines]
    after = ids.index(question.pk) + 1 if question.pk in ids else 0
    query = request.GET.copy()
    query.pop("item")
    if after < len(lines):
        query["item"] = lines[after].question.shown_number
    return f"{request.path}?{query.urlencode()}"


def _list(person: Person, desk: Body, wanted: Asked, name: str, *, now: datetime) -> dict[str, Any]:
    today = clock.local_day(now)
    known = piles(person, desk.pk, now=now)
    sizes = pile_sizes(desk.pk, known)
    stages = facets("body", [desk.pk])[desk.pk].get("stage", {})
    sizes[ANSWERED] = stages.get(Stage.ANSWERED, 0) + stages.get(Stage.CLOSED, 0)
    known[ANSWERED] = Pile(frozenset({Stage.ANSWERED, Stage.CLOSED}))
    here = name if name in known else first_pile(person, desk.pk, sizes, now=now)
    lines, has_more = _page(desk, known, here, wanted, now=now)
    held = standing(person, on=today)
    may_assign = held.holds(Role.DISPATCHER, desk.pk) or held.holds(Role.COORDINATOR)
    offered = may_assign and here not in {ANSWERED, "signature"} and not wanted.text
    return {
        "desk": desk,
        "tabs": [(code, TITLES[code], sizes[code]) for code in TITLES if code in known],
        "sizes": sizes,
        "here": here,
        "title": TITLES[here],
        "empty": EMPTY[here],
        "rows": lines,
        "asked": wanted,
        "has_more": has_more,
        "names": names(on=today),
        "executors": officers_of(desk, Role.EXECUTOR, on=today) if offered else [],
    }


def _page(
    desk: Body, known: dict[str, Pile], here: str, wanted: Asked, *, now: datetime
) -> tuple[list[Row], bool]:
    """The lines of the page and whether more follow. A search looks through everything the body ever had."""
    pile = Pile(frozenset(Stage)) if wanted.text else known[here]
    found = pile_page(
        desk.pk,
        pile,
        narrow=wanted.narrow(on=clock.local_day(now)),
        offset=(wanted.page - 1) * PAGE,
        limit=PAGE + 1,
        newest_first=here == ANSWERED and not wanted.text,
    )
    return rows(found[:PAGE], body_id=desk.pk, now=now), len(found) > PAGE
