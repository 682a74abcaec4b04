"""Acts on a conference, each with a page that says what it does before it is done."""

from collections.abc import Callable
from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from sukhbat.conferences import actions, hosting
from sukhbat.conferences.models import Conference
from sukhbat.conferences.policies import may_keep_conferences
from sukhbat.conferences.rules import Force, Phase
from sukhbat.desk.coordination.conferences.forms import PostponeForm
from sukhbat.desk.coordination.conferences.lists import possible, the_conference
from sukhbat.desk.coordination.door import keeper, page, see
from sukhbat.kernel import clock
from sukhbat.kernel.refusals import Refused
from sukhbat.people.models import Person
from sukhbat.questions.conference_acts import (
    cancel_conference,
    close_conference,
    may_close,
    postpone_conference,
    standing_of,
)

# What each act says when it was done; the number of moved dates may follow.
Do = Callable[[Person, Conference, HttpRequest, datetime], str]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def act(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """GET asks, POST does."""
    now = clock.now()
    person = keeper(request, now=now, policy=may_keep_conferences)
    if name not in _ACTS:
        raise Http404
    found = the_conference(slug)
    form = PostponeForm(request.POST if request.method == "POST" else None) if name == "postpone" else None
    if request.method != "POST":
        return _page(request, person, found, name, form, now)
    if form is not None and not form.is_valid():
        return _page(request, person, found, name, form, now, status=422)
    try:
        said = _ACTS[name](person, found, request, now)
    except Refused as refused:
        if form is not None and refused.refusal.status == 422:
            form.add_error("starts_at", str(refused.refusal))
            return _page(request, person, found, name, form, now, status=422)
        return _page(request, person, found, name, form, now, status=refused.refusal.status, refused=refused)
    messages.success(request, said)
    return see("conference", slug)


def _page(
    request: HttpRequest,
    person: Person,
    found: Conference,
    name: str,
    form: PostponeForm | None,
    now: datetime,
    *,
    status: int = 200,
    refused: Refused | None = None,
) -> HttpResponse:
    standing = standing_of(found, now=now)
    hindrance = refused.refusal if refused else None
    if hindrance is None and name == "close":
        hindrance = may_close(person, found, standing, now=now)
    context = {
        "conference": found,
        "act": name,
        "form": form,
        "standing": standing,
        "hindrance": hindrance,
        "is_possible": name in possible(person, found, now=now) and (refused is None or form is not None),
        "phase": found.phase(now),
        "earliest": actions.earliest_start_on(collecting_at=found.collecting_at, now=now)
        if found.phase(now) is Phase.DRAFT
        else None,
    }
    return page(request, "conferences/act.html", "conferences", context, now=now, status=status)


def _announce(person: Person, found: Conference, request: HttpRequest, now: datetime) -> str:
    actions.announce_conference(person=person, slug=found.slug, now=now)
    return _("The conference is announced.")


def _force(force: Force) -> Do:
    def do(person: Person, found: Conference, request: HttpRequest, now: datetime) -> str:
        actions.force_phase(person=person, slug=found.slug, force=force, now=now)
        return {
            Force.OPEN: _("The intake is open."),
            Force.START: _("The live part has begun."),
            Force.END: _("The live part has ended."),
        }[force]

    return do


def _intake(person: Person, found: Conference, request: HttpRequest, now: datetime) -> str:
    is_open = request.POST.get("is_open") == "1"
    actions.switch_intake(person=person, slug=found.slug, is_open=is_open, now=now)
    return _("Questions are taken again.") if is_open else _("Questions are not taken for now.")


def _premoderation(person: Person, found: Conference, request: HttpRequest, now: datetime) -> str:
    is_premoderated = request.POST.get("is_premoderated") == "1"
    hosting.switch_premoderation(person=person, slug=found.slug, is_premoderated=is_premoderated, now=now)
    if is_premoderated:
        return _("During the live part each text waits for its check.")
    return _("During the live part texts are shown at once and checked afterwards.")


def _postpone(person: Person, found: Conference, request: HttpRequest, now: datetime) -> str:
    form = PostponeForm(request.POST)
    form.full_clean()
    moved = postpone_conference(person=person, slug=found.slug, times=form.times(), now=now)
    return f"{_('The conference is postponed.')} {_moved(moved)}"


def _cancel(person: Person, found: Conference, request: HttpRequest, now: datetime) -> str:
    moved = cancel_conference(person=person, slug=found.slug, now=now)
    return f"{_('The conference is cancelled.')} {_moved(moved)}"


def _close(person: Person, found: Conference, request: HttpRequest, now: datetime) -> str:
    close_conference(person=person, slug=found.slug, now=now)
    return _("The conference is closed with its balance.")


def _moved(count: int) -> str:
    return ngettext("%(count)s due date moved.", "%(count)s due dates moved.", count) % {"count": count}


_ACTS: dict[str, Do] = {
    "announce": _announce,
    **{force.value: _force(force) for force in Force},
    "intake": _intake,
    "premoderation": _premoderation,
    "postpone": _postpone,
    "cancel": _cancel,
    "close": _close,
}
