"""Signing in by an identity provider (OpenID Connect), over allauth's flow with state and PKCE.

allauth's own tables of social accounts stay empty: an identity is our row with a keyed hash of the provider's
subject, and no claim is stored. Whatever the provider calls verified is the only address that finds a person.
"""

from collections.abc import Mapping
from typing import Any

from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.base.provider import Provider
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect import views as openid
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, get_language_from_path
from django.views.decorators.http import require_http_methods, require_safe
from requests import RequestException

from sukhbat.kernel import clock
from sukhbat.people.signin import person_for_identity
from sukhbat.questions.rules import LONGEST_NAME
from sukhbat.understanding.text import clean
from sukhbat.web.person import signed_in

# What a provider that is down, slow or not of the standard makes a client library raise.
PROVIDER_FAILURES = (RequestException, OAuth2Error, KeyError, ValueError)


class IdentityAdapter(DefaultSocialAccountAdapter):
    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Sign the person in ourselves; allauth's lookup and sign-up by social account never run."""
        claims = claims_of(sociallogin.account.extra_data)
        next_url = sociallogin.get_redirect_url(request)
        person = person_for_identity(
            provider=sociallogin.account.provider,
            subject=str(claims["sub"]),
            verified_email=verified_email(claims),
            name=clean(str(claims.get("name") or ""))[:LONGEST_NAME],
            language=get_language_from_path(next_url or "") or get_language() or "kk",
            signed_in=signed_in(request),
            now=clock.now(),
        )
        raise ImmediateHttpResponse(perform_login(request, Login(user=person, redirect_url=next_url)))


def claims_of(data: Mapping[str, Any]) -> Mapping[str, Any]:
    """What the provider says of the person; OAuth2Error when userinfo and token speak of different ones.

    OpenID Connect Core 1.0, 5.3.2: the subject of userinfo must be the one of the token.
    """
    userinfo, token = data.get("userinfo"), data.get("id_token")
    if userinfo and token and userinfo.get("sub") != token.get("sub"):
        raise OAuth2Error("userinfo and token name different subjects")
    claims: Mapping[str, Any] = {**(token or {}), **(userinfo or {})}
    if not claims.get("sub"):
        raise OAuth2Error("the provider named no subject")
    return claims


def verified_email(claims: Mapping[str, Any]) -> str | None:
    """The address of the claims, only if the provider asserts that it is verified."""
    email = str(claims.get("email") or "").lower()
    if claims.get("email_verified") is not True:
        return None
    try:
        validate_email(email)
    except ValidationError:
        return None
    return email


def provider(request: HttpRequest) -> Provider | None:
    """The configured provider, or None."""
    if not settings.OIDC_SERVER_URL:
        return None
    found: Provider = IdentityAdapter().get_provider(request, settings.OIDC_PROVIDER_ID)
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def login(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Off to the provider by POST; GET shows the button."""
    return _guarded(request, provider_id, openid.login)


@require_safe
def callback(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Back from the provider. A state that this session did not give is refused."""
    return _guarded(request, provider_id, openid.callback)


@require_safe
def cancelled(request: HttpRequest) -> HttpResponse:
    return render(request, "socialaccount/login_cancelled.html")


def _guarded(request: HttpRequest, provider_id: str, view: Any) -> HttpResponse:
    if not settings.OIDC_SERVER_URL or provider_id != settings.OIDC_PROVIDER_ID:
        raise Http404
    try:
        response: HttpResponse = view(request, provider_id)
    except PROVIDER_FAILURES:
        response = render(request, "socialaccount/authentication_error.html", status=502)
    return response
