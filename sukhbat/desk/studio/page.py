"""The studio: what is on air, what comes next, the queue, what must be checked, and whether all are heard."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from sukhbat.bodies.queries import standing
from sukhbat.bodies.rules import Role
from sukhbat.conferences.models import Conference
from sukhbat.conferences.rules import Phase
from sukhbat.desk.studio.counts import counts_of, hearing_of
from sukhbat.desk.studio.forms import RecordForm, fresh_form
from sukhbat.desk.studio.gate import host
from sukhbat.desk.studio.pieces import changed, piece
from sukhbat.desk.studio.presence import hosts_here, note_here
from sukhbat.kernel import clock
from sukhbat.kernel.refusals import Refusal
from sukhbat.people.models import Person
from sukhbat.questions.air import Air, air_of
from sukhbat.questions.air_queue import LAST_PAGE, Order, queue_page
from sukhbat.understanding.text import clean

LONGEST_FIND = 60


@dataclass(frozen=True)
class Place:
    """Where in the queue the host looks: its order, the page, and what is looked for."""

    order: Order = Order.PUBLISHED
    page: int = 1
    find: str = ""

    def query(self, **changes: Any) -> str:
        """The place as the query of an address; what is as usual is left out."""
        words = {"order": self.order.value, "page": self.page, "find": self.find, **changes}
        usual = {"order": Order.PUBLISHED.value, "page": 1, "find": ""}
        kept = {name: value for name, value in words.items() if value != usual[name]}
        return f"?{urlencode(kept)}" if kept else ""


@dataclass(frozen=True)
class Kept:
    """A record that could not be saved: nothing that was typed is lost."""

    number: str
    form: RecordForm


@dataclass(frozen=True)
class Look:
    """One look at the studio: by whom, at which moment, and what came of the last press."""

    request: HttpRequest
    person: Person
    conference: Conference
    now: datetime
    place: Place = field(default_factory=Place)
    refusal: Refusal | None = None
    kept: Kept | None = None


@never_cache
@require_safe
def studio(request: HttpRequest, slug: str) -> HttpResponse:
    """The whole page."""
    now = clock.now()
    person, conference = host(request, slug, now=now)
    return show(Look(request, person, conference, now, place_in(request.GET)))


@never_cache
@require_safe
def now(request: HttpRequest, slug: str) -> HttpResponse:
    """The pieces that changed since the page was made; asked every few seconds."""
    moment = clock.now()
    person, conference = host(request, slug, now=moment)
    look = Look(request, person, conference, moment, place_in(request.GET))
    return changed(request, pieces_of(look))


@require_POST
def here(request: HttpRequest, slug: str) -> HttpResponse:
    """The open page says that its host is in the studio."""
    moment = clock.now()
    person, conference = host(request, slug, now=moment)
    note_here(person, conference.pk, now=moment)
    return HttpResponse(status=204)


def show(look: Look, *, status: int = 200) -> HttpResponse:
    """The page, also after a refusal: with its sentence, and with what was typed."""
    context = {
        "conference": look.conference,
        "refusal": look.refusal,
        "pieces": pieces_of(look),
        "place": look.place,
        "now": look.now,
        "watch": look.place.query(),
    }
    return render(look.request, "studio/studio.html", context, status=status)


def place_in(fields: Any) -> Place:
    """The place an address or a form names; anything else is its start."""
    order = fields.get("order", "")
    page = fields.get("page", "")
    return Place(
        order=Order(order) if order in list(Order) else Order.PUBLISHED,
        page=min(int(page), LAST_PAGE) if page.isdecimal() and len(page) < 4 and int(page) else 1,
        find=clean(fields.get("find", "")[:1_000])[:LONGEST_FIND],
    )


def pieces_of(look: Look) -> dict[str, SafeString]:
    """All that changes, by name."""
    phase = look.conference.phase(look.now)
    air = air_of(look.conference.pk)
    common = {
        "conference": look.conference,
        "phase": phase,
        "is_live": phase is Phase.LIVE,
        "is_paused": look.conference.paused_at is not None,
        "air": air,
        "seen": air.seen,
        "place": look.place,
        "now": look.now,
    }
    parts: dict[str, dict[str, Any]] = {
        "status": _status(look, air),
        "controls": {"may_start": phase is Phase.COLLECTING},
        "air": _air(look, air),
        "line": {},
        "queue": _queue(look),
        "side": _side(look),
        "hearing": {"hearing": hearing_of(look.conference)},
    }
    return {
        name: piece(look.request, name, f"studio/parts/{name}.html", {**common, **context})
        for name, context in parts.items()
    }


def _status(look: Look, air: Air) -> dict[str, Any]:
    conference = look.conference
    return {
        "counts": counts_of(conference, now=look.now),
        "others": hosts_here(conference.pk, besides=look.person, now=look.now),
        "began_at": conference.started_at or conference.starts_at,
        "ends_at": conference.ended_at or conference.ends_at,
    }


def _air(look: Look, air: Air) -> dict[str, Any]:
    on_air, kept = air.on_air, look.kept
    form = None
    if on_air is not None:
        is_kept = kept is not None and kept.number == on_air.question.number
        form = kept.form if kept is not None and is_kept else fresh_form(look.conference, on_air)
        kept = None if is_kept else kept
    return {"form": form, "kept": kept}


def _queue(look: Look) -> dict[str, Any]:
    place = look.place
    found = queue_page(look.conference, place.order, page=place.page, find=place.find, now=look.now)
    return {
        "queue": found,
        "orders": [(order, place.query(order=order.value, page=1, find="")) for order in Order],
        "back_query": place.query(page=place.page - 1) if found.page > 1 else "",
        "next_query": place.query(page=place.page + 1) if found.has_more else "",
        "first_url": reverse("studio:studio", args=[look.conference.slug]),
    }


def _side(look: Look) -> dict[str, Any]:
    moderates = standing(look.person, on=clock.local_day(look.now)).holds(Role.MODERATOR)
    return {"moderates": moderates, "counts": counts_of(look.conference, now=look.now)}
