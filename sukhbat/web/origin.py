"""The guard of forms on cacheable pages: such a page holds no CSRF token, so the browser's own word decides.

``Sec-Fetch-Site`` and ``Origin`` are written by the browser and cannot be set by a page's script. What they
guard is only the draft step: it acts without a session, so a forged request could at most add a draft.
"""

from django.conf import settings
from django.http import HttpRequest


def came_from_here(request: HttpRequest) -> bool:
    """Whether the browser says that one of our own pages sent this request; False when it says nothing."""
    if site := request.headers.get("Sec-Fetch-Site"):
        return site == "same-origin"
    origin = request.headers.get("Origin", "")
    return origin == f"{request.scheme}://{request.get_host()}" or origin in settings.CSRF_TRUSTED_ORIGINS
