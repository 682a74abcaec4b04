"""All conferences, and one with its questions."""

from dataclasses import dataclass
from datetime import date, datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString

from sukhbat.conferences import queries
from sukhbat.conferences.models import Conference
from sukhbat.conferences.public import public_conference
from sukhbat.conferences.rules import INTAKE, Phase
from sukhbat.kernel import clock
from sukhbat.questions import counters
from sukhbat.questions.listing import CEILING, Unshown, Wanted, unshown
from sukhbat.web.balance import balance_parts
from sukhbat.web.caching import kept_page, public_page, viewer
from sukhbat.web.conferences.groups import grouped, listed
from sukhbat.web.conferences.live_part import AFTER, LivePart, leading_ids, live_part
from sukhbat.web.conferences.own import on_air_context
from sukhbat.web.conferences.people import people_of
from sukhbat.web.conferences.phases import phase_line
from sukhbat.web.conferences.stream import Stream, shown_stream, shows_stream
from sukhbat.web.lists import AskedList, asked_list, shown_list
from sukhbat.web.methods import takes
from sukhbat.web.said import Json
from sukhbat.web.support_buttons import Supports, supports_for


@takes("GET")
@public_page
def conferences(request: HttpRequest) -> HttpResponse:
    """Every announced conference, grouped by what can be done with it."""
    now = clock.now()
    groups = grouped(listed(queries.public_conferences(now=now), now=now))
    return render(request, "conferences/list.html", {"groups": groups})


@takes("GET")
@shows_stream
@public_page
def conference(request: HttpRequest, slug: str) -> HttpResponse:
    """One conference: its phases, its balance, a page of its questions. The cost does not grow with them."""
    now = clock.now()
    found = public_conference(slug, now=now)
    if found is None:
        raise Http404
    phase = found.phase(now)
    asked = asked_list(request, Wanted(today=clock.local_day(now), conference_id=found.pk), now=now)
    live = live_part(found, phase, now=now)
    shown = [row.id for row in asked.found.rows]
    facts = Facts(
        counted=counters.facets("conference", [found.pk])[found.pk],
        unshown=unshown(found.pk),
        asked=asked,
        phase=phase,
        live=live,
        supports=supports_for([*shown, *leading_ids(live)], viewer(request), found, now=now),
        stream=shown_stream(request, found.stream_url if phase == Phase.LIVE else ""),
        row=_row(found),
        day=clock.local_day(now),
    )
    return kept_page(request, facts, lambda: _page(request, found, facts, now))


@dataclass(frozen=True)
class Facts:
    """All that the page of a conference tells; while it is the same, the page is."""

    counted: counters.Facets
    unshown: Unshown
    asked: AskedList
    phase: Phase
    live: LivePart
    supports: Supports
    stream: Stream | None
    row: tuple[object, ...]
    day: date


def _page(request: HttpRequest, found: Conference, facts: Facts, now: datetime) -> HttpResponse:
    balance = counters.balance_of(facts.counted)
    waiting = facts.unshown.waiting
    context = {
        "conference": found,
        "people": people_of(found),
        "phase": facts.phase,
        "phases": phase_line(found, now),
        "parts": balance_parts(balance, request.path),
        "counted_at": now,
        "list": shown_list(facts.asked, request.path, facts.counted, supports=facts.supports, now=now),
        "waiting": min(waiting, CEILING),
        "is_more_waiting": waiting > CEILING,
        "hidden": min(facts.unshown.hidden, CEILING),
        "ask_url": _ask_url(found) if queries.takes_questions(found, now=now) else "",
        "is_ended": facts.phase in AFTER,
        "live": facts.live,
        "leading": _leading(facts),
    }
    if facts.phase in INTAKE:
        context |= on_air_context(found, viewer(request), now=now)
    if facts.phase == Phase.LIVE:
        context |= {"balance": balance, "stream": facts.stream}
        return render(request, "conferences/live.html", context)
    return render(request, "conferences/conference.html", context)


def _leading(facts: Facts) -> list[tuple[Json, SafeString]]:
    """The leading questions, each with its button."""
    ids, supports = facts.live.ids, facts.supports
    return [(item, supports.button(ids[item["number"]], item["number"])) for item in facts.live.leading]


def _row(found: Conference) -> tuple[object, ...]:
    """Every column of the conference and the name of its body: not all that changes moves its version."""
    order = getattr(found, "order", None)
    columns = tuple(getattr(found, field.attname) for field in found._meta.concrete_fields)
    return (*columns, found.body.name, order.pk if order else None)


def _ask_url(found: Conference) -> str:
    return f"{reverse('web:ask')}?conference={found.slug}"
