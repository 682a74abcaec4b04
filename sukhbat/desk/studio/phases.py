"""What a host does to the live part itself. Starting and ending ask first, on a page that says what follows."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from sukhbat.conferences import hosting
from sukhbat.conferences.actions import force_phase
from sukhbat.conferences.policies import may_follow, may_force
from sukhbat.conferences.rules import Force
from sukhbat.desk.studio.acts import back
from sukhbat.desk.studio.counts import counts_of
from sukhbat.desk.studio.gate import host
from sukhbat.kernel import clock
from sukhbat.kernel.refusals import Refused
from sukhbat.questions.air import air_of


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin the live part ahead of its time."""
    return _force(request, slug, Force.START)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, slug: str) -> HttpResponse:
    """End the live part: every question without an answer goes to writing."""
    return _force(request, slug, Force.END)


@require_POST
def pause(request: HttpRequest, slug: str) -> HttpResponse:
    """Interrupt the live part."""
    now = clock.now()
    person, conference = host(request, slug, now=now)
    hosting.pause_conference(person=person, slug=conference.slug, now=now)
    return back(request, slug)


@require_POST
def resume(request: HttpRequest, slug: str) -> HttpResponse:
    """Go on."""
    now = clock.now()
    person, conference = host(request, slug, now=now)
    hosting.resume_conference(person=person, slug=conference.slug, now=now)
    messages.success(request, _("The live part goes on."))
    return back(request, slug)


@require_POST
def checking(request: HttpRequest, slug: str) -> HttpResponse:
    """Texts wait for their check, or are shown at once and checked afterwards."""
    now = clock.now()
    person, conference = host(request, slug, now=now, policy=may_follow)
    first = request.POST.get("first") == "1"
    hosting.switch_premoderation(person=person, slug=conference.slug, is_premoderated=first, now=now)
    messages.success(
        request,
        _("Texts are checked before they are shown.")
        if first
        else _("Texts are shown at once, and checked then."),
    )
    return back(request, slug)


def _force(request: HttpRequest, slug: str, force: Force) -> HttpResponse:
    now = clock.now()
    person, conference = host(request, slug, now=now)
    hindrance = may_force(person, conference, force, now=now)
    if request.method == "POST" and hindrance is None:
        try:
            force_phase(person=person, slug=slug, force=force, now=now)
        except Refused as refused:
            hindrance = refused.refusal
        else:
            said = _("The live part has begun.") if force is Force.START else _("The live part has ended.")
            messages.success(request, said)
            return back(request, slug)
    context = {
        "conference": conference,
        "force": force.value,
        "hindrance": hindrance,
        "air": air_of(conference.pk),
        "counts": counts_of(conference, now=now),
    }
    status = hindrance.status if hindrance and request.method == "POST" else 200
    return render(request, "studio/ask.html", context, status=status)
