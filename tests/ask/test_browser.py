"""Asking in a real browser: without scripts, on a phone that reloads, with a nervous finger, judged by axe."""

import re

import pytest
from playwright.sync_api import Page

from sukhbat.questions.models import Draft, Question, QuestionPrivate
from tests.browser import AXE, DESK, PHONE, sign_in_by_code, window
from tests.people import make_conference, make_state

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
TEXT = "Когда в нашем ауле появится интернет?\nМой телефон +7 701 123 45 67."


@pytest.fixture
def state(transactional_db):
    from django.utils import timezone

    made = make_state()
    make_conference(made, now=timezone.now())
    return made


def write(page: Page, text=TEXT, address="/en/ask/?conference=internet"):
    page.goto(address)
    page.locator("textarea[name=text]").fill(text)
    page.locator("main form button.primary").click()
    page.wait_for_url(re.compile(r"/ask/[0-9a-f-]{36}/$"))


def agree_and_go_on(page: Page):
    page.locator("input[name=consent]").check()
    page.locator("main form button.primary").click()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_from_the_first_letter_to_the_receipt(state, live_server, scripts):
    with window(live_server.url, width=PHONE, scripts=scripts) as page:
        write(page)
        assert page.locator("mark").inner_text().endswith("701 123 45 67")
        agree_and_go_on(page)
        page.wait_for_url("**/sign-in/**")
        sign_in_by_code(page, "asel@example.kz")
        page.wait_for_url(re.compile(r"/ask/[0-9a-f-]{36}/$"))
        assert page.locator("input[name=consent]").is_checked()
        page.locator("main form button.primary").click()
        page.wait_for_url("**/receipt/")
        number = page.locator(".number.large").inner_text()
    assert Question.objects.get().shown_number == number
    assert QuestionPrivate.objects.get().original == TEXT


def test_what_was_typed_survives_a_reload_and_goes_once_the_server_has_it(state, live_server):
    with window(live_server.url, width=PHONE) as page:
        page.goto("/en/ask/")
        page.locator("textarea[name=text]").fill(TEXT)
        page.reload()
        assert page.locator("textarea[name=text]").input_value() == TEXT
        page.locator("main form button.primary").click()
        page.wait_for_url(re.compile(r"/ask/[0-9a-f-]{36}/$"))
        page.goto("/en/ask/")
        assert page.locator("textarea[name=text]").input_value() == ""


def test_a_nervous_finger_sends_one_question(state, live_server):
    with window(live_server.url) as page:
        write(page)
        agree_and_go_on(page)
        page.wait_for_url("**/sign-in/**")
        sign_in_by_code(page, "asel@example.kz")
        page.wait_for_url(re.compile(r"/ask/[0-9a-f-]{36}/$"))
        page.locator("main form button.primary").dblclick()
        page.wait_for_url("**/receipt/")
        page.go_back()
        page.wait_for_load_state()
    assert Question.objects.count() == 1
    assert Draft.objects.count() == 1


@pytest.mark.parametrize(("width", "scheme"), [(DESK, "light"), (PHONE, "dark")], ids=["desk", "phone"])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(state, live_server, width, scheme):
    def judge(page: Page, name: str):
        for summary in page.locator("main details > summary").all():
            summary.click()
        page.evaluate(AXE)
        found = page.evaluate("axe.run().then(r => r.violations.map(v => [v.id, v.nodes[0].html]))")
        assert found == [], name
        assert not page.evaluate("document.documentElement.scrollWidth > innerWidth"), name

    with window(live_server.url, width=width, scheme=scheme, bypass=True) as page:
        page.goto("/ru/ask/?conference=internet")
        judge(page, "ask")
        page.locator("main form button.primary").click()
        judge(page, "ask with errors")
        write(page, address="/ru/ask/?conference=internet")
        judge(page, "review")
        agree_and_go_on(page)
        judge(page, "sign in")
        sign_in_by_code(page, "asel@example.kz")
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
