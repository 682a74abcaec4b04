"""Two hosts at once, one of them on a phone, beside the projector: nothing collides and no typed word is lost."""

import re

import pytest
from playwright.sync_api import expect

from sukhbat.kernel import clock
from sukhbat.questions.airing import line_up
from sukhbat.questions.models import Airing
from tests.browser import DESK, PHONE, Windows, running, violations, wide
from tests.studio.steps import RECORD, live, public

pytestmark = [pytest.mark.browser, pytest.mark.slow]
BASE = "/en/conferences/internet/"
STUDIO = BASE + "studio/"
TYPED = "Жартысы жазылған жазба"


@pytest.fixture
def questions(state, live_server):
    now = clock.now()
    conference = live(state, now=now)
    texts = ("Желі қашан тартылады?", "Баға неге өсті?", "Мектепке интернет қашан келеді?")
    found = [public(state, conference, text=text, now=now) for text in texts]
    for question in found[:2]:
        line_up(person=state.aruzhan, slug="internet", number=question.number, now=now)
    return found


@pytest.fixture
def windows(questions, live_server):
    with running() as browser:
        opened = Windows(browser, live_server.url)
        yield opened
        opened.close()
    # A refused press is an honest 409; nothing else may go wrong.
    assert [word for word in opened.complaints if not word.startswith("409 ")] == []


def test_two_hosts_a_phone_and_the_projector(state, questions, windows):
    one, two, three = questions
    desk = windows.open(state.aruzhan, axe=True)
    phone = windows.open(state.daniyar, width=PHONE, axe=True)
    hall = windows.open(axe=True)
    desk.goto(STUDIO)
    phone.goto(STUDIO)
    hall.goto(BASE + "projector/")
    expect(hall.locator(".projector")).to_contain_text("comes in a moment")
    expect(phone.locator("[data-piece=status]")).to_contain_text("Aruzhan")

    # Both put the same line's first on air by key and by finger; the phone had not seen the desk's press.
    phone.route("**/studio/now/**", lambda route: route.abort())
    desk.locator("body").press("n")
    expect(desk.locator(".onair blockquote")).to_have_text(one.text)
    phone.locator(f"#air-{two.number}").click()
    expect(phone.locator("[data-refusal]")).to_contain_text(
        f"Meanwhile Aruzhan put {one.shown_number} on air."
    )
    expect(phone.locator(".onair blockquote")).to_have_text(one.text)
    expect(hall.locator("blockquote")).to_have_text(one.text)
    phone.unroute("**/studio/now/**")

    # The phone types, the desk answers and goes on: the typed words stay through every refresh.
    phone.locator("[data-record]").fill(TYPED)
    desk.locator("body").press("a")
    expect(desk.locator("[data-record]")).to_be_focused()
    desk.keyboard.type(RECORD)
    desk.keyboard.press("Escape")
    desk.keyboard.press("n")
    expect(desk.locator(".onair blockquote")).to_have_text(two.text)
    expect(phone.locator("[data-take=air]")).to_be_visible()
    expect(phone.locator("[data-record]")).to_have_value(TYPED)
    expect(hall.locator("blockquote")).to_have_text(two.text)

    # Sending it is refused, and it is still there, to be saved as a correction.
    phone.locator("[data-save]").click()
    expect(phone.locator("[data-refusal]")).to_contain_text("is recorded already")
    kept = phone.locator("section.card textarea")
    expect(kept).to_have_value(TYPED)
    assert violations(phone) == []
    assert wide(phone) == []
    phone.get_by_role("button", name="Save as a correction").click()
    expect(phone.locator("[data-piece=air]")).to_contain_text("The last answer on air")

    # The rest by presses without leaving the page.
    desk.locator(f"#next-{three.number}").click()
    expect(desk.locator(".line")).to_contain_text(three.text)
    expect(phone.locator(".line")).to_contain_text(three.text)
    desk.locator("#pause").click()
    expect(hall.locator(".projector")).to_contain_text("A pause")
    for page in (desk, hall):
        assert violations(page) == []
        assert wide(page) == []
    desk.locator("body").press("?")
    expect(desk.locator("#keys")).to_contain_text("In writing")


def test_the_record_survives_a_reload_and_a_lost_network(state, questions, windows):
    page = windows.open(state.aruzhan, width=DESK)
    page.goto(STUDIO)
    page.locator("body").press("n")
    text = page.locator("[data-record]")
    text.fill(TYPED)
    page.reload()
    expect(text).to_have_value(TYPED)
    page.context.set_offline(True)
    page.locator("[data-save]").click()
    expect(page.locator("[data-offline]")).to_be_visible()
    expect(text).to_have_value(TYPED)
    page.context.set_offline(False)
    page.locator("[data-save]").click()
    expect(page.locator("[data-piece=air]")).to_contain_text("Nothing is on air")
    expect(page.locator("[data-orphan]")).to_be_hidden()


def test_without_scripts_every_press_works(state, questions, windows):
    page = windows.open(state.daniyar, width=PHONE, scripts=False)
    page.goto(STUDIO)
    page.get_by_role("button", name=re.compile("^Put .* on air$")).click()
    page.locator("[data-record]").fill(RECORD)
    page.get_by_role("button", name="Answered", exact=True).click()
    expect(page.locator(".messages")).to_contain_text("is recorded")
    page.locator("#end").click()
    page.get_by_role("button", name="End now").click()
    expect(page.locator(".messages")).to_contain_text("has ended")


def test_what_stands_afterwards(state, questions, windows):
    page = windows.open(state.aruzhan)
    page.goto(STUDIO)
    page.locator("body").press("n")
    page.locator("[data-record]").fill(RECORD)
    page.keyboard.press("Control+Enter")
    expect(page.locator("[data-piece=air]")).to_contain_text("Nothing is on air")
    windows.close()
    assert Airing.objects.get(state="answered").record == RECORD
