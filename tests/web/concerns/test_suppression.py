"""No page, feed or file tells a cell of few people, nor what it could be computed from."""

import csv
import io
import random
from collections import defaultdict
from datetime import timedelta

import pytest

from sukhbat.concerns.models import Concern, ConcernCell, ConcernChange, ConcernTally, Membership
from sukhbat.concerns.public.listing import public_concerns
from sukhbat.concerns.public.one import numbers_of
from sukhbat.concerns.public.page import page_of
from sukhbat.concerns.public.rising import rising
from sukhbat.concerns.rules import Facet
from sukhbat.concerns.rules.numbers import FEWEST_SHOWN, hidden_cells
from sukhbat.questions.models import Question
from tests.people import MONDAY
from tests.web.concerns.steps import concern, public, text_of

pytestmark = pytest.mark.django_db
REGIONS = ("a", "b", "c", "d")
LANGUAGES = ("kk", "ru", "en")
FIRST = {"page": 1, "language": "en", "today": MONDAY.date()}


@pytest.fixture
def many(state) -> dict[Concern, dict[str, dict[str, int]]]:
    """Concerns with cells of all sizes in two facets, as if counted; the same each time."""
    dice = random.Random(5)
    made = {}
    for question in public(state, 60):
        one = Concern.objects.create(body=state.ministry, opened_at=MONDAY)
        Membership.objects.create(question=question, concern=one, origin=one, how="bulk", since_at=MONDAY)
        tables = {
            "region": {value: dice.choice((0, 1, 2, 4, 5, 6, 9, 30)) for value in REGIONS},
            "language": {value: dice.choice((0, 1, 3, 4, 5, 7, 40)) for value in LANGUAGES},
        }
        people = max(sum(table.values()) for table in tables.values())
        tally = {"questions": people, "people": people, "public_questions": people, "public_people": people}
        ConcernTally.objects.create(concern=one, counted_at=MONDAY, **tally)
        ConcernCell.objects.bulk_create(
            ConcernCell(
                concern=one,
                facet=facet,
                value=value,
                questions=n,
                people=n,
                public_questions=n,
                public_people=n,
            )
            for facet, table in tables.items()
            for value, n in table.items()
            if n
        )
        one.refresh_from_db()
        made[one] = tables
    ConcernChange.objects.all().delete()
    return made


def shown(table: dict[str, int]) -> dict[str, int]:
    hidden = hidden_cells(table)
    return {value: n for value, n in table.items() if n and value not in hidden}


def test_the_statements_hide_what_the_rule_hides(many):
    """Each cell by itself, each pair across two filters, and each concern's own page."""
    told = {one: {facet: shown(table) for facet, table in tables.items()} for one, tables in many.items()}
    assert any(len(hidden_cells(table)) > 1 for tables in many.values() for table in tables.values())
    for region in REGIONS:
        cells = {Facet.REGION: region}
        found, _more = public_concerns(cells, page=1, language="en", limit=100)
        assert {row.number: row.in_cells[Facet.REGION] for row in found} == {
            one.number: tables["region"][region] for one, tables in told.items() if region in tables["region"]
        }
        for language in LANGUAGES:
            both, _more = public_concerns(
                {**cells, Facet.LANGUAGE: language}, page=1, language="en", limit=100
            )
            assert {row.number: dict(row.in_cells) for row in both} == {
                one.number: {"region": tables["region"][region], "language": tables["language"][language]}
                for one, tables in told.items()
                if region in tables["region"] and language in tables["language"]
            }
    for one, tables in told.items():
        numbers = numbers_of(one)
        enough = numbers.people is not None
        assert {facet.value: dict(cells) for facet, cells in numbers.cells.items() if cells} == (
            {facet: cells for facet, cells in tables.items() if cells} if enough else {}
        )


def test_sums_over_concerns_add_shown_cells_only(many):
    sums: dict[str, int] = defaultdict(int)
    for tables in many.values():
        for value, n in shown(tables["region"]).items():
            sums[value] += n
    assert page_of({}, **FIRST).by_region == sums
    kazakh: dict[str, int] = defaultdict(int)
    for tables in many.values():
        if "kk" in shown(tables["language"]):
            for value, n in shown(tables["region"]).items():
                kazakh[value] += n
    assert page_of({Facet.LANGUAGE: "kk"}, **FIRST).by_region == kazakh


@pytest.fixture
def two_languages(state):
    """Twenty people; three of them asked in Russian, so Kazakh may not be told either. All but two are from Abai."""
    asked = public(state, 18, region_id=state.abai.pk, text="When comes the net to our village?")
    asked += public(state, 2, region_id=state.astana.pk, text="When comes the net to our town?")
    Question.objects.filter(pk__in=[one.pk for one in asked[:3]]).update(language="ru")
    return concern(asked)


def test_the_rest_of_a_sum_does_not_tell_a_hidden_cell(guest, two_languages):
    response = guest.get(f"/en/concerns/{two_languages.number}/")
    assert response.context["numbers"].people == 20
    cells = response.context["numbers"].cells
    assert not cells[Facet.LANGUAGE]
    assert not cells[Facet.REGION]
    assert cells[Facet.THEME]
    assert [tile.people for tile in response.context["map"].tiles] == [None, None]
    assert "may not add up to the whole" in text_of(response)


@pytest.mark.parametrize(
    "query", ["language=kk", "language=ru", "language=en", "region=10", "region=71", "theme=roads"]
)
def test_questions_of_a_hidden_cell_are_not_told_apart_from_those_of_an_empty_one(
    guest, two_languages, query
):
    """By its questions one could count the cell. A hidden cell and one of nobody say the same."""
    page = guest.get(f"/en/concerns/{two_languages.number}/?{query}")
    assert page.context["untold"] == "few"
    assert "list" not in page.context
    assert "Nobody asked here, or too few people to be shown by themselves." in text_of(page)
    for address in (
        f"/en/concerns/?{query}",
        f"/en/concerns/feed/?{query}",
        f"/en/concerns/concerns.csv?{query}",
    ):
        assert "When comes the net" not in text_of(guest.get(address))


def test_two_cells_at_once_are_never_told(state, guest):
    """Ten in Kazakh from Abai, ten in Russian from Abai, ten in Kazakh from Astana: every cell is shown, no crossing."""
    asked = public(state, 20, region_id=state.abai.pk) + public(state, 10, region_id=state.astana.pk)
    Question.objects.filter(pk__in=[one.pk for one in asked[:10]]).update(language="ru")
    found = concern(asked)
    one = guest.get(f"/en/concerns/{found.number}/?region=10")
    assert (one.context["untold"], one.context["cell_people"]) == ("", 20)
    both = guest.get(f"/en/concerns/{found.number}/?region=71&language=ru")
    assert both.context["untold"] == "several"
    assert "list" not in both.context
    listed = guest.get("/en/concerns/?region=71&language=ru").context["rows"]
    assert [(part.words, part.people) for part in listed[0].parts] == [
        (state.astana.name_en, 10),
        ("in Russian", 10),
    ]


def test_files_tell_no_more_than_pages(guest, two_languages):
    content = text_of(guest.get(f"/en/concerns/{two_languages.number}/cells.csv")).lstrip("\ufeff")
    rows = list(csv.DictReader(io.StringIO(content)))
    assert {(row["facet"], row["people"]) for row in rows} == {("all", "20"), ("theme", "20"), ("week", "20")}


def test_a_concern_of_few_tells_no_number_of_people_at_all(state, guest):
    asked = public(state, 4, region_id=state.abai.pk)
    found = concern(asked)
    page = guest.get(f"/en/concerns/{found.number}/")
    assert page.context["numbers"].people is None
    assert not page.context["numbers"].cells
    assert f"fewer than {FEWEST_SHOWN}" in text_of(page)
    assert asked[0].text in text_of(page)
    content = text_of(guest.get(f"/en/concerns/{found.number}/cells.csv")).strip()
    assert len(content.splitlines()) == 1


def test_a_rise_tells_no_hidden_week(state, guest):
    """Three in the week before, forty in this one: 40 of 43 would give the three away."""
    old = public(state, 3, now=MONDAY - timedelta(weeks=1))
    first = concern(public(state, 5, now=MONDAY - timedelta(weeks=7)))
    found = concern(old, public(state, 40))
    assert not numbers_of(found).cells[Facet.WEEK]
    told = rising(today=MONDAY.date(), language="en")
    assert [(row.number, risen.rise.people, risen.rise.is_exact) for row, risen in told.rows] == [
        (found.number, 39, False)
    ]
    assert [risen.weeks for _row, risen in told.rows] == [{}]
    assert "39 or more" in text_of(guest.get("/en/concerns/"))
    assert first.number not in {row.number for row, _risen in told.rows}
