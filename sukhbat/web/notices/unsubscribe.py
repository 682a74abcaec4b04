"""The one click on a letter: no more of its kind or its search (RFC 8058). The token is the proof, not a session."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from sukhbat.kernel.refusals import Refused
from sukhbat.notices.actions import BAD_TOKEN, stop_mail
from sukhbat.notices.queries import mail_of_token
from sukhbat.notices.searches import actions, policies
from sukhbat.notices.searches.queries import search_of_token
from sukhbat.notices.words import GROUPS
from sukhbat.web.methods import takes


@csrf_exempt  # the signed token stands in the address; a mail program posts without any cookie
@never_cache
@takes("GET", "POST")
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """GET asks, for programs that look at links must not switch anything; POST switches off."""
    if (found := mail_of_token(token)) is None:
        raise Refused(BAD_TOKEN)
    person, group = found
    if request.method == "POST":
        stop_mail(token=token)
    with override(person.language):
        values = {"group": GROUPS[group][0], "is_done": request.method == "POST", "language": person.language}
        response = render(request, "notices/unsubscribe.html", values)
    response["Content-Language"] = person.language
    return response


@csrf_exempt  # as above
@never_cache
@takes("GET", "POST")
def stop_search(request: HttpRequest, token: str) -> HttpResponse:
    """The same for the letters about one saved search, which stays in its owner's list."""
    if (search := search_of_token(token)) is None:
        raise Refused(policies.NOT_YOURS)
    if request.method == "POST":
        actions.stop_search(token=token)
    with override(search.language):
        values = {"search": search, "is_done": request.method == "POST", "language": search.language}
        response = render(request, "notices/stop_search.html", values)
    response["Content-Language"] = search.language
    return response
