"""The list of concerns: who is listed, in which order, under which filters, and what it costs."""

from datetime import timedelta

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sukhbat.bodies.models import Region
from sukhbat.concerns.models import Concern, ConcernCell, ConcernChange, ConcernTally, Membership
from sukhbat.questions.models import Question
from sukhbat.questions.moderation import hide_question
from tests.concerns.steps import ask_many, asker, regroup
from tests.people import MONDAY
from tests.web.concerns.steps import concern, count, public, text_of
from tests.web.steps import a_ground, published

pytestmark = pytest.mark.django_db
ADDRESS = "/en/concerns/"


def listed(response) -> list[tuple[int, int]]:
    return [(row.listed.number, row.listed.people) for row in response.context["rows"]]


@pytest.fixture
def two(state):
    """Twelve about the internet in Abai, and nine about roads in Astana of whom six asked in Russian."""
    net = concern(public(state, 12, region_id=state.abai.pk, text="When comes the net to our village?"))
    roads = {"region_id": state.astana.pk, "theme_id": state.internet.pk}
    asked = public(state, 9, text="When comes the road to our village?", **roads)
    Question.objects.filter(pk__in=[one.pk for one in asked[:6]]).update(language="ru")
    return net, concern(asked)


def test_concerns_stand_by_people_and_say_whose_words_they_are(guest, two):
    net, road = two
    response = guest.get(ADDRESS)
    assert listed(response) == [(net.number, 12), (road.number, 9)]
    page = text_of(response)
    assert "When comes the net to our village?" in page
    assert "This is not a survey." in page
    assert "in Kazakh" in page
    assert f'href="/en/concerns/{net.number}/#questions">12 questions<' in page


def test_whose_answer_is_late_is_marked(state, guest, two):
    _net, road = two
    assert ">Overdue<" not in text_of(guest.get(ADDRESS))
    late = Membership.objects.filter(concern=road).first().question_id
    day = MONDAY.date()
    late_since = {"registered_on": day - timedelta(days=30), "due_on": day - timedelta(days=3)}
    Question.objects.filter(pk=late).update(version=2, **late_since)
    count()
    caches["fragments"].clear()
    rows = {row.listed.number: row.is_overdue for row in guest.get(ADDRESS).context["rows"]}
    assert rows == {two[0].number: False, road.number: True}


def test_who_asks_twice_is_one_person(state, guest):
    asked = public(state, 5)
    asked.append(published(state, person=asker(asked[0])))
    found = concern(asked)
    assert listed(guest.get(ADDRESS)) == [(found.number, 5)]
    assert ">6 questions<" in text_of(guest.get(ADDRESS))


def test_fewer_than_five_people_are_not_listed(state, guest):
    concern(public(state, 4))
    page = text_of(guest.get(ADDRESS))
    assert "No concern of several people yet" in page
    assert listed(guest.get(ADDRESS)) == []


def test_questions_that_are_not_public_count_for_nothing_here(state, guest):
    regroup(public(state, 4) + ask_many(state, 6))
    count()
    assert listed(guest.get(ADDRESS)) == []


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("region=10", ["net"]),
        ("region=71", ["road"]),
        ("theme=internet", ["net", "road"]),
        ("theme=roads", []),
        ("language=kk", ["net"]),
        ("language=ru", []),
        ("week=2026-11-23", ["net", "road"]),
        ("week=2026-11-16", []),
        ("region=10&theme=internet&language=kk&week=2026-11-23", ["net"]),
        ("region=10&theme=roads", []),
    ],
)
def test_filters_narrow_the_list_to_shown_cells(guest, two, query, found):
    """Six of nine asked in Russian; shown, they would tell that three did not. So neither cell is."""
    numbers = {"net": two[0].number, "road": two[1].number}
    response = guest.get(f"{ADDRESS}?{query}")
    assert [number for number, _people in listed(response)] == [numbers[name] for name in found]
    if not found:
        assert "Nothing under these filters" in text_of(response)


@pytest.mark.parametrize(
    "query",
    [
        *("theme=nothing", "region=0", "language=de", "week=2026-11-24", "week=20261123", "week=x"),
        *("page=0", "page=x", "page=101", "page=999999999999", "region=%00", "theme=%F0%9F%98%80"),
    ],
)
def test_a_filter_or_page_that_is_none_gets_a_sentence(state, guest, query):
    response = guest.get(f"{ADDRESS}?{query}")
    assert response.status_code == 404
    assert 'class="lead"' in text_of(response)


def test_pages_show_every_concern_once_in_one_order(state, guest):
    concerns = many(state, 65)
    down, address = [], ADDRESS
    while address:
        response = guest.get(address)
        down.append([number for number, _people in listed(response)])
        address = response.context["fewer_people_url"]
    assert [number for page in down for number in page] == concerns
    assert [len(page) for page in down] == [30, 30, 5]
    back = response.context["more_people_url"]
    assert [number for number, _people in listed(guest.get(back))] == down[1]
    beyond = guest.get(f"{ADDRESS}?page=4")
    assert beyond.status_code == 200
    assert "The list ends before this page" in text_of(beyond)


@pytest.mark.parametrize("query", ["", "?theme=internet&language=kk&region=10&week=2026-11-23"])
def test_the_cost_does_not_grow_with_the_concerns(state, guest, query):
    def cost(*, cold: bool) -> int:
        if cold:
            caches["fragments"].clear()
        with CaptureQueriesContext(connection) as seen:
            assert guest.get(ADDRESS + query).status_code == 200
        return len(seen)

    many(state, 2)
    cost(cold=True)  # the site's own row is made
    few = cost(cold=True)
    many(state, 40)
    assert cost(cold=True) == few <= 14
    assert cost(cold=False) <= 6


def many(state, count_of: int) -> list[int]:
    """So many concerns with a public question each, their tallies and cells as if of many people; their numbers."""
    made = []
    for n, question in enumerate(public(state, count_of, region_id=state.abai.pk)):
        # Numbers of people repeat, so that ties are among them.
        people = 100 - n // 3
        one = Concern.objects.create(body=state.ministry, opened_at=MONDAY)
        one.refresh_from_db()
        Membership.objects.create(question=question, concern=one, origin=one, how="bulk", since_at=MONDAY)
        values = {"questions": people, "people": people, "public_questions": people, "public_people": people}
        ConcernTally.objects.create(concern=one, counted_at=MONDAY, **values)
        cells = {
            "region": str(state.abai.pk),
            "theme": str(state.internet.pk),
            "language": "kk",
            "week": "2026-11-23",
        }
        ConcernCell.objects.bulk_create(
            ConcernCell(concern=one, facet=facet, value=value, **values) for facet, value in cells.items()
        )
        made.append(one.number)
    ConcernChange.objects.all().delete()
    return made


def test_a_merged_and_an_ended_concern_are_not_listed(state, guest, two):
    net, road = two
    Concern.objects.filter(pk=road.pk).update(ended_at=MONDAY)
    assert listed(guest.get(ADDRESS)) == [(net.number, 12)]
    Concern.objects.filter(pk=road.pk).update(ended_at=None, merged_into=net)
    assert listed(guest.get(ADDRESS)) == [(net.number, 12)]
    assert [number for number, _people in listed(guest.get(f"{ADDRESS}?region=71"))] == []


def test_a_hidden_text_is_no_longer_a_name(state, guest):
    first = public(state, 1, text="The words that will be hidden in a moment")
    concern(first, public(state, 6, text="The words that everybody may read"))
    assert "hidden in a moment" in text_of(guest.get(ADDRESS))
    hide_question(person=state.dana, number=first[0].number, ground=a_ground(), now=MONDAY)
    page = text_of(guest.get(ADDRESS))
    assert "hidden in a moment" not in page
    assert "everybody may read" in page


def test_a_guest_s_page_is_kept_by_caches_and_not_sent_twice(guest, two):
    response = guest.get(ADDRESS)
    assert response["Cache-Control"] == "public, max-age=1, stale-while-revalidate=30"
    assert not response.cookies
    assert response.wsgi_request.session.accessed is False
    again = guest.get(ADDRESS, headers={"If-None-Match": response["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_what_people_write_is_escaped(state, guest):
    found = concern(public(state, 6, text="<script>alert('Why?')</script> & so on"))
    for address in (ADDRESS, f"{ADDRESS}{found.number}/", f"{ADDRESS}feed/"):
        page = text_of(guest.get(address))
        assert "<script>alert" not in page
        assert "&lt;script&gt;" in page


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_page_is_there_in_three_languages_and_in_the_menu(guest, two, language):
    page = text_of(guest.get(f"/{language}/concerns/"))
    assert f'<html lang="{language}">' in page
    assert page.count("<h1") == 1
    assert f'<a href="/{language}/concerns/" aria-current="page">' in page


def test_post_is_no_way_in(guest, two):
    assert guest.post(ADDRESS).status_code == 405
    assert guest.head(ADDRESS).status_code == 200


def test_a_map_of_regions_and_its_table_tell_the_same(state, guest, two):
    Region.objects.filter(pk=state.abai.pk).update(tile_row=0, tile_col=2, population=600_000)
    Region.objects.filter(pk=state.astana.pk).update(tile_row=1, tile_col=1, population=1_500_000)
    caches["fragments"].clear()
    response = guest.get(ADDRESS)
    drawn = response.context["map"]
    assert drawn.is_drawn
    tiles = {
        tile.place.slug: (tile.people, tile.rate, tile.shade, tile.row, tile.col) for tile in drawn.tiles
    }
    assert tiles == {"10": (12, "0.20", 6, 1, 2), "71": (9, "0.06", 2, 2, 1)}
    page = text_of(response)
    assert 'class="tile t6 r1 c2"' in page
    assert '<td class="n">12</td><td class="n">0.20</td><td class="n">600\u00a0000</td>' in page
    assert "0.06 per 10,000 residents" in page
    narrowed = text_of(guest.get(f"{ADDRESS}?region=10"))
    assert (
        f"<span>{state.abai.name_en}: 12</span> <span>0.20 per 10,000 residents</span></span></a>" in narrowed
    )


def test_without_population_the_map_says_so(state, guest, two):
    page = text_of(guest.get(ADDRESS))
    assert "per 10,000 residents" not in page.split('id="map-head"')[0]
    assert [tile.rate for tile in guest.get(ADDRESS).context["map"].tiles] == ["", ""]


def test_rising_says_honestly_why_nothing_is_told(state, guest, at):
    assert "counted here for less than five weeks" in text_of(guest.get(ADDRESS))
    concern(public(state, 6, now=MONDAY - timedelta(weeks=6)), now=MONDAY)
    caches["fragments"].clear()
    assert "no concern has 10 people this week" in text_of(guest.get(ADDRESS))


def test_a_concern_that_rises_is_told(state, guest):
    old = public(state, 6, now=MONDAY - timedelta(weeks=6))
    new = concern(old, public(state, 12, text="It came all of a sudden in our street"))
    response = guest.get(ADDRESS)
    assert [
        (one.row.listed.number, one.rise.people, one.rise.times, one.languages)
        for one in response.context["rising_rows"]
    ] == [(new.number, 12, 10, ["in Kazakh"])]
    page = text_of(response)
    assert "10 times the usual week, or more" in page
    assert 'aria-label="People by week, the last nine weeks: – – 6 – – – – – 12"' in page
