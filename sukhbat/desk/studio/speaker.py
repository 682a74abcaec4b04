"""The speaker's screen: the question on air, large, with the facts around it, and the next one small."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from sukhbat.conferences.models import Conference
from sukhbat.conferences.policies import may_follow
from sukhbat.conferences.queries import hides_counts
from sukhbat.desk.studio.gate import host
from sukhbat.desk.studio.pieces import changed, piece
from sukhbat.desk.studio.sizes import size_of
from sukhbat.kernel import clock
from sukhbat.questions.air import air_of
from sukhbat.questions.support_tally import supports_of


@never_cache
@require_safe
def speaker(request: HttpRequest, slug: str) -> HttpResponse:
    """The whole screen."""
    moment = clock.now()
    _person, conference = host(request, slug, now=moment, policy=may_follow)
    return render(
        request,
        "studio/speaker.html",
        {"conference": conference, "screen": _piece(request, conference, moment), "now": moment},
    )


@never_cache
@require_safe
def now(request: HttpRequest, slug: str) -> HttpResponse:
    """The screen, when it changed."""
    moment = clock.now()
    _person, conference = host(request, slug, now=moment, policy=may_follow)
    return changed(request, {"screen": _piece(request, conference, moment)})


def _piece(request: HttpRequest, conference: Conference, moment: datetime) -> Any:
    air = air_of(conference.pk, answered=1)
    on_air = air.on_air
    shows = on_air is not None and not hides_counts(conference, now=moment)
    context = {
        "conference": conference,
        "phase": conference.phase(moment),
        "is_paused": conference.paused_at is not None,
        "on_air": on_air,
        "size": size_of(on_air.question.text) if on_air else "",
        "supports": supports_of([on_air.question_id])[on_air.question_id] if on_air and shows else None,
        # People beside the speaker read it, too: whatever a moderator hid while it stood in the line is passed over.
        "next": next((row for row in air.line if row.question.is_public and row.question.in_work), None),
        "now": moment,
    }
    return piece(request, "screen", "studio/parts/speaker.html", context)
