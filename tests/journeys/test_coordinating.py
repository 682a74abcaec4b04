"""A coordinator makes a conference, moves it, and brings in a file; an administrator appoints, but not themself."""

from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from sukhbat.bodies.models import Body, Officer
from sukhbat.conferences.models import Conference
from sukhbat.kernel import clock
from sukhbat.questions.models import Question
from tests.browser import PHONE
from tests.people import MONDAY, ask

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

TITLES = {"kk": "Жолдар туралы", "ru": "О дорогах", "en": "About roads"}
STARTS = MONDAY + timedelta(days=21)
LATER = MONDAY + timedelta(days=35)
FILE = """slug,kk,ru,en,kind,parent
committee,Байланыс комитеті,Комитет связи,Communications committee,committee,min-digital
min-transport,Көлік министрлігі,Министерство транспорта,Ministry of transport,ministry,office
broken,,,,committee,nowhere
"""


def local(moment: datetime) -> str:
    """A moment as the browser's field for it writes one."""
    return moment.astimezone(clock.zone()).strftime("%Y-%m-%dT%H:%M")


def test_a_conference_in_three_languages_is_announced_and_postponed(state, windows, watch):
    madina, anybody = windows.open(state.madina), windows.open(width=PHONE)
    madina.goto("/en/coordination/conferences/")
    madina.get_by_role("link", name="New conference").click()
    for language, title in TITLES.items():
        madina.locator(f"[name=title_{language}]").fill(title)
        madina.locator(f"[name=summary_{language}]").fill(f"{title}: {language}")
    madina.get_by_label("State body that holds it").select_option("min-transport")
    madina.get_by_role("checkbox", name=state.roads.name_en).check()
    moments = {"collecting_at": watch.now, "starts_at": STARTS, "ends_at": STARTS + timedelta(hours=2)}
    for name, moment in moments.items():
        madina.locator(f"[name={name}]").fill(local(moment))
    madina.get_by_role("button", name="Add a person").click()
    expect(madina.get_by_role("group", name="Person 1")).to_be_focused()
    expect(madina.locator("[name=title_kk]")).to_have_value(TITLES["kk"])
    someone_who_answers(madina)
    madina.get_by_role("button", name="Save", exact=True).last.click()
    expect(madina.get_by_role("heading", level=1)).to_have_text("About roads")
    assert anybody.goto("/en/conferences/about-roads/").status == 404

    madina.get_by_role("link", name="Announce", exact=True).click()
    madina.get_by_role("button", name="Announce", exact=True).click()
    expect(madina.get_by_role("status")).to_contain_text("is announced")
    for language, title in TITLES.items():
        assert anybody.goto(f"/{language}/conferences/about-roads/").status == 200
        expect(anybody.get_by_role("heading", level=1)).to_have_text(title)
        expect(anybody.locator("main")).to_contain_text(f"Respondent {language}")

    conference = Conference.objects.get()
    watch.now = conference.collecting_at + timedelta(hours=1)
    question = ask(state, conference=conference, now=watch.now)
    before = question.due_on
    madina.get_by_role("link", name="Postpone", exact=True).click()
    expect(madina.locator("main")).to_contain_text("The due date of 1 open question moves")
    madina.locator("[name=starts_at]").fill(local(LATER))
    madina.locator("[name=ends_at]").fill(local(LATER + timedelta(hours=1)))
    madina.get_by_role("button", name="Postpone", exact=True).click()
    expect(madina.get_by_role("status")).to_contain_text("1 due date moved")
    question.refresh_from_db()
    assert question.due_on > before
    fresh = windows.open()
    fresh.goto(f"/en/questions/{question.shown_number}/")
    expect(fresh.get_by_role("region", name="Path of the question")).to_contain_text("conference")
    fresh.goto("/en/conferences/about-roads/")
    expect(
        fresh.locator(f"time[datetime^='{LATER.astimezone(clock.zone()):%Y-%m-%dT%H:%M}']")
    ).to_be_visible()


def someone_who_answers(page: Page) -> None:
    page.locator("[name=respondents-0-body]").select_option("min-transport")
    for language in TITLES:
        page.locator(f"[name=respondents-0-name_{language}]").fill(f"Respondent {language}")
        page.locator(f"[name=respondents-0-post_{language}]").fill(f"Post {language}")


def test_a_file_is_looked_at_before_it_is_applied(state, windows):
    madina = windows.open(state.madina)
    madina.goto("/en/coordination/import/")
    file = {"name": "bodies.csv", "mimeType": "text/csv", "buffer": FILE.encode()}
    madina.get_by_label("Files").set_input_files(file)
    madina.get_by_role("button", name="Look at what it would do").click()
    expect(madina.get_by_role("heading", level=1)).to_have_text("What the files would do")
    facts = madina.locator("dl.facts")
    expect(facts).to_contain_text("Added1Changed1As they are0Refused1", use_inner_text=False)
    expect(madina.get_by_role("region", name="Refused lines")).to_contain_text("bodies.csv: 4")
    assert not Body.objects.filter(slug="committee").exists()

    madina.get_by_role("button", name="Apply exactly these files").click()
    expect(madina.get_by_role("heading", level=1)).to_have_text("Report of the import")
    assert Body.objects.get(slug="committee").parent == state.ministry
    anybody = windows.open()
    anybody.goto("/en/bodies/")
    anybody.get_by_role("link", name="Communications committee").click()
    expect(anybody.get_by_role("heading", level=1)).to_have_text("Communications committee")
    madina.go_back()
    expect(madina.get_by_role("button", name="Apply exactly these files")).to_have_count(0)


def test_an_administrator_appoints_others_only(state, windows, watch):
    aliya = windows.open(state.aliya)
    aliya.goto("/en/coordination/directory/officers/")
    aliya.get_by_role("link", name="Grant a role").click()
    granted(aliya, state.aliya.email)
    expect(aliya.get_by_role("alert")).to_contain_text("Nobody grants a role to themselves")
    assert aliya.get_by_label("E-mail").input_value() == state.aliya.email
    assert not Officer.objects.filter(person=state.aliya, role="executor").exists()

    granted(aliya, state.bolat.email)
    expect(aliya.get_by_role("status")).to_contain_text("The role is granted")
    bolat = windows.open(state.bolat)
    question = ask(state, now=watch.now)
    bolat.goto("/en/desk/")
    bolat.wait_for_url("**/desk/bodies/min-digital/**")
    saule = windows.open(state.saule)
    saule.goto(f"/en/desk/{question.shown_number}/")
    saule.get_by_label("Executor", exact=True).select_option(label="Bolat")
    saule.get_by_role("button", name="Assign", exact=True).click()
    expect(saule.get_by_role("status")).to_contain_text("is with Bolat now")

    aliya.get_by_role("row", name="Bolat").get_by_role("link", name="End this role").click()
    aliya.get_by_role("button", name="End").click()
    expect(aliya.get_by_role("status")).to_contain_text("1 question went back to the dispatcher")
    assert bolat.goto("/en/desk/").status == 403
    assert Question.objects.get().stage == "received"


def granted(page: Page, email: str) -> None:
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("State body").select_option("min-digital")
    page.get_by_label("Role", exact=True).select_option("executor")
    page.get_by_role("button", name="Grant the role").click()
