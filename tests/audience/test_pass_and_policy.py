"""The pass for the live service, and what the content security policy lets a page with a broadcast load."""

from datetime import datetime

import pytest
from django.test import RequestFactory

from sukhbat.kernel.passes import read_pass
from sukhbat.web.conferences.stream import Kind, stream_of
from tests.people import MONDAY

PASS = "/en/conferences/internet/pass/"
PAGE = "/en/conferences/internet/"


@pytest.mark.django_db
def test_a_person_gets_a_pass_for_this_conference(state, conference, guest, settings):
    settings.LIVE_URL = "http://127.0.0.1:8001"
    guest.force_login(state.bolat)
    response = guest.get(PASS)
    found = response.json()
    issued = read_pass(found["pass"], now=MONDAY)
    assert (issued.person_id, issued.conference_id) == (state.bolat.pk, conference.pk)
    assert MONDAY < datetime.fromisoformat(found["until"]) < issued.until
    assert found["live_url"] == "http://127.0.0.1:8001"
    assert "no-store" in response["Cache-Control"]


@pytest.mark.django_db
def test_a_guest_gets_a_sentence(conference, guest):
    response = guest.get(PASS)
    assert response.status_code == 401
    assert response.json() == {"code": "sign_in", "sentence": "Please sign in first."}
    assert guest.get("/en/conferences/nothing/pass/").status_code == 404
    assert guest.post(PASS).status_code == 405


def policy_of(response):
    parts = (part.split() for part in response["Content-Security-Policy"].split(";"))
    return {words[0]: words[1:] for words in parts}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("url", "widened"),
    [
        ("", {}),
        ("http://video.example.kz/live.m3u8", {}),
        (
            "https://video.example.kz:8443/live.m3u8?a=1",
            {
                "media-src": ["https://video.example.kz:8443", "blob:"],
                "connect-src": ["'self'", "https://video.example.kz:8443"],
            },
        ),
        ("https://video.example.kz/talk.MP4", {"media-src": ["https://video.example.kz"]}),
        ("https://www.youtube.com/embed/abc", {"frame-src": ["https://www.youtube.com"]}),
        ("https://evil.example;script-src *//a", {}),
    ],
)
def test_the_policy_lets_in_exactly_the_broadcast(conference, guest, url, widened):
    plain = policy_of(guest.get("/en/questions/"))
    type(conference).objects.filter(pk=conference.pk).update(stream_url=url)
    response = guest.get(PAGE)
    assert policy_of(response) == plain | widened
    again = guest.get(PAGE, headers={"If-None-Match": response["ETag"]})
    assert again.status_code == 304
    assert policy_of(again) == plain | widened


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("https://a.kz/x.m3u8", Kind.HLS),
        ("https://a.kz/x.webm#t=5", Kind.FILE),
        ("https://a.kz/embed", Kind.FRAME),
        ("https://testserver/embed", Kind.LINK),
        ("http://testserver/x.m3u8", Kind.HLS),
        ("http://a.kz/embed", Kind.LINK),
        ("https://user:word@a.kz/x.mp4", Kind.LINK),
        ("javascript:alert(1)", Kind.LINK),
    ],
)
def test_how_an_address_is_shown(url, kind):
    assert stream_of(url, RequestFactory().get("/")).kind is kind
