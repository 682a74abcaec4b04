"""Filters: what they count, and how a search under them that finds nothing leads on."""

import pytest

from tests.assignments.steps import answered
from tests.search.steps import found, indexed, spoken
from tests.web.steps import publish, published

pytestmark = pytest.mark.django_db


def facets(guest, **asked):
    response = guest.get("/en/search/", asked)
    selects = {
        row.name: {choice.value: choice.count for choice in row.choices}
        for row in response.context["filters"]
    }
    links = {str(link.label): link.count for link in response.context["languages"]}
    return selects, links


def test_facets_are_counted_of_what_was_found(state, guest):
    spoken("en", published(state, text="A road somewhere", theme_id=state.roads.pk, region_id=state.abai.pk))
    spoken("ru", published(state, text="Дорога и road рядом", theme_id=state.roads.pk))
    publish(state, answered(state, text="Another road of stone"))
    published(state, text="Nothing of that kind")
    indexed()
    selects, links = facets(guest, q="road")
    assert selects["theme"]["roads"] == 2
    assert selects["region"] == {state.abai.slug: 1}
    assert selects["state"] == {"in_work": 2, "answered": 1}
    assert sum(selects["body"].values()) == 3
    assert links["All languages"] == 3


def test_a_facet_in_use_still_offers_the_others_and_narrows_the_rest(state, guest):
    spoken("en", published(state, text="A road somewhere", theme_id=state.roads.pk))
    spoken("ru", published(state, text="Дорога и road рядом", theme_id=state.roads.pk))
    spoken("en", published(state, text="One more road"))
    indexed()
    selects, links = facets(guest, q="road", language="ru")
    assert links == {"All languages": 3, "in Russian": 1, "in English": 2}
    assert selects["theme"] == {"roads": 1}
    body = next(iter(selects["body"]))
    assert found(guest, "road", language="ru", body=body) == ["Дорога и road рядом"]


@pytest.mark.parametrize(
    "filters", [{"body": "no-such"}, {"theme": "no-such"}, {"state": "x"}, {"language": "de"}]
)
def test_an_unknown_filter_is_told_in_a_sentence(state, guest, filters):
    response = guest.get("/en/search/", {"q": "road", **filters})
    assert response.status_code == 404
    assert "There is no such theme" in response.content.decode()


def test_nothing_under_filters_leads_back_to_the_search(state, guest):
    spoken("en", published(state, text="A road somewhere"))
    indexed()
    page = guest.get("/en/search/", {"q": "road", "language": "kk"}).content.decode()
    assert "Nothing under these filters" in page
    assert 'href="?q=road"' in page


def test_a_page_behind_the_last_one_leads_back(state, guest):
    published(state, text="A road somewhere")
    indexed()
    assert "There are no more pages" in guest.get("/en/search/", {"q": "road", "page": "4"}).content.decode()
