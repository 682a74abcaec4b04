"""The public page of the order, its export, and the coordinator's page that publishes it."""

import json
from datetime import timedelta

import pytest
from django.test import Client

from sukhbat.conferences.models import PublishedOrder
from sukhbat.conferences.ordering import reveal_orders
from sukhbat.questions.models import Question
from sukhbat.questions.order import take_edition
from sukhbat.web.kept_pages import kept_pages
from tests.order.conftest import crowd, ended, fresh, live, ordered, support
from tests.people import MONDAY, make_conference
from tests.web.steps import published

pytestmark = pytest.mark.django_db
ORDER = "/en/conferences/internet/order/"
EXPORT = "/en/conferences/internet/order.json"
DESK = "/en/coordination/conferences/internet/order/"
HERE = {"HTTP_SEC_FETCH_SITE": "same-origin"}
GOOD = {"support": "40", "quota": "40", "lottery": "20", "is_sure": "on"}


@pytest.fixture(autouse=True)
def monday(monkeypatch):
    kept_pages.forget()
    monkeypatch.setattr("sukhbat.kernel.clock.now", lambda: MONDAY)


@pytest.fixture
def guest():
    return Client()


@pytest.fixture
def coordinator(state):
    client = Client()
    client.force_login(state.madina)
    return client


def text_of(response):
    return " ".join(response.content.decode().split())


def test_before_there_is_an_order_the_page_says_when(guest, conference):
    page = text_of(guest.get(ORDER))
    assert "published when the collecting of questions begins" in page
    assert guest.get(EXPORT).status_code == 404


def test_the_page_tells_the_rule_the_places_and_why(state, guest, conference, publish_as):
    conference = publish_as(conference, 0, 100, 0)
    published(state, conference=conference, text="How much is the tariff?")
    rare = published(state, conference=conference, region_id=state.abai.pk, text="When does the road come?")
    published(state, conference=conference)
    support(rare, crowd(2))
    take_edition(conference=conference, now=MONDAY)
    page = text_of(guest.get(ORDER))
    assert "100 of 100 places" in page
    assert PublishedOrder.objects.get().commitment in page
    assert "told when the live part has ended" in page
    assert "When does the road come?" in page
    assert "2 support it" in page
    assert (
        "Абай облысы (en) has 33 % of the questions and 0 of the" in page
        or "Абай облысы (en) has 33 % of the" in page
    )
    assert "from 3 questions, 0 of them already on air" in page


def test_hidden_counts_and_hidden_texts_are_not_on_the_page(state, guest, conference, publish_as):
    conference = publish_as(conference, 100, 0, 0, hides_counts=True)
    gone = published(state, conference=conference, text="A text that was taken away")
    stays = published(state, conference=conference, text="A text that stays here")
    support(stays, crowd(2))
    take_edition(conference=conference, now=MONDAY)
    Question.objects.filter(pk=gone.pk).update(visibility="hidden", hidden_ground="spam")
    page = text_of(guest.get(ORDER))
    assert "A text that stays here" in page
    assert "taken away" not in page
    assert "support it" not in page
    assert {row[2] for row in json.loads(guest.get(EXPORT).content)["candidates"]} == {None}


def test_the_seed_stands_on_the_page_after_the_end(state, guest, conference, monkeypatch):
    conference = live(ordered(conference))
    published(state, conference=conference)
    take_edition(conference=conference, now=MONDAY)
    seed = bytes(PublishedOrder.objects.get().seed).hex()
    assert seed not in text_of(guest.get(ORDER))
    assert seed not in text_of(guest.get(EXPORT))
    end = MONDAY + timedelta(hours=1)
    ended(conference, end)
    reveal_orders(now=end)
    monkeypatch.setattr("sukhbat.kernel.clock.now", lambda: end)
    assert seed in text_of(guest.get(ORDER))
    assert json.loads(guest.get(EXPORT).content)["seed"] == seed


def test_the_export_is_cacheable_and_names_its_edition(state, guest, conference):
    conference = live(ordered(conference))
    first = published(state, conference=conference)
    take_edition(conference=conference, now=MONDAY)
    support(first, crowd(1))
    latest = take_edition(conference=conference, now=MONDAY + timedelta(seconds=3))
    answer = guest.get(EXPORT)
    assert answer["Content-Type"] == "application/json"
    assert "public" in answer["Cache-Control"]
    assert guest.get(EXPORT, headers={"If-None-Match": answer["ETag"]}).status_code == 304
    assert json.loads(answer.content)["edition"] == str(latest.pk)
    begun = json.loads(guest.get(EXPORT, {"edition": "first"}).content)
    assert [row[2] for row in begun["candidates"]] == [0]
    assert guest.get(EXPORT, {"edition": "other"}).status_code == 404


def test_a_draft_and_nothing_have_no_order(state, guest):
    make_conference(state, announced_at=None)
    assert {guest.get(address).status_code for address in (ORDER, EXPORT)} == {404}
    assert guest.get(ORDER.replace("internet", "nothing")).status_code == 404


def test_the_page_costs_few_queries(state, guest, conference, django_assert_max_num_queries):
    conference = ordered(conference)
    for _ in range(5):
        published(state, conference=conference)
    take_edition(conference=conference, now=MONDAY)
    guest.get(ORDER)
    with django_assert_max_num_queries(6):
        guest.get(ORDER)


def test_a_coordinator_publishes_the_order_by_the_form(coordinator, conference):
    page = text_of(coordinator.get(DESK))
    assert "Publish the order" in page
    assert 'value="50"' in page
    answer = coordinator.post(DESK, {**GOOD, "hides_counts": "on"}, **HERE)
    assert (answer.status_code, answer["Location"]) == (303, DESK)
    order = PublishedOrder.objects.get()
    assert (order.support, order.quota, order.lottery, order.hides_counts) == (40, 40, 20, True)
    page = text_of(coordinator.get(DESK))
    assert order.commitment in page
    assert "Publish the order" not in page
    again = coordinator.post(DESK, GOOD, **HERE)
    assert (again.status_code, "published already" in text_of(again)) == (409, True)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"lottery": "30"}, "The three make 110, not 100."),
        ({"support": "-1"}, "greater than or equal to 0"),
        ({"quota": ""}, "required"),
        ({"quota": "many"}, "whole number"),
        ({"is_sure": ""}, "Please confirm"),
    ],
)
def test_a_wrong_form_keeps_what_was_typed(coordinator, conference, change, sentence):
    answer = coordinator.post(DESK, {**GOOD, **change}, **HERE)
    assert (answer.status_code, sentence in text_of(answer)) == (422, True)
    assert 'value="40"' in text_of(answer)
    assert not PublishedOrder.objects.exists()


@pytest.mark.parametrize(("who", "status"), [("aigerim", 403), ("aruzhan", 403), ("gulnar", 403)])
def test_others_do_not_reach_the_form(state, conference, who, status):
    client = Client()
    client.force_login(state.people[who])
    assert client.get(DESK).status_code == status
    assert client.post(DESK, GOOD, **HERE).status_code == status


def test_once_the_live_part_began_the_page_says_so(coordinator, conference):
    live(conference)
    page = text_of(coordinator.get(DESK))
    assert "before the live part begins" in page
    assert coordinator.post(DESK, GOOD, **HERE).status_code == 409


def test_checking_before_or_after_is_switched_by_the_coordinator(coordinator, conference):
    address = "/en/coordination/conferences/internet/premoderation/"
    assert "shown at once" in text_of(coordinator.get(address))
    coordinator.post(address, {"is_premoderated": "0"}, **HERE)
    assert not fresh(conference).is_premoderated
    coordinator.post(address, {"is_premoderated": "1"}, **HERE)
    assert fresh(conference).is_premoderated


def test_the_conference_page_of_coordination_leads_there(coordinator, conference):
    assert DESK in text_of(coordinator.get("/en/coordination/conferences/internet/"))


@pytest.mark.parametrize("is_live", [False, True])
def test_the_conference_and_the_question_lead_to_it(state, guest, conference, is_live):
    conference = ordered(conference)
    if is_live:
        conference = live(conference)
    question = published(state, conference=conference)
    take_edition(conference=conference, now=MONDAY)
    assert ORDER in text_of(guest.get("/en/conferences/internet/"))
    page = text_of(guest.get(f"/en/questions/{question.shown_number}/"))
    assert "Place 1" in page
    assert ORDER in page


def test_a_conference_without_an_order_names_none(guest, conference):
    assert ORDER not in text_of(guest.get("/en/conferences/internet/"))
