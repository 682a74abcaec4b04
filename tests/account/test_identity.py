"""Signing in by OpenID Connect, against a real provider: the whole dance, and everything that may go wrong in it."""

import os
import subprocess
import sys
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.urls import reverse

from sukhbat.people.models import Identity, Person
from sukhbat.people.queries import is_verified
from tests.people import make_person

pytestmark = pytest.mark.django_db
START = "/kk/account/identity/egov/"


@pytest.fixture(autouse=True)
def provider(settings, provider_url):
    settings.OIDC_SERVER_URL = provider_url
    settings.OIDC_PROVIDER_ID = "egov"
    settings.SOCIALACCOUNT_PROVIDERS = provider_settings(provider_url)
    return provider_url


def provider_settings(url):
    app = {
        "provider_id": "egov",
        "name": "eGov",
        "client_id": "us",
        "secret": "s",
        "settings": {"server_url": url},
    }
    return {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}


def known_there(provider, subject="880101300123", **claims):
    httpx.put(f"{provider}/users/{subject}", json=claims).raise_for_status()
    return subject


def to_provider(client, next_url="/kk/ask/"):
    response = client.post(START, {"next": next_url})
    assert response.status_code == 302, response.content.decode()
    return response["Location"]


def back(address, subject, **action):
    """Press a button on the provider's page; the path that the browser is sent back to."""
    response = httpx.post(address, data=action or {"sub": subject})
    assert response.status_code in {302, 303}, response.text
    parts = urlsplit(response.headers["location"])
    assert parts.path == "/account/identity/egov/callback/"
    return f"{parts.path}?{parts.query}"


def sign_in(client, provider, subject="880101300123", next_url="/kk/ask/", **claims):
    known_there(provider, subject, **claims)
    return client.get(back(to_provider(client, next_url), subject))


def whoever(client):
    return Person.objects.filter(pk=client.session.get("_auth_user_id")).first()


def test_the_button_stands_only_where_a_provider_is_configured(client, settings):
    assert "eGov" in client.get(reverse("account_login")).content.decode()
    settings.OIDC_SERVER_URL = ""
    assert "eGov" not in client.get(reverse("account_login")).content.decode()
    assert client.post(START).status_code == 404


def test_a_get_only_shows_the_button(client):
    page = client.get(START)
    assert page.status_code == 200
    assert "eGov" in page.content.decode()


def test_the_request_carries_state_and_a_pkce_challenge(client):
    asked = parse_qs(urlsplit(to_provider(client)).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert len(asked["state"][0]) >= 16
    assert asked["redirect_uri"] == ["http://testserver/account/identity/egov/callback/"]


def test_a_new_person_comes_back_signed_in_to_where_they_were(client, provider):
    response = sign_in(
        client,
        provider,
        name="Әсел Қанатқызы",
        email="Asel@Example.kz",
        email_verified=True,
        next_url="/ru/ask/",
    )
    assert response["Location"] == "/ru/ask/"
    person = whoever(client)
    assert (person.email, person.name, person.language) == ("asel@example.kz", "Әсел Қанатқызы", "ru")
    assert is_verified(person)


def test_no_claim_is_stored_and_the_subject_only_as_a_keyed_hash(client, provider):
    sign_in(client, provider, email="asel@example.kz", email_verified=True, iin="880101300123")
    assert not SocialAccount.objects.exists()
    assert not SocialToken.objects.exists()
    assert not EmailAddress.objects.exists()
    identity = Identity.objects.get()
    assert "880101300123" not in identity.subject_hash
    assert len(identity.subject_hash) == 64
    assert "880101300123" not in str(dict(client.session))


def test_coming_again_is_the_same_person_also_with_another_address(client, other_client, provider):
    sign_in(client, provider, email="asel@example.kz", email_verified=True)
    sign_in(other_client, provider, email="new@example.kz", email_verified=True)
    assert whoever(client) == whoever(other_client)
    assert Person.objects.count() == 1


def test_a_verified_address_finds_its_person(client, provider):
    person = make_person("aigerim")
    sign_in(client, provider, email="AIGERIM@example.kz", email_verified=True)
    assert whoever(client) == person


@pytest.mark.parametrize("verified", [False, None, "true", "yes", 1])
def test_an_address_that_is_not_asserted_finds_nobody(client, provider, verified):
    person = make_person("aigerim")
    sign_in(client, provider, subject=f"u-{verified}", email="aigerim@example.kz", email_verified=verified)
    found = whoever(client)
    assert found not in {None, person}
    assert found.email is None


def test_someone_signed_in_by_mail_proves_who_they_are(client, provider):
    person = make_person("aigerim")
    client.force_login(person)
    response = sign_in(
        client, provider, email="other@example.kz", email_verified=True, next_url="/kk/my/profile/"
    )
    assert response["Location"] == "/kk/my/profile/"
    assert whoever(client) == person
    assert is_verified(person)
    assert person.email == "aigerim@example.kz"


def test_a_state_that_is_not_ours_signs_nobody_in(client, other_client, provider):
    subject = known_there(provider, email="asel@example.kz", email_verified=True)
    answer = back(to_provider(client), subject)
    assert other_client.get(answer).status_code == 401  # another browser
    assert whoever(other_client) is None
    wrong = answer.replace("state=", "state=x")
    assert client.get(wrong).status_code == 401
    assert whoever(client) is None
    assert not Person.objects.exists()


def test_an_answer_works_once(client, provider):
    subject = known_there(provider, email="asel@example.kz", email_verified=True)
    answer = back(to_provider(client), subject)
    client.get(answer)
    client.logout()
    assert client.get(answer).status_code == 401
    assert whoever(client) is None


def test_a_made_up_code_signs_nobody_in(client, provider):
    answer = back(to_provider(client), known_there(provider))
    state = parse_qs(urlsplit(answer).query)["state"][0]
    response = client.get(f"/account/identity/egov/callback/?code=made-up&state={state}")
    assert response.status_code == 401
    assert whoever(client) is None


def test_saying_no_at_the_provider_leads_to_a_page_in_words(client, provider):
    address = to_provider(client)
    state = parse_qs(urlsplit(address).query)["state"][0]
    back(address, "", action="deny")
    response = client.get(f"/account/identity/egov/callback/?error=access_denied&state={state}", follow=True)
    assert response.status_code == 200
    assert whoever(client) is None


def test_a_provider_that_is_down_is_said_and_nothing_breaks(client, settings):
    settings.SOCIALACCOUNT_PROVIDERS = provider_settings("http://127.0.0.1:9")
    assert client.post(START).status_code == 502


def test_a_next_address_elsewhere_is_not_followed(client, provider):
    response = sign_in(client, provider, next_url="https://evil.example/")
    assert urlsplit(response["Location"]).netloc == ""


def test_a_closed_account_stays_closed(client, provider):
    make_person("aigerim", is_active=False)
    response = sign_in(client, provider, email="aigerim@example.kz", email_verified=True)
    assert response.status_code == 403
    assert whoever(client) is None


def test_the_policy_of_the_pages_lets_the_form_lead_to_the_provider():
    program = (
        "from sukhbat.settings import test as s\n"
        "print(s.CONTENT_SECURITY_POLICY['DIRECTIVES']['form-action'][-1])\n"
        "print(s.SOCIALACCOUNT_PROVIDERS['openid_connect']['APPS'][0]['secret'])"
    )
    given = {"OIDC_SERVER_URL": "https://idp.example.kz:8443/realms/people", "OIDC_CLIENT_SECRET": "hush"}
    told = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, **given},
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.split() == ["https://idp.example.kz:8443", "hush"]
