"""A conference's page: what it shows in each phase, what it costs, and what it leaves to caches."""

import gzip
from datetime import timedelta

import pytest

from sukhbat.questions.listing import PAGE
from tests.people import MONDAY, ask, make_conference
from tests.web.steps import a_ground, hidden, published

pytestmark = pytest.mark.django_db
ADDRESS = "/en/conferences/internet/"


def text_of(response):
    return response.content.decode()


def test_a_page_shows_public_questions_and_counts_the_others(state, guest):
    conference = make_conference(state)
    published(state, conference=conference, text="A question that everyone may read")
    ask(state, conference=conference, text="A question that waits for its check")
    hidden(state, conference=conference, text="A question whose text was hidden")
    page = text_of(guest.get(ADDRESS))
    assert "A question that everyone may read" in page
    assert "waits for its check" not in page
    assert "text was hidden" not in page
    assert "1 question waits for a check" in page
    assert "1 text is hidden on a ground" in page
    assert '<a href="/en/conferences/internet/#questions">3</a>' in page


def test_what_people_write_is_escaped(state, guest):
    conference = make_conference(state)
    published(state, conference=conference, text="<script>alert('Why?')</script> & so on")
    page = text_of(guest.get(ADDRESS))
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


@pytest.mark.parametrize(
    ("moved", "expected"),
    [
        ({"announced_at": None}, 404),
        ({"announced_at": MONDAY + timedelta(hours=1)}, 404),
        ({}, 200),
    ],
)
def test_a_draft_is_nobody_s_business(state, guest, moved, expected):
    make_conference(state, **moved)
    assert guest.get(ADDRESS).status_code == expected


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"cancelled_at": MONDAY}, "This conference was cancelled on 23 November 2026."),
        ({"postponed_at": MONDAY}, "This conference was postponed on 23 November 2026."),
        ({"closed_at": MONDAY}, "This conference takes no more questions."),
        ({"ended_at": MONDAY}, "This conference takes no more questions."),
        ({"collecting_at": MONDAY + timedelta(days=1)}, "Questions are taken from 24 November"),
        ({"started_at": MONDAY}, "On air now"),
    ],
)
def test_each_phase_says_what_a_reader_can_do(state, guest, fields, sentence):
    make_conference(state, **fields)
    assert sentence in text_of(guest.get(ADDRESS))


@pytest.mark.parametrize(
    ("fields", "asks"),
    [
        ({}, True),
        ({"intake_open": False}, False),
        ({"closed_at": MONDAY}, False),
        ({"started_at": MONDAY}, True),
    ],
)
def test_the_form_is_there_while_questions_are_taken(state, guest, fields, asks):
    make_conference(state, **fields)
    page = text_of(guest.get(ADDRESS))
    assert ('name="to" value="conference:internet"' in page) is asks
    assert ("/en/ask/?conference=internet" in page) is asks


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("theme=internet", {"net"}),
        ("theme=roads", {"road"}),
        ("region=10", {"road"}),
        ("language=kk", {"net", "road"}),
        ("language=en", set()),
        ("state=in_work", {"net", "road"}),
        ("state=overdue", set()),
        ("state=answered", set()),
        ("theme=internet&region=10", set()),
    ],
)
def test_filters_narrow_the_list(state, guest, query, found):
    conference = make_conference(state)
    published(state, conference=conference, text="When comes the net to us?")
    fields = {"theme_id": state.roads.pk, "region_id": state.abai.pk}
    published(state, conference=conference, text="When comes the road to us?", **fields)
    page = text_of(guest.get(f"{ADDRESS}?{query}"))
    assert {word for word in ("net", "road") if f"the {word} to us" in page} == found


@pytest.mark.parametrize(
    "query",
    ["theme=nothing", "region=0", "language=de", "state=lost", "before=x", "after=%00", "theme=%F0%9F%98%80"],
)
def test_a_filter_that_is_none_gets_a_sentence(state, guest, query):
    make_conference(state)
    response = guest.get(f"{ADDRESS}?{query}")
    assert response.status_code == 404
    assert 'class="lead"' in text_of(response)


def test_pages_show_every_question_once_in_both_directions(state, guest):
    conference = make_conference(state)
    numbers = [published(state, conference=conference).shown_number for _ in range(2 * PAGE + 5)]
    down, address = [], ADDRESS
    while address:
        response = guest.get(address)
        down.append(shown(response))
        last, address = address, response.context["list"].older_url
    assert [number for page in down for number in page] == numbers[::-1]
    assert [len(page) for page in down] == [PAGE, PAGE, 5]
    up = [shown(response)]
    while address := response.context["list"].newer_url:
        response = guest.get(address)
        up.append(shown(response))
    assert up == down[::-1]
    assert last


def shown(response):
    import re

    return re.findall(r'<li class="num">([0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z])</li>', text_of(response))


def test_a_warm_page_costs_at_most_six_queries(state, guest, django_assert_max_num_queries):
    conference = make_conference(state)
    for _ in range(PAGE + 3):
        published(state, conference=conference)
    guest.get(ADDRESS)
    with django_assert_max_num_queries(6):
        guest.get(ADDRESS)


def test_one_new_question_reads_only_itself(state, guest, django_assert_max_num_queries):
    conference = make_conference(state)
    for _ in range(5):
        published(state, conference=conference)
    guest.get(ADDRESS)
    published(state, conference=conference, text="The newest question of them all")
    with django_assert_max_num_queries(6):
        assert "The newest question of them all" in text_of(guest.get(ADDRESS))


def test_a_hidden_question_leaves_the_list_at_once(state, guest):
    conference = make_conference(state)
    question = published(state, conference=conference, text="This will be hidden in a moment")
    assert "hidden in a moment" in text_of(guest.get(ADDRESS))
    from sukhbat.questions.moderation import hide_question

    hide_question(person=state.dana, number=question.number, ground=a_ground(), now=MONDAY)
    assert "hidden in a moment" not in text_of(guest.get(ADDRESS))


def test_a_question_becomes_overdue_at_midnight(state, guest, at):
    conference = make_conference(state)
    question = published(state, conference=conference)
    assert "is-overdue" not in text_of(guest.get(ADDRESS))
    at(MONDAY + (question.due_on - MONDAY.date()) + timedelta(days=1))
    assert "is-overdue" in text_of(guest.get(ADDRESS))


def test_a_guest_s_page_may_be_kept_and_is_not_tied_to_a_session(state, guest):
    make_conference(state)
    response = guest.get(ADDRESS)
    assert response["Cache-Control"] == "public, max-age=1, stale-while-revalidate=30"
    assert {"Cookie", "Accept-Encoding"} <= set(response["Vary"].split(", "))
    assert not response.cookies
    assert response.wsgi_request.session.accessed is False
    assert "csrfmiddlewaretoken" not in text_of(response)


def test_an_unchanged_page_is_not_sent_again(state, guest):
    make_conference(state)
    tag = guest.get(ADDRESS)["ETag"]
    again = guest.get(ADDRESS, headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
    assert guest.get(ADDRESS, headers={"If-None-Match": 'W/"other"'}).status_code == 200


def test_a_page_is_packed_for_who_can_unpack_it(state, guest):
    make_conference(state)
    plain = guest.get(ADDRESS)
    packed = guest.get(ADDRESS, headers={"Accept-Encoding": "gzip"})
    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    assert "Content-Encoding" not in plain


def test_a_signed_in_person_s_page_is_private_and_not_packed(state, guest):
    make_conference(state)
    guest.force_login(state.aigerim)
    response = guest.get(ADDRESS, headers={"Accept-Encoding": "gzip"})
    assert "private" in response["Cache-Control"]
    assert "public" not in response["Cache-Control"]
    assert "Content-Encoding" not in response


def test_a_head_request_and_a_wrong_method(state, guest):
    make_conference(state)
    assert guest.head(ADDRESS).status_code == 200
    assert guest.post(ADDRESS).status_code == 405


def test_the_list_of_conferences_has_a_place_for_each_phase(state, guest):
    make_conference(state, slug="open")
    make_conference(state, slug="on-air", started_at=MONDAY)
    make_conference(state, slug="ended", ended_at=MONDAY)
    make_conference(state, slug="done", closed_at=MONDAY)
    make_conference(state, slug="off", cancelled_at=MONDAY)
    make_conference(state, slug="secret", announced_at=None)
    response = guest.get("/en/conferences/")
    groups = {
        group.code: [row.conference.slug for row in group.items] for group in response.context["groups"]
    }
    assert groups == {
        "live": ["on-air"],
        "collecting": ["open"],
        "answering": ["ended"],
        "closed": ["done"],
        "changed": ["off"],
    }


def test_a_new_state_has_pages_that_say_what_to_do(state, guest):
    for address in (
        "/en/",
        "/en/conferences/",
        "/en/questions/",
        "/en/themes/",
        "/en/bodies/",
        "/en/search/",
    ):
        assert guest.get(address).status_code == 200
    assert "No conference is announced yet" in text_of(guest.get("/en/conferences/"))


def test_a_kept_page_gives_way_when_anything_about_the_conference_changes(state, guest):
    conference = make_conference(state)
    assert "Your question" in text_of(guest.get(ADDRESS))
    type(conference).objects.filter(pk=conference.pk).update(intake_open=False)
    assert "Your question" not in text_of(guest.get(ADDRESS))
    type(conference).objects.filter(pk=conference.pk).update(title_en="Another title")
    assert "<h1>Another title</h1>" in text_of(guest.get(ADDRESS))


def test_a_conference_that_ended_early_shows_its_real_hours(state, guest):
    begun = MONDAY - timedelta(hours=3)
    make_conference(
        state, starts_at=begun, ends_at=MONDAY + timedelta(hours=2),
        started_at=begun + timedelta(minutes=5), ended_at=begun + timedelta(minutes=55),
    )  # fmt: skip
    page = text_of(guest.get(ADDRESS))
    assert "11:05</time>–11:55" in page
