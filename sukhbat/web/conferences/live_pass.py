"""The pass with which a signed-in person sends to the live service: fetched by a script, never part of a page."""

from datetime import timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, JsonResponse
from django.utils.cache import patch_cache_control

from sukhbat.conferences.public import public_conference
from sukhbat.kernel import clock
from sukhbat.kernel.passes import LASTS, issue_pass
from sukhbat.questions.policies import SIGN_IN
from sukhbat.web.caching import viewer
from sukhbat.web.methods import takes

# A script that fetched a pass has this long to use it before it must fetch another.
MARGIN = timedelta(seconds=30)


@takes("GET")
def live_pass(request: HttpRequest, slug: str) -> JsonResponse:
    """``{"pass", "until", "live_url"}`` for this person and conference; 401 with a sentence for a guest."""
    now, person = clock.now(), viewer(request)
    found = public_conference(slug, now=now)
    if found is None:
        raise Http404
    if person is None:
        values, status = {"code": SIGN_IN.code, "sentence": str(SIGN_IN)}, SIGN_IN.status
    else:
        values, status = (
            {
                "pass": issue_pass(person_id=person.pk, conference_id=found.pk, now=now),
                "until": (now + LASTS - MARGIN).isoformat(),
                "live_url": settings.LIVE_URL,
            },
            200,
        )
    response = JsonResponse(values, status=status)
    patch_cache_control(response, private=True, no_store=True)
    return response
