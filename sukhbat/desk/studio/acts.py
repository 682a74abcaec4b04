"""What a host does to questions. A refusal shows the studio as it is now, with its sentence and what was typed."""

from collections.abc import Callable
from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sukhbat.answers.live import answer_live
from sukhbat.conferences.models import Conference
from sukhbat.desk.studio.forms import RecordForm
from sukhbat.desk.studio.gate import host
from sukhbat.desk.studio.page import Kept, Look, place_in, show
from sukhbat.desk.studio.presence import note_here
from sukhbat.kernel import clock
from sukhbat.kernel.ids import read_number, show_number
from sukhbat.kernel.refusals import Refusal, Refused
from sukhbat.people.models import Person
from sukhbat.questions import airing
from sukhbat.questions.air import air_of
from sukhbat.questions.airing import Step

# What a host mends in the studio itself; any other refusal is a page of its own.
MENDABLE = {404, 409, 422}
Act = Callable[[Person, str, str, datetime], str]


@require_POST
def line_up(request: HttpRequest, slug: str) -> HttpResponse:
    """Next: at the end of the line."""

    def act(person: Person, number: str, seen: str, now: datetime) -> str:
        airing.line_up(person=person, slug=slug, number=number, now=now)
        return _("%(number)s stands in the line.")

    return _act(request, slug, act)


@require_POST
def move(request: HttpRequest, slug: str) -> HttpResponse:
    """Up, down, or to the front of the line."""
    step = request.GET.get("step", "")

    def act(person: Person, number: str, seen: str, now: datetime) -> str:
        if step not in list(Step):
            raise Refused(Refusal("bad_step", _("Choose where it moves."), 422))
        airing.move_in_line(person=person, slug=slug, number=number, step=Step(step), now=now)
        return ""

    return _act(request, slug, act)


@require_POST
def drop(request: HttpRequest, slug: str) -> HttpResponse:
    """Out of the line, back to the queue."""

    def act(person: Person, number: str, seen: str, now: datetime) -> str:
        airing.drop_from_line(person=person, slug=slug, number=number, now=now)
        return _("%(number)s is in the queue again.")

    return _act(request, slug, act)


@require_POST
def on_air(request: HttpRequest, slug: str) -> HttpResponse:
    """On air, from the line or the queue."""

    def act(person: Person, number: str, seen: str, now: datetime) -> str:
        airing.put_on_air(person=person, slug=slug, number=number, seen=seen, now=now)
        return _("%(number)s is on air.")

    return _act(request, slug, act)


@require_POST
def off_air(request: HttpRequest, slug: str) -> HttpResponse:
    """Off the air without an answer."""

    def act(person: Person, number: str, seen: str, now: datetime) -> str:
        airing.take_off_air(person=person, slug=slug, number=number, seen=seen, now=now)
        return _("%(number)s is off the air and in the queue again.")

    return _act(request, slug, act)


@require_POST
def in_writing(request: HttpRequest, slug: str) -> HttpResponse:
    """Its body answers in writing; the asker is told at once."""

    def act(person: Person, number: str, seen: str, now: datetime) -> str:
        airing.leave_for_writing(person=person, slug=slug, number=number, seen=seen, now=now)
        return _("%(number)s is answered in writing; the asker is told.")

    return _act(request, slug, act)


@require_POST
def answered(request: HttpRequest, slug: str) -> HttpResponse:
    """The short record ends the airing; ``then=next`` puts the first of the line on air."""
    now = clock.now()
    _person, conference = host(request, slug, now=now)
    form = RecordForm(request.POST, conference=conference)

    def act(person: Person, number: str, seen: str, now: datetime) -> str:
        answer_live(person=person, slug=slug, number=number, record=form.record(), seen=seen, now=now)
        return _("The answer to %(number)s is recorded.")

    if not form.is_valid():
        return _refused(request, slug, None, form, status=422)
    response = _act(request, slug, act, form)
    if response.status_code == 303 and request.POST.get("then") == "next":
        _follow(request, conference)
    return response


def _follow(request: HttpRequest, conference: Conference) -> None:
    """Put the first of the line on air; whoever was quicker is told about in a message."""
    line = air_of(conference.pk).line
    if not line:
        return
    number = line[0].question.number
    assert isinstance(request.user, Person)
    try:
        airing.put_on_air(person=request.user, slug=conference.slug, number=number, seen="", now=clock.now())
    except Refused as refused:
        messages.warning(request, str(refused.refusal))
    else:
        messages.success(request, _("%(number)s is on air.") % {"number": show_number(number)})


def _act(request: HttpRequest, slug: str, act: Act, form: RecordForm | None = None) -> HttpResponse:
    now = clock.now()
    person, conference = host(request, slug, now=now)
    note_here(person, conference.pk, now=now)
    number = read_number(request.POST.get("number", "")[:40]) or ""
    try:
        sentence = act(person, number, request.POST.get("seen", "")[:40], now)
    except Refused as refused:
        if refused.refusal.status not in MENDABLE:
            raise
        return _refused(request, slug, refused.refusal, form, status=refused.refusal.status)
    if sentence:
        messages.success(request, sentence % {"number": show_number(number)})
    return back(request, slug)


def _refused(
    request: HttpRequest, slug: str, refusal: Refusal | None, form: RecordForm | None, *, status: int
) -> HttpResponse:
    """The studio as it is now; a typed record stays in its form."""
    now = clock.now()
    person, conference = host(request, slug, now=now)
    number = read_number(request.POST.get("number", "")[:40]) or ""
    kept = Kept(number, form) if form is not None else None
    look = Look(request, person, conference, now, place_in(request.POST), refusal, kept)
    return show(look, status=status)


def back(request: HttpRequest, slug: str) -> HttpResponse:
    """To the same place of the studio (303)."""
    response = redirect(reverse("studio:studio", args=[slug]) + place_in(request.POST).query())
    response.status_code = 303
    return response
