"""A page tells one moment: what was grouped, counted or hidden a second ago never stands beside what was not."""

import re
from contextlib import contextmanager

import pytest
from django.core.cache import caches

from sukhbat.concerns.models import Concern, ConcernCell, ConcernTally
from sukhbat.concerns.public import page as kept_page
from sukhbat.concerns.public.one import numbers_of
from sukhbat.concerns.rules import Facet
from sukhbat.questions.moderation import hide_question
from tests.people import MONDAY
from tests.web.concerns.steps import concern, count, public, text_of
from tests.web.steps import a_ground, published

pytestmark = pytest.mark.django_db
ADDRESS = "/en/concerns/"


def told(response) -> tuple[int, int, int | None, str]:
    """How many are listed, the total above them, the people on the map in Abai, and what is said of rising."""
    page = text_of(response)
    total = re.search(r"([0-9]+) concerns?</span>", page)
    abai = next(tile.people for tile in response.context["map"].tiles if tile.place.slug == "10")
    rising = response.context["rising"]
    listed = len(response.context["rows"])
    return listed, int(total[1]) if total else 0, abai, rising.why.value if rising else ""


def test_after_the_first_grouping_total_list_and_map_change_together(state, guest):
    """The defect that this was written for: "0 concerns" above a list of one."""
    assert told(guest.get(ADDRESS)) == (0, 0, None, "too_early")
    concern(public(state, 12, region_id=state.abai.pk))
    assert told(guest.get(ADDRESS)) == (0, 0, None, "too_early")
    caches["fragments"].clear()
    assert told(guest.get(ADDRESS)) == (1, 1, 12, "too_early")


@pytest.mark.parametrize("query", ["", "?region=10", "?theme=internet&language=kk", "?week=2026-11-23"])
def test_under_every_filter_they_change_together(state, guest, query):
    where = {"region_id": state.abai.pk, "theme_id": state.internet.pk}
    concern(public(state, 6, text="When comes the net to our village?", **where))
    assert told(guest.get(ADDRESS + query))[:3] == (1, 1, 6)
    concern(public(state, 7, text="Why is the bridge closed since spring?", **where))
    assert told(guest.get(ADDRESS + query))[:3] == (1, 1, 6)
    caches["fragments"].clear()
    assert told(guest.get(ADDRESS + query))[:3] == (2, 2, 13)


def test_a_row_keeps_its_numbers_of_the_moment(state, guest):
    """Its people were added to the map then; counted anew meanwhile, a cell might also have become one of few."""
    found = concern(public(state, 12, region_id=state.abai.pk))
    guest.get(f"{ADDRESS}?region=10")
    ConcernTally.objects.filter(concern=found).update(public_people=3, public_questions=3)
    ConcernCell.objects.filter(concern=found).update(public_people=3)
    response = guest.get(f"{ADDRESS}?region=10")
    row = response.context["rows"][0].listed
    assert (row.people, row.questions, dict(row.in_cells)) == (12, 12, {Facet.REGION: 12})
    assert told(response)[:3] == (1, 1, 12)


def test_what_has_no_words_any_more_is_not_counted_either(state, guest):
    concern(public(state, 6, text="When comes the net to our village?"))
    gone = public(state, 5, text="Why is the bridge closed since spring?")
    concern(gone)
    assert told(guest.get(ADDRESS))[:2] == (2, 2)
    for question in gone:
        hide_question(person=state.dana, number=question.number, ground=a_ground(), now=MONDAY)
    assert told(guest.get(ADDRESS))[:2] == (1, 1)


def test_the_moment_is_read_in_one_snapshot_and_kept_for_seconds(state, monkeypatch):
    seen = []

    @contextmanager
    def snapshot():
        seen.append("begin")
        yield
        seen.append("end")

    read = kept_page.ordered
    monkeypatch.setattr(kept_page, "one_snapshot", snapshot)
    monkeypatch.setattr(kept_page, "ordered", lambda *a, **k: seen.append("read") or read(*a, **k))
    for _twice in range(2):
        kept_page.page_of({Facet.REGION: "x"}, page=1, language="kk", today=MONDAY.date())
    assert seen == ["begin", "read", "read", "end"]
    assert kept_page.KEPT_SECONDS <= 10


def test_a_concern_says_that_its_numbers_are_about_to_change(state, guest):
    asked = public(state, 6)
    found: Concern = concern(asked)
    address = f"{ADDRESS}{found.number}/"
    assert not numbers_of(found).is_changing
    assert "the numbers follow within seconds" not in text_of(guest.get(address))
    hide_question(person=state.dana, number=asked[0].number, ground=a_ground(), now=MONDAY)
    assert numbers_of(found).is_changing
    assert "the numbers follow within seconds" in text_of(guest.get(address))
    published(state)
    count()
    assert "the numbers follow within seconds" not in text_of(guest.get(address))
