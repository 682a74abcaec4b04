"""Asking in a real browser: without scripts, on a phone that reloads, with a nervous finger, judged by axe."""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.core import mail
from playwright.sync_api import Page, sync_playwright

from sukhbat.questions.models import Draft, Question, QuestionPrivate
from tests.people import make_conference, make_state

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
AXE = (Path(__file__).resolve().parents[1] / "vendor" / "axe.min.js").read_text(encoding="utf-8")
DESK, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run",
]  # fmt: skip
TEXT = "Когда в нашем ауле появится интернет?\nМой телефон +7 701 123 45 67."


@pytest.fixture
def state(transactional_db):
    from django.utils import timezone

    made = make_state()
    make_conference(made, now=timezone.now())
    return made


@contextmanager
def browser_at(server, *, viewport=DESK, scheme="light", scripts=True, bypass=False) -> Iterator[Page]:
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        context = browser.new_context(
            viewport=viewport,
            color_scheme=scheme,
            java_script_enabled=scripts,
            base_url=server.url,
            bypass_csp=bypass,
        )
        page = context.new_page()
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
        yield page
        browser.close()
    assert [error for error in errors if not error.startswith("Failed to load resource")] == []


def write(page: Page, text=TEXT, address="/en/ask/?conference=internet"):
    page.goto(address)
    page.locator("textarea[name=text]").fill(text)
    page.locator("main form button.primary").click()
    page.wait_for_url(re.compile(r"/ask/[0-9a-f-]{36}/$"))


def say_who(page: Page, email="asel@example.kz"):
    page.locator("input[type=email]").fill(email)
    page.locator("main form button.primary").click()
    page.wait_for_url("**/code/**")
    page.locator("input[name=code]").fill(re.search(r"\d{4}-\d{4}", mail.outbox[-1].body)[0])
    page.locator("main form button.primary").click()


def agree_and_go_on(page: Page):
    page.locator("input[name=consent]").check()
    page.locator("main form button.primary").click()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_from_the_first_letter_to_the_receipt(state, live_server, scripts):
    with browser_at(live_server, viewport=PHONE, scripts=scripts) as page:
        write(page)
        assert page.locator("mark").inner_text().endswith("701 123 45 67")
        agree_and_go_on(page)
        page.wait_for_url("**/sign-in/**")
        say_who(page)
        page.wait_for_url(re.compile(r"/ask/[0-9a-f-]{36}/$"))
        assert page.locator("input[name=consent]").is_checked()
        page.locator("main form button.primary").click()
        page.wait_for_url("**/receipt/")
        number = page.locator(".number.large").inner_text()
    assert Question.objects.get().shown_number == number
    assert QuestionPrivate.objects.get().original == TEXT


def test_what_was_typed_survives_a_reload_and_goes_once_the_server_has_it(state, live_server):
    with browser_at(live_server, viewport=PHONE) as page:
        page.goto("/en/ask/")
        page.locator("textarea[name=text]").fill(TEXT)
        page.reload()
        assert page.locator("textarea[name=text]").input_value() == TEXT
        page.locator("main form button.primary").click()
        page.wait_for_url(re.compile(r"/ask/[0-9a-f-]{36}/$"))
        page.goto("/en/ask/")
        assert page.locator("textarea[name=text]").input_value() == ""


def test_a_nervous_finger_sends_one_question(state, live_server):
    with browser_at(live_server) as page:
        write(page)
        agree_and_go_on(page)
        page.wait_for_url("**/sign-in/**")
        say_who(page)
        page.wait_for_url(re.compile(r"/ask/[0-9a-f-]{36}/$"))
        page.locator("main form button.primary").dblclick()
        page.wait_for_url("**/receipt/")
        page.go_back()
        page.wait_for_load_state()
    assert Question.objects.count() == 1
    assert Draft.objects.count() == 1


@pytest.mark.parametrize(("viewport", "scheme"), [(DESK, "light"), (PHONE, "dark")], ids=["desk", "phone"])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(state, live_server, viewport, scheme):
    def judge(page: Page, name: str):
        for summary in page.locator("main details > summary").all():
            summary.click()
        page.evaluate(AXE)
        found = page.evaluate("axe.run().then(r => r.violations.map(v => [v.id, v.nodes[0].html]))")
        assert found == [], name
        assert not page.evaluate("document.documentElement.scrollWidth > innerWidth"), name

    with browser_at(live_server, viewport=viewport, scheme=scheme, bypass=True) as page:
        page.goto("/ru/ask/?conference=internet")
        judge(page, "ask")
        page.locator("main form button.primary").click()
        judge(page, "ask with errors")
        write(page, address="/ru/ask/?conference=internet")
        judge(page, "review")
        agree_and_go_on(page)
        judge(page, "sign in")
        say_who(page)
        page.wait_for_url(re.compile(r"/ask/[0-9a-f-]{36}/$"))
        page.locator("main form button.primary").click()
        page.wait_for_url("**/receipt/")
        judge(page, "receipt")
        number = page.url.split("/")[-3]
        for address in (
            "my/",
            f"my/questions/{number}/withdraw/",
            "my/profile/",
            "my/profile/erase/",
            "account/sign-out/",
        ):
            page.goto(f"/ru/{address}")
            judge(page, address)
