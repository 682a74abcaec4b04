"""The guard of forms on cacheable pages: such a page holds no CSRF token, so the browser's own word decides.

``Sec-Fetch-Site`` and ``Origin`` are written by the browser and cannot be set by a page's script. What they
guard is the draft step, which acts without a session, and a support, which a session's cookie (SameSite=Lax)
does not reach from another site anyway.
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware


def came_from_here(request: HttpRequest) -> bool:
    """Whether the browser says that one of our own pages sent this request; False when it says nothing."""
    if site := request.headers.get("Sec-Fetch-Site"):
        return site == "same-origin"
    origin = request.headers.get("Origin", "")
    return origin == f"{request.scheme}://{request.get_host()}" or origin in settings.CSRF_TRUSTED_ORIGINS


def is_ours(request: HttpRequest) -> bool:
    """Whether a POST came from our own page by the browser's word or, where it says nothing, by a form's token."""
    return came_from_here(request) or not _token_is_missing(request)


class _Token(CsrfViewMiddleware):
    def _reject(self, request: HttpRequest, reason: str) -> str:
        return reason


def _no_view(_request: HttpRequest) -> HttpResponse:
    return HttpResponse()


def _token_is_missing(request: HttpRequest) -> bool:
    return _Token(_no_view).process_view(request, _no_view, (), {}) is not None
