"""The cookie that opens a browser's drafts, and the link that opens one on another device."""

from uuid import UUID

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve, reverse

from sukhbat.questions.drafts import KEPT_FOR

COOKIE = "draft"
MOST = 8
_SALT, _LINK_SALT = "ask.draft", "ask.draft.link"
_AGE = int(KEPT_FOR.total_seconds())


def held(request: HttpRequest) -> dict[UUID, str]:
    """The secrets of the drafts that this browser may open, by draft, the newest first."""
    value = str(request.get_signed_cookie(COOKIE, default="", salt=_SALT, max_age=_AGE))
    pairs = (pair.partition(".") for pair in value.split("~") if pair)
    return {UUID(draft_id): secret for draft_id, _dot, secret in pairs}


def hold(request: HttpRequest, response: HttpResponse, draft_id: UUID, secret: str) -> None:
    """Let this browser open one more draft for seven days; of many, the newest stay."""
    kept = {draft_id: secret, **{key: value for key, value in held(request).items() if key != draft_id}}
    value = "~".join(f"{key.hex}.{value}" for key, value in list(kept.items())[:MOST])
    response.set_signed_cookie(
        COOKIE,
        value,
        salt=_SALT,
        max_age=_AGE,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def let_go(response: HttpResponse) -> None:
    """Forget the drafts of this browser, so that the next person at it finds none."""
    response.delete_cookie(COOKIE, samesite="Lax")


def draft_link(request: HttpRequest, next_url: str) -> str:
    """What opens the draft of ``next_url`` on another device; '' when that is no draft held here."""
    try:
        match = resolve(next_url.partition("?")[0])
    except Resolver404:
        return ""
    if match.view_name != "web:ask_review":
        return ""
    draft_id = match.kwargs["draft_id"]
    secret = held(request).get(draft_id)
    if secret is None:
        return ""
    token = signing.dumps([draft_id.hex, secret], salt=_LINK_SALT)
    return settings.SITE_URL + reverse("web:draft_open", args=[token])


def read_link(token: str) -> tuple[UUID, str] | None:
    """The draft and the secret of a link of at most seven days, or None."""
    try:
        draft_id, secret = signing.loads(token, salt=_LINK_SALT, max_age=_AGE)
    except signing.BadSignature:
        return None
    return UUID(draft_id), secret
