"""A reader looks at what worries people: on a phone and at a desk, by the map and the filters, and down to one question."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from sukhbat.bodies.models import Region
from sukhbat.cli.demo.content_files import directory_rows
from sukhbat.concerns.merging import merge_concerns
from sukhbat.questions.models import Question
from sukhbat.web.concerns.questions import PAGE
from tests.browser import DESK, PHONE, violations, wide
from tests.concerns.steps import concern_of, regroup
from tests.people import MONDAY, State
from tests.web.concerns.steps import concern, count, public

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

# Who asks what, from where, so many weeks ago: (text, language, region, weeks ago, people).
ASKED = (
    ("Ауылымызда интернет өте баяу, балалар сабаққа қосыла алмайды. Қашан жөнделеді?", "kk", "10", 0, 14),
    ("Почему в нашем селе до сих пор нет нормального интернета, а платим как в городе?", "ru", "61", 0, 9),
    ("Ауылымызда интернет өте баяу, балалар сабаққа қосыла алмайды. Қашан жөнделеді?", "kk", "61", 2, 7),
    ("Почему в нашем селе до сих пор нет нормального интернета, а платим как в городе?", "ru", "71", 3, 6),
    ("Почему в нашем селе до сих пор нет нормального интернета, а платим как в городе?", "ru", "35", 6, 3),
)
CLINIC = "Очередь к кардиологу в поликлинике больше месяца. Почему нельзя записаться раньше?"


def regions() -> dict[str, Region]:
    """The twenty regions of the sample directory, with their tiles and population."""
    made = {}
    for row in directory_rows("regions.tsv"):
        values = {
            **{f"name_{code}": row[code] for code in ("kk", "ru", "en")},
            "kind": row["kind"],
            "tile_row": int(row["tile_row"]),
            "tile_col": int(row["tile_col"]),
            "population": int(row["population_sample"]),
        }
        made[row["code"]] = Region.objects.update_or_create(slug=row["code"], defaults=values)[0]
    return made


@pytest.fixture
def net(state: State):
    """The net: 39 people in two languages, from four regions, over weeks. Beside it a clinic's queue and two roads."""
    places = regions()
    asked = []
    for text, language, region, weeks, people in ASKED:
        when = MONDAY - timedelta(weeks=weeks)
        some = public(state, people, text=text, region_id=places[region].pk, now=when)
        Question.objects.filter(pk__in=[one.pk for one in some]).update(language=language)
        asked += some
    concern(public(state, 12, text=CLINIC, region_id=places["75"].pk))
    return concern(asked)


def judged(page: Page) -> None:
    assert violations(page) == []
    assert wide(page) == []


@pytest.mark.parametrize(
    ("width", "scheme"), [(DESK, "light"), (PHONE, "dark"), (PHONE, "light"), (DESK, "dark")]
)
def test_both_pages_can_be_read_everywhere(net, windows, width, scheme):
    page = windows.open(width=width, scheme=scheme, axe=True)
    for address in (
        "",
        "concerns/",
        "concerns/?region=61&language=ru",
        f"concerns/{net.number}/",
        "concerns/?page=2",
    ):
        for language in ("kk", "ru"):
            page.goto(f"/{language}/{address}")
            expect(page.locator("h1")).to_have_count(1)
            for more in page.locator("main details.more > summary").all():
                more.click()
            judged(page)
    page.goto(f"/ru/concerns/{net.number}/?region=35")
    expect(page.locator("#questions .empty")).to_be_visible()
    judged(page)


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "plain"])
def test_from_the_menu_by_the_map_to_one_question(net, windows, scripts):
    page = windows.open(width=DESK, scripts=scripts)
    page.goto("/en/")
    page.get_by_role("navigation", name="Main menu").get_by_role("link", name="What worries people").click()
    expect(page.locator(".concerns .people b").first).to_have_text("39")
    page.get_by_role("list", name="Map of the regions").get_by_role(
        "link", name=re.compile("Abai Region")
    ).click()
    expect(page).to_have_url(re.compile(r"/en/concerns/\?region=10#concerns$"))
    expect(page.locator(".tile.chosen")).to_have_count(1)
    page.get_by_role("link", name="Abai Region: 14").click()
    expect(page).to_have_url(re.compile(rf"/en/concerns/{net.number}/\?region=10#questions$"))
    expect(page.locator("#questions .question")).to_have_count(PAGE)
    page.locator("#questions .question blockquote a").first.click()
    expect(page).to_have_url(re.compile(r"/en/questions/[0-9A-Z-]+/$"))


def test_filters_work_without_scripts_and_with_the_keyboard(net, windows):
    page = windows.open(width=PHONE, scripts=False)
    page.goto("/en/concerns/")
    page.locator(".filters > summary").click()
    page.get_by_role("combobox", name="Language").select_option("ru")
    page.get_by_role("button", name="Show").press("Enter")
    expect(page).to_have_url(re.compile("language=ru"))
    expect(page.locator("#concerns h3")).to_have_count(1)
    page.get_by_role("link", name="Clear the filters").click()
    expect(page.locator("#concerns h3")).to_have_count(2)


def test_an_old_number_leads_to_where_its_questions_stand(net, state, windows):
    regroup(public(state, 6, text="Тағы да интернет туралы, басқа ауылдан"))
    count()
    other = concern_of(Question.objects.order_by("-pk").first())
    merge_concerns(person=state.madina, number=other.number, into=net.number, now=MONDAY)
    count()
    page = windows.open()
    page.goto(f"/en/concerns/{other.number}/")
    expect(page).to_have_url(re.compile(rf"/en/concerns/{net.number}/$"))
    expect(page.locator(".balance dd").first).to_have_text("45")
