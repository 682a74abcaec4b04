"""The pages of a review over HTTP: who comes in, what they show, what is typed stays, and what is done."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from sukhbat.bodies.rules import Role
from sukhbat.kernel import clock
from sukhbat.questions.models import Support, SupportCancellation
from sukhbat.questions.support_tally import supports_of
from tests.people import MONDAY, appoint, make_conference, make_person
from tests.supports.people import crowd, public_question, support

pytestmark = pytest.mark.django_db
LIST = "/en/coordination/conferences/internet/supports/"
LOOK = LIST + "cancel/"
RULE = {"per_network": "3", "within_seconds": "10"}
WHY = "Three in two seconds from one office"


@pytest.fixture
def question(state, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: MONDAY + timedelta(minutes=5))
    state.people["nurlan"] = make_person("nurlan")
    appoint(state.nurlan, Role.AUDITOR, state.coordinator)
    question = public_question(state, make_conference(state))
    for second, person in enumerate(crowd(3)):
        support(person, question, now=MONDAY + timedelta(seconds=second))
    return question


def enter(person) -> Client:
    client = Client()
    if person is not None:
        client.force_login(person)
    return client


def confirmation(page) -> dict[str, str]:
    """The hidden fields of the form that cancels."""
    form = page.content.decode().partition('method="post" action="' + LOOK)[2]
    return dict(re.findall(r'name="(\w+)" value="([^"]*)"', form))


def look(client, **rule):
    return client.get(LOOK, {**RULE, **rule})


def test_who_reads_and_who_acts(state, question):
    for who in ("madina", "aliya", "nurlan", "dana", "aruzhan", "gulnar", "aigerim"):
        client = enter(state.people[who])
        reads, acts = who in {"madina", "aliya", "nurlan"}, who == "madina"
        page = client.get(LIST)
        assert page.status_code == (200 if reads else 403), who
        if reads:
            assert ("Look for bursts" in page.content.decode()) == acts
        assert look(client).status_code == (200 if acts else 403), who
        assert client.post(LOOK, {}).status_code == (422 if acts else 403), who
    for path in (LIST, LOOK):
        guest = enter(None).get(path)
        assert (guest.status_code, "next=" in guest["Location"]) == (302, True)


def test_from_the_look_to_the_act_and_back(state, question):
    client = enter(state.madina)
    page = look(client)
    text = page.content.decode()
    assert "Cancel 3 supports" in text
    assert question.shown_number in text
    assert not SupportCancellation.objects.exists()
    done = client.post(LOOK, {**confirmation(page), "reason": WHY})
    assert (done.status_code, done["Location"]) == (303, LIST)
    assert supports_of([question.pk])[question.pk] == 0
    act = SupportCancellation.objects.get()
    listed = client.get(LIST).content.decode()
    assert WHY in listed
    assert "3 supports were cancelled." in listed
    back = f"{LIST}{act.pk}/revoke/"
    assert back in listed
    assert client.get(back).status_code == 200
    assert supports_of([question.pk])[question.pk] == 0
    assert client.post(back)["Location"] == LIST
    assert supports_of([question.pk])[question.pk] == 3
    assert "taken back" in client.get(LIST).content.decode()
    again = client.post(back)
    assert again.status_code == 409
    assert "taken back already" in again.content.decode()


def test_what_changed_meanwhile_is_shown_anew_with_the_reason_as_typed(state, question):
    client = enter(state.madina)
    seen = confirmation(look(client))
    support(state.bolat, question, now=MONDAY + timedelta(seconds=3))
    page = client.post(LOOK, {**seen, "reason": WHY})
    text = page.content.decode()
    assert page.status_code == 409
    assert "changed since you looked" in text
    assert WHY in text
    assert "Cancel 4 supports" in text
    assert client.post(LOOK, {**confirmation(page), "reason": WHY}).status_code == 303
    assert SupportCancellation.objects.get().cancelled == 4


def test_without_a_reason_the_look_stays(state, question):
    client = enter(state.madina)
    page = client.post(LOOK, {**confirmation(look(client)), "reason": "short"})
    assert page.status_code == 422
    assert "Cancel 3 supports" in page.content.decode()
    assert client.post(LOOK, {**confirmation(page), "reason": WHY}).status_code == 303


@pytest.mark.parametrize(
    "rule",
    [
        {"per_network": "1"},
        {"per_network": "x"},
        {"per_network": "9" * 40},
        {"within_seconds": "0"},
        {"within_seconds": "\x00"},
        {"from_at": "yesterday"},
        {"from_at": "2026-11-24T10:00", "until_at": "2026-11-23T10:00"},
    ],
)
def test_a_rule_that_is_none(state, question, rule):
    page = look(enter(state.madina), **rule)
    assert page.status_code == 422
    assert "Please check the form" in page.content.decode()


@pytest.mark.parametrize("name", ["per_network", "within_seconds", "from_at", "until_at", "seen"])
@pytest.mark.parametrize("bad", ["", "x", "\x00", "9" * 60, "2026-13-45T99:99:99+00:00", "<script>"])
def test_a_forged_confirmation_cancels_nothing(state, question, name, bad):
    client = enter(state.madina)
    page = client.post(LOOK, {**confirmation(look(client)), "reason": WHY, name: bad})
    assert page.status_code in ({303} if name == "from_at" and not bad else {409, 422})
    assert SupportCancellation.objects.exists() == (page.status_code == 303)


def test_nothing_found_offers_nothing(state, question):
    page = look(enter(state.madina), per_network="4").content.decode()
    assert "This rule finds no supports." in page
    assert "Reason" not in page


def test_in_a_closed_conference_one_only_reads(state, question):
    client = enter(state.madina)
    seen = confirmation(look(client))
    question.conference.ended_at = question.conference.closed_at = MONDAY
    question.conference.save()
    assert "Look for bursts" not in client.get(LIST).content.decode()
    page = client.post(LOOK, {**seen, "reason": WHY})
    assert page.status_code == 409
    assert Support.objects.filter(cancelled_by=None).count() == 3


@pytest.mark.parametrize(
    "path", ["nothing/supports/", "nothing/supports/cancel/", "internet/supports/x/revoke/"]
)
def test_what_does_not_exist(state, question, path):
    assert enter(state.madina).get(f"/en/coordination/conferences/{path}").status_code == 404


def test_an_act_that_does_not_exist(state, question):
    path = f"{LIST}01890000-0000-7000-8000-000000000000/revoke/"
    assert enter(state.madina).get(path).status_code == 404
    assert enter(state.madina).post(path).status_code == 404


def test_the_page_of_the_conference_leads_here(state, question):
    assert LIST in enter(state.madina).get("/en/coordination/conferences/internet/").content.decode()


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_in_every_language(state, question, language):
    page = look(enter(state.madina)).content.decode()
    assert '<html lang="en">' in page
    page = enter(state.madina).get(LOOK.replace("/en/", f"/{language}/"), RULE)
    assert page.status_code == 200
    assert f'<html lang="{language}">' in page.content.decode()
