"""The moderators' pages through HTTP: the whole walk, who may come in, bad input, and what a page costs."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sukhbat.desk.moderation import urls
from sukhbat.kernel import clock
from sukhbat.ledger.queries import entries_about
from sukhbat.questions.claims import claim_question
from sukhbat.questions.models import Access, ModerationClaim, Question
from sukhbat.questions.moderation import hide_question, publish_question
from tests.people import ask, make_conference

pytestmark = pytest.mark.django_db

PHONE_TEXT = "Менің нөмірім 8 701 123 45 67, көшеде жарық жоқ, Асель Омарова айтты"
QUEUE = "/kk/moderation/"


@pytest.fixture
def now():
    return clock.now()


def item(question, verb="") -> str:
    return f"{QUEUE}{question.shown_number}/{verb}"


def body(response) -> str:
    return response.content.decode()


def flagged(state, now):
    return ask(state, text=PHONE_TEXT, published_text=PHONE_TEXT, now=now)


# --- who may come in ---

ADDRESSES = ("", "new/", "switch/", "order/", "decided/", "next/", "publish/", "{n}/", *(f"{{n}}/{verb}/" for verb in (
    "claim", "release", "publish", "mask", "hide", "hide-name", "unhide", "reveal")))  # fmt: skip


@pytest.mark.parametrize("address", ADDRESSES)
def test_only_moderators_come_in(state, enter, now, address):
    question = ask(state, now=now)
    url = QUEUE + address.format(n=question.shown_number)
    method = "get" if address in {"", "new/", "decided/", "{n}/"} else "post"
    for name in ("aigerim", "oleg", "saule", "gulnar", "madina", "aliya", "nurlan"):
        assert getattr(enter(state.people[name]), method)(url).status_code == 403, name
    response = getattr(enter(None), method)(url)
    assert response.status_code == 302
    assert response["Location"].startswith(reverse(settings.LOGIN_URL))
    assert Question.objects.get(pk=question.pk).visibility == "pending"


@pytest.mark.parametrize(
    "address", [address for address in ADDRESSES if address not in {"", "new/", "decided/", "{n}/"}]
)
def test_a_get_writes_nothing_and_says_so(state, enter, now, address):
    question = ask(state, now=now)
    response = enter(state.dana).get(QUEUE + address.format(n=question.shown_number))
    assert response.status_code == 405
    assert "405" in body(response)
    assert not ModerationClaim.objects.exists()
    assert entries_about(question.number).count() == 1


def test_every_address_is_tried_here():
    assert len(urls.urlpatterns) == len(ADDRESSES)


# --- the queue ---


def test_the_queue_is_oldest_first_with_alarms_and_without_identity(state, enter, now):
    late = ask(state, now=now - timedelta(days=9), name="Айгерім Тестова", hide_name=True, contact="a@b.kz")
    half = ask(state, now=now - timedelta(hours=1))
    Question.objects.filter(pk=half.pk).update(publish_by=now + timedelta(minutes=30))
    fresh = ask(state, text=PHONE_TEXT, published_text=PHONE_TEXT, now=now)
    page = body(enter(state.dana).get(QUEUE))
    places = [page.index(question.shown_number) for question in (late, half, fresh)]
    assert places == sorted(places)
    assert page.count("is-overdue") == 1
    assert page.count("is-due-today") == 1
    assert "Тестова" not in page
    assert "a@b.kz" not in page
    # Only what was read whole and holds no finding may be published from the list.
    assert f'value="{late.number}"' in page
    assert f'value="{fresh.number}"' not in page


def test_the_filters_narrow_and_survive_nonsense(state, enter, now):
    conference = make_conference(state, now=now)
    inside, outside = ask(state, conference=conference, now=now), flagged(state, now)
    client = enter(state.dana)
    page = body(client.get(QUEUE, {"conference": conference.slug}))
    assert inside.shown_number in page
    assert outside.shown_number not in page
    page = body(client.get(QUEUE, {"flagged": "1"}))
    assert outside.shown_number in page
    assert inside.shown_number not in page
    for nonsense in ("x", "\x00", "1_2", f"nan_{uuid4()}", f"1e99_{uuid4()}", f"inf_{uuid4()}"):
        response = client.get(QUEUE, {"after": nonsense, "conference": nonsense})
        assert response.status_code == 200
        assert inside.shown_number in body(response)


def test_pages_of_the_queue_show_each_question_once(state, enter, now):
    questions = [ask(state, now=now) for _ in range(35)]
    client = enter(state.dana)
    first = body(client.get(QUEUE))
    following = re.search(r'href="([^"]*after=[^"]*)"', first)[1].replace("&amp;", "&")
    second = body(client.get(following))
    seen = re.findall(r'name="number" value="(\w+)"', first + second)
    assert seen == [question.number for question in questions]


@pytest.mark.slow
def test_the_queue_costs_few_queries_at_500(state, enter, now, django_assert_max_num_queries):
    conference = make_conference(state, now=now)
    for number in range(500):
        ask(state, conference=conference if number % 2 else None, now=now)
    claim_question(person=state.asel, number=Question.objects.first().number, now=now)
    client = enter(state.dana)
    client.get(QUEUE)
    with django_assert_max_num_queries(8):
        assert client.get(QUEUE).status_code == 200
    with CaptureQueriesContext(connection) as spent:
        client.get(QUEUE)
    assert not [query for query in spent if "INSERT" in query["sql"] or "UPDATE" in query["sql"]]


def test_many_are_published_at_once_and_the_rest_is_explained(state, enter, now):
    clean, risky = ask(state, now=now), flagged(state, now)
    numbers = [clean.number, risky.number, "nonsense", "\x00"]
    response = enter(state.dana).post(f"{QUEUE}publish/", {"number": numbers}, follow=True)
    assert response.redirect_chain[0][1] == 303
    assert Question.objects.get(visibility="public") == clean
    assert len(response.context["messages"]) == 2


# --- one question ---


def test_found_data_is_marked_and_chosen_for_masking(state, enter, now):
    question = flagged(state, now)
    page = body(enter(state.dana).get(item(question)))
    assert "<mark>8 701 123 45 67</mark>" in page
    assert re.search(r'value="8 701 123 45 67"[^>]*checked', page)
    assert not ModerationClaim.objects.exists()


def test_html_in_a_text_stays_text(state, enter, now):
    question = ask(state, text="<script>alert(1)</script> қашан жол салынады?", now=now)
    page = body(enter(state.dana).get(item(question)))
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_masking_publishes_and_leads_to_the_next(state, enter, now):
    first, second = flagged(state, now), ask(state, now=now)
    data = {"found": ["8 701 123 45 67"], "more": "асель омарова\r\n\r\n"}
    response = enter(state.dana).post(item(first, "mask/"), data)
    assert (response.status_code, response["Location"]) == (303, item(second))
    assert ModerationClaim.objects.get().question == second
    first.refresh_from_db()
    assert first.text == "Менің нөмірім ▒▒▒▒, көшеде жарық жоқ, ▒▒▒▒ айтты"


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"more": "Алматы\x00"}, "Алматы"),
        ({"more": ""}, "mask"),
        ({"more": "я" * 4_001}, "4000"),
        ({"found": ["not there"]}, "not there"),
    ],
)
def test_a_mask_that_fits_nothing_is_explained_and_kept(state, enter, now, data, sentence):
    question = flagged(state, now)
    response = enter(state.dana).post(item(question, "mask/").replace("/kk/", "/en/"), data)
    assert response.status_code == 422
    assert sentence in body(response)
    assert data.get("more", "").strip("\x00") in body(response)
    assert Question.objects.get(pk=question.pk).visibility == "pending"


def test_a_megabyte_is_refused_in_words(state, enter, now):
    response = enter(state.dana).post(item(flagged(state, now), "mask/"), {"more": "a" * 1_000_000})
    assert response.status_code in {400, 413}
    assert "<h1>" in body(response)


def test_hiding_needs_its_ground(state, enter, now):
    question = ask(state, now=now)
    client = enter(state.dana)
    for data in ({}, {"ground": "criticism"}):
        response = client.post(item(question, "hide/"), data)
        assert response.status_code == 422
        assert "errorlist" in body(response)
    assert client.post(item(question, "hide/"), {"ground": "advertising"}).status_code == 303
    question.refresh_from_db()
    assert (question.visibility, question.hidden_ground) == ("hidden", "advertising")


def test_a_question_of_another_moderator_is_explained(state, enter, now):
    question = ask(state, now=now)
    claim_question(person=state.asel, number=question.number, now=now)
    client = enter(state.dana)
    for verb in ("claim/", "publish/"):
        response = client.post(item(question, verb))
        assert response.status_code == 409
        assert 'role="alert"' in body(response)
    assert Question.objects.get(pk=question.pk).visibility == "pending"


def test_a_second_press_publishes_once(state, enter, now):
    question = ask(state, now=now)
    client = enter(state.dana)
    assert client.post(item(question, "publish/")).status_code == 303
    assert client.post(item(question, "publish/")).status_code == 409
    assert entries_about(question.number).count() == 2


def test_claim_release_and_next(state, enter, now):
    first, second = ask(state, now=now), ask(state, now=now)
    client = enter(state.dana)
    assert client.post(f"{QUEUE}next/")["Location"] == item(first)
    assert client.post(item(first, "release/"))["Location"] == item(second)
    assert ModerationClaim.objects.get().question == second
    hide_question(person=state.dana, number=first.number, ground="obscenity", now=now)
    publish_question(person=state.dana, number=second.number, now=now)
    assert client.post(f"{QUEUE}next/")["Location"] == QUEUE


def test_the_original_is_shown_once_for_a_reason(state, enter, now):
    question = ask(state, text=PHONE_TEXT, now=now)
    client = enter(state.dana)
    assert "701" not in body(client.get(item(question)))
    short = client.post(item(question, "reveal/"), {"reason": "why not"})
    assert short.status_code == 422
    assert "701" not in body(short)
    assert not Access.objects.exists()
    shown = client.post(item(question, "reveal/"), {"reason": "Is this a public number?"})
    assert (shown.status_code, "8 701 123 45 67" in body(shown)) == (200, True)
    assert "no-store" in shown["Cache-Control"]
    assert "701" not in body(client.get(item(question)))
    assert Access.objects.get().reason == "Is this a public number?"


def test_decided_lately_shows_how_and_lets_undo(state, enter, now):
    published, hidden = ask(state, now=now), ask(state, now=now)
    publish_question(person=state.dana, number=published.number, now=now)
    hide_question(person=state.dana, number=hidden.number, ground="obscenity", now=now)
    client = enter(state.asel)
    page = body(client.get(f"{QUEUE}decided/"))
    assert page.index(hidden.shown_number) < page.index(published.shown_number)
    assert item(hidden, "unhide/") in page
    assert client.post(item(hidden, "unhide/")).status_code == 303
    assert Question.objects.get(pk=hidden.pk).visibility == "public"


@pytest.mark.parametrize("number", ["0000-0000-1", "x", "%00", "é" * 300])
def test_a_wrong_number_is_not_found(state, enter, number):
    assert enter(state.dana).get(f"{QUEUE}{number}/").status_code == 404


def test_a_private_question_is_not_there(state, enter, now):
    question = ask(state, keep_private=True, now=now)
    assert enter(state.dana).get(item(question)).status_code == 404


def test_ones_own_question_is_for_another(state, enter, now):
    question = ask(state, person=state.dana, now=now)
    assert enter(state.dana).get(item(question)).status_code == 403
