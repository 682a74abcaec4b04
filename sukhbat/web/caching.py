"""Pages that are the same for every guest: cacheable, with an ETag, compressed once for each content.

Only a page that holds nothing of a session is compressed here: no token and no person stands in it, so that
its size tells nothing (BREACH). What a signed-in person gets is never compressed by this process.
"""

import gzip
from collections.abc import Callable
from functools import wraps
from hashlib import blake2b
from typing import TypeVar, cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.utils.translation import get_language

from sukhbat.people.models import Person
from sukhbat.web.kept_pages import kept_pages
from sukhbat.web.person import signed_in

View = TypeVar("View", bound=Callable[..., HttpResponse])

MAX_AGE, STALE = 1, 30
GZIP_LEVEL = 4
KEPT_SECONDS, PACKED_SECONDS = 3, 60


def is_stranger(request: HttpRequest) -> bool:
    """Whether the request carries neither a session nor a message: then nothing of either is ever touched."""
    return settings.SESSION_COOKIE_NAME not in request.COOKIES and "messages" not in request.COOKIES


def viewer(request: HttpRequest) -> Person | None:
    """Who looks, or None for a guest; a request without a session cookie does not load one."""
    return None if is_stranger(request) else signed_in(request)


def public_page(view: View) -> View:
    """Let caches keep what a stranger sees; whatever belongs to a session stays private."""

    @wraps(view)
    def kept(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        response = view(request, *args, **kwargs)
        patch_vary_headers(response, ["Cookie"])
        if not _is_same_for_all(request, response):
            patch_cache_control(response, private=True, no_cache=True)
            return response
        patch_cache_control(response, public=True, max_age=MAX_AGE, stale_while_revalidate=STALE)
        if response.status_code != 200:
            return response
        digest = blake2b(response.content, digest_size=16).hexdigest()
        response["ETag"] = f'W/"{digest}"'
        answered: HttpResponse | None = get_conditional_response(
            request, etag=response["ETag"], response=response
        )
        if answered is not None and answered.status_code != 200:
            return answered
        return _compressed(request, response, digest)

    return cast(View, kept)


def kept_page(request: HttpRequest, facts: object, make: Callable[[], HttpResponse]) -> HttpResponse:
    """The page that ``make`` renders; for a stranger one made seconds ago, if all it tells is still so.

    ``facts`` is everything of the database and the clock that the page depends on, as a value with a ``repr``.
    "Counted at" may then be that many seconds old, and is true: nothing changed since.
    """
    if not is_stranger(request):
        return make()
    known = repr((request.get_host(), request.get_full_path(), get_language(), facts))
    key = f"page:{blake2b(known.encode(), digest_size=16).hexdigest()}"
    if (content := kept_pages.get(key)) is not None:
        return HttpResponse(content)
    response = make()
    if response.status_code == 200 and _is_same_for_all(request, response):
        kept_pages.put(key, response.content, KEPT_SECONDS)
    return response


def _is_same_for_all(request: HttpRequest, response: HttpResponse) -> bool:
    sets_cookie = bool(response.cookies) or "CSRF_COOKIE_NEEDS_UPDATE" in request.META
    return is_stranger(request) and not sets_cookie


def _compressed(request: HttpRequest, response: HttpResponse, digest: str) -> HttpResponse:
    patch_vary_headers(response, ["Accept-Encoding"])
    if "gzip" not in request.headers.get("Accept-Encoding", ""):
        return response
    key = f"gzip:{digest}"
    packed = kept_pages.get(key)
    if packed is None:
        packed = gzip.compress(response.content, GZIP_LEVEL, mtime=0)
        kept_pages.put(key, packed, PACKED_SECONDS)
    response.content = packed
    response["Content-Encoding"] = "gzip"
    response["Content-Length"] = str(len(packed))
    return response
