"""Supporting a question by an ordinary form, and taking that back; a guest says first who it is."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from sukhbat.kernel import clock
from sukhbat.kernel.ids import read_number
from sukhbat.kernel.refusals import Refusal, Refused, ensure
from sukhbat.people.models import Person
from sukhbat.questions import policies
from sukhbat.questions.models import Question
from sukhbat.questions.queries import question as question_by_number
from sukhbat.questions.support_tally import supported_by
from sukhbat.questions.supports import Supported, Wish, change_supports
from sukhbat.web.client import client_key
from sukhbat.web.errors import refused
from sukhbat.web.methods import takes
from sukhbat.web.origin import is_ours
from sukhbat.web.person import signed_in


# Exempt, because the buttons stand on cacheable pages without a token: is_ours is its guard.
@csrf_exempt
@takes("GET", "POST")
def support(request: HttpRequest, number: str) -> HttpResponse:
    """GET asks once more, which is where a guest comes back to from signing in; POST does it.

    A script that asks for JSON gets ``{"number", "supports", "mine"}`` or ``{"code", "sentence"}``.
    """
    person = signed_in(request)
    if request.method == "POST":
        response = _change(request, number, person)
    else:
        response = _again(request, _shown(person, number), person)
    patch_cache_control(response, private=True, no_store=True)
    return response


def _change(request: HttpRequest, number: str, person: Person | None) -> HttpResponse:
    if not is_ours(request):
        sentence = _("Your browser did not say where this came from. Please press once more.")
        if _wants_json(request):
            return _json(Refusal("origin", sentence))
        return _again(request, _shown(person, number), person, sentence=sentence, status=403)
    if person is None:
        return _json(policies.SIGN_IN) if _wants_json(request) else _sign_in(request, number)
    wish = Wish(person.pk, number, request.POST.get("wanted") != "no", client_key(request))
    (done,) = change_supports(wishes=[wish], now=clock.now())
    if _wants_json(request):
        return _json(done)
    if isinstance(done, Refusal):
        return refused(request, done)
    if done.mine:
        messages.success(request, _("You support this question. Press again to take it back."))
    else:
        messages.success(request, _("You no longer support this question."))
    return _see(f"{_back(request, number)}#s-{done.number}")


def _again(
    request: HttpRequest, found: Question, person: Person | None, *, sentence: str = "", status: int = 200
) -> HttpResponse:
    if person is None:
        return _sign_in(request, found.number)
    is_mine = found.pk in supported_by(person, [found.pk])
    values = {
        "question": found,
        "back": _back(request, found.number),
        "is_mine": is_mine,
        "refusal": None if is_mine else policies.may_support(person, found, now=clock.now()),
        "sentence": sentence,
    }
    return render(request, "questions/support.html", values, status=status)


def _shown(person: Person | None, number: str) -> Question:
    """A question that everyone can read. Raises Refused (404)."""
    found = question_by_number(number)
    if found is None:
        raise Refused(policies.NOT_YOURS)
    ensure(policies.may_see(person, found, now=clock.now()))
    if not found.is_public:
        raise Refused(policies.NOT_YOURS)
    return found


def _sign_in(request: HttpRequest, number: str) -> HttpResponse:
    """To the page that asks who it is, which leads back to this one, which leads back to the list."""
    stored = read_number(number)
    if stored is None:
        raise Refused(policies.NOT_YOURS)
    here = f"{reverse('web:support', args=[stored])}?{urlencode({'back': _back(request, stored)})}"
    return _see(f"{reverse('account_login')}?{urlencode({'next': here})}")


def _back(request: HttpRequest, number: str) -> str:
    """The page the button stood on, if that is one of ours; else the question's own."""
    own = reverse("web:question", args=[read_number(number) or number])
    named = request.POST.get("back") or request.GET.get("back") or request.headers.get("Referer", "")
    named = named.partition("#")[0].removeprefix(f"{request.scheme}://{request.get_host()}")
    is_safe = url_has_allowed_host_and_scheme(named, None) and named.startswith("/")
    return own if not is_safe or named.partition("?")[0].endswith("/support/") else named


def _json(done: Supported | Refusal) -> JsonResponse:
    if isinstance(done, Refusal):
        return JsonResponse({"code": done.code, "sentence": str(done)}, status=done.status)
    return JsonResponse({"number": done.number, "supports": done.supports, "mine": done.mine})


def _wants_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "") == "application/json"


def _see(address: str) -> HttpResponse:
    response = HttpResponseRedirect(address)
    response.status_code = 303
    return response
