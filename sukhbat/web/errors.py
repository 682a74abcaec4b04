"""Error pages: a sentence on what happened and what to do next, in the reader's language."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from sukhbat.kernel.refusals import Refusal


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """The page of a refusal; a guest who must sign in first is sent there and comes back."""
    if refusal.status == 401:
        back = request.get_full_path() if request.method == "GET" else request.META.get("HTTP_REFERER", "/")
        return redirect(f"{reverse(settings.LOGIN_URL)}?{urlencode({'next': back})}")
    response = render(request, "refused.html", {"refusal": refusal}, status=refusal.status)
    if refusal.status in {429, 503}:
        response["Retry-After"] = "60"
    return response


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "403.html", status=403)


def not_allowed(request: HttpRequest, allowed: str) -> HttpResponse:
    """An address that takes only what a form sends was opened like a page."""
    response = render(request, "405.html", status=405)
    response["Allow"] = allowed
    return response


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    return render(request, "500.html", status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was open too long or cookies are off: say so; the browser's Back keeps what was typed."""
    return render(request, "csrf.html", status=403)
