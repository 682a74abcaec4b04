"""Are we hearing everyone: shares among those who asked and those put on air."""

import pytest
from django.core.cache import caches
from django.template.loader import render_to_string
from django.utils.translation import override

from sukhbat.bodies.models import Region
from sukhbat.questions.hearing import hearing
from sukhbat.questions.models import Airing
from tests.people import MONDAY, ask

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh_places():
    caches["fragments"].delete("hearing:places")


def put_on_air(state, question):
    return Airing.objects.create(
        conference=question.conference, question=question, state="on_air", host=state.aruzhan, lined_up_at=MONDAY,
        on_air_at=MONDAY,
    )  # fmt: skip


def shares(found, code):
    with override("en"):
        return {
            str(share.label): (share.asked, share.aired, share.asked_share, share.aired_share)
            for facet in found.facets
            if facet.code == code
            for share in facet.shares
        }


def test_shares_among_asked_and_among_put_on_air(state, conference, django_assert_max_num_queries):
    first = ask(state, conference=conference, region_id=state.abai.pk)
    for _ in range(2):
        ask(state, conference=conference, region_id=state.astana.pk, theme_id=state.roads.pk)
    ask(state, conference=conference, theme_id=None)
    put_on_air(state, first)
    with django_assert_max_num_queries(4):
        found = hearing(conference)
    assert (found.asked, found.aired) == (4, 1)
    assert shares(found, "language") == {"in Kazakh": (4, 1, 100, 100)}
    assert shares(found, "region") == {
        "Астана (en)": (2, 0, 50, 0), "Абай облысы (en)": (1, 1, 25, 100), "not said": (1, 0, 25, 0),
    }  # fmt: skip
    assert list(shares(found, "theme")) == ["Жолдар (en)", "Интернет және байланыс (en)", "not said"]
    (behind,) = [s for f in found.facets if f.code == "region" for s in f.shares if "Астана" in str(s.label)]
    assert behind.is_behind


def test_villages_are_told_where_the_directory_knows_them_and_count_for_their_region(state, conference):
    village = Region.objects.create(
        slug="10-1", kind="rural_okrug", parent=state.abai, name_kk="Ауыл", name_ru="Село", name_en="Village"
    )
    ask(state, conference=conference, region_id=village.pk)
    ask(state, conference=conference, region_id=state.abai.pk)
    found = hearing(conference)
    assert shares(found, "kind")["villages"] == (1, 0, 50, 0)
    assert shares(found, "region") == {"Абай облысы (en)": (2, 0, 100, 0)}


def test_kinds_are_not_told_where_there_is_one(state, conference):
    Region.objects.update(kind="oblast")
    ask(state, conference=conference, region_id=state.abai.pk)
    assert [facet.code for facet in hearing(conference).facets] == ["language", "region", "theme"]


def test_before_anybody_asked_it_says_so(state, conference):
    found = hearing(conference)
    assert (found.asked, found.aired, shares(found, "language")) == (0, 0, {})


def test_the_bars_have_words(state, conference):
    put_on_air(state, ask(state, conference=conference))
    with override("en"):
        page = render_to_string("parts/hearing.html", {"hearing": hearing(conference)})
    assert "100 % asked, 100 % on air" in page
    assert "1 question received" in page
