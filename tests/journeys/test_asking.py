"""A citizen asks: by keyboard alone, without scripts, with a nervous finger, at the last second, signed out midway."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from sukhbat.people.models import Person
from sukhbat.questions.models import Question, QuestionPrivate
from tests.browser import PHONE, code_for, sign_in_by_code
from tests.people import make_conference

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

TEXT = "Когда в нашем ауле появится интернет?"
REVIEW = re.compile(r"/en/ask/[0-9a-f-]{36}/$")
SIGN_IN = re.compile(r"/en/account/sign-in/\?")
EMAIL = "asel@example.kz"


@pytest.fixture
def conference(state):
    return make_conference(state)


def written(page: Page, conference) -> None:
    """As far as the review."""
    page.goto(f"/en/ask/?conference={conference.slug}")
    page.locator("textarea[name=text]").fill(TEXT)
    page.get_by_role("button", name="Next: check").click()
    page.wait_for_url(REVIEW)


def agreed(page: Page) -> None:
    page.get_by_role("checkbox", name="I agree").check()
    page.locator("main form button.primary").click()


def send(page: Page) -> Locator:
    return page.get_by_role("button", name="Send the question")


def tab_to(page: Page, target: Locator) -> None:
    """Press Tab until the target has the focus, which then can be seen and lies under nothing else."""
    expect(target).to_have_count(1)
    for _press in range(120):
        page.keyboard.press("Tab")
        if target.evaluate("(one) => one === document.activeElement"):
            break
    else:
        pytest.fail(f"Tab never came to {target}")
    seen = target.evaluate(
        """(one) => {
          const box = one.getBoundingClientRect(), whole = one.closest("label") ?? one;
          const top = document.elementFromPoint(box.x + box.width / 2, box.y + Math.min(box.height / 2, 20));
          let ringed = one;  // the ring may stand on what holds the field
          while (ringed && getComputedStyle(ringed).outlineStyle === "none") ringed = ringed.parentElement;
          return { isMarked: ringed !== null, isOnTop: whole.contains(top) };
        }"""
    )
    assert seen == {"isMarked": True, "isOnTop": True}, target


@pytest.mark.parametrize("width", [1280, PHONE], ids=["desk", "phone"])
def test_by_keyboard_alone(conference, windows, width):
    page = windows.open(width=width)
    page.goto("/en/conferences/internet/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()
    tab_to(page, page.locator("form.ask textarea"))
    page.keyboard.type(TEXT)
    tab_to(page, page.locator("form.ask button"))
    page.keyboard.press("Enter")
    page.wait_for_url(REVIEW)
    tab_to(page, page.get_by_role("checkbox", name="I agree"))
    page.keyboard.press("Space")
    tab_to(page, page.get_by_role("button", name="Next: say who you are"))
    page.keyboard.press("Enter")
    page.wait_for_url(SIGN_IN)
    tab_to(page, page.locator("input[type=email]"))
    page.keyboard.type(EMAIL)
    page.keyboard.press("Enter")
    page.wait_for_url("**/code/**")
    tab_to(page, page.locator("input[name=code]"))
    page.keyboard.type(code_for(EMAIL))
    page.keyboard.press("Enter")
    page.wait_for_url(REVIEW)
    tab_to(page, send(page))
    page.keyboard.press("Space")
    page.wait_for_url("**/receipt/")
    question = Question.objects.get()
    expect(page.locator(".number.large")).to_have_text(question.shown_number)
    assert question.conference == conference


def test_without_scripts_it_is_asked_sent_and_withdrawn(conference, windows):
    page = windows.open(width=PHONE, scripts=False)
    written(page, conference)
    agreed(page)
    page.wait_for_url(SIGN_IN)
    sign_in_by_code(page, EMAIL)
    page.wait_for_url(REVIEW)
    send(page).click()
    page.wait_for_url("**/receipt/")
    page.get_by_role("link", name="My questions", exact=True).last.click()
    page.get_by_role("link", name=TEXT).click()
    page.get_by_role("link", name="Withdraw").click()
    assert Question.objects.get().stage == "received"
    page.get_by_role("button", name="Withdraw").click()
    page.wait_for_url("**/my/")
    expect(page.locator(".chip", has_text="ithdrawn")).to_be_visible()
    assert Question.objects.get().stage == "withdrawn"


def test_a_double_click_sends_once(conference, state, windows):
    page = windows.open(state.aigerim)
    written(page, conference)
    page.get_by_role("checkbox", name="I agree").check()
    send(page).dblclick()
    page.wait_for_url("**/receipt/")
    number = page.locator(".number.large").inner_text()
    page.go_back()
    page.reload()  # the draft's review leads to its receipt
    expect(page.locator(".number.large")).to_have_text(number)
    assert Question.objects.get().shown_number == number


def test_two_presses_without_the_script_that_forbids_them(conference, state, windows):
    page = windows.open(state.aigerim, scripts=False)
    written(page, conference)
    page.get_by_role("checkbox", name="I agree").check()
    send(page).dblclick()
    page.wait_for_url("**/receipt/")
    assert Question.objects.count() == 1


def test_the_intake_closes_between_the_review_and_the_press(conference, state, windows, watch):
    page = windows.open(state.aigerim, width=PHONE)
    written(page, conference)
    page.get_by_role("checkbox", name="I agree").check()
    watch.now = conference.ends_at
    send(page).click()
    alert = page.get_by_role("alert").filter(has_text="no longer takes questions")
    expect(alert).to_contain_text("Your text is kept")
    expect(page.locator("main blockquote")).to_have_text(TEXT)
    assert not Question.objects.exists()
    page.get_by_role("button", name="Send to:").click()
    page.wait_for_url("**/receipt/")
    question = Question.objects.get()
    assert (question.conference, question.body) == (None, state.ministry)
    assert QuestionPrivate.objects.get().original == TEXT


def test_the_session_ends_between_the_review_and_the_press(conference, state, windows):
    page = windows.open(state.aigerim)
    written(page, conference)
    page.get_by_role("checkbox", name="I agree").check()
    page.context.clear_cookies(name="sessionid")
    send(page).click()
    page.wait_for_url(SIGN_IN)
    sign_in_by_code(page, state.aigerim.email)
    page.wait_for_url(REVIEW)
    expect(page.locator("main blockquote")).to_have_text(TEXT)
    expect(page.get_by_role("checkbox", name="I agree")).to_be_checked()
    send(page).click()
    page.wait_for_url("**/receipt/")
    assert QuestionPrivate.objects.get().author == state.aigerim


def test_a_phone_that_lost_every_cookie_finds_the_text_among_ones_own(conference, state, windows):
    page = windows.open(state.aigerim, width=PHONE)
    written(page, conference)
    page.context.clear_cookies()
    page.get_by_role("checkbox", name="I agree").check()
    send(page).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The form was open too long")
    page.goto("/en/my/")
    page.wait_for_url(SIGN_IN)
    sign_in_by_code(page, state.aigerim.email)
    page.wait_for_url("**/en/my/")
    page.get_by_role("link", name="Go on").click()
    agreed(page)
    page.wait_for_url("**/receipt/")
    assert QuestionPrivate.objects.get().author == state.aigerim


def test_asking_makes_one_person_of_an_address(conference, windows):
    """Whoever asks twice from two devices is one person, and reads both questions at one place."""
    for width in (1280, PHONE):
        page = windows.open(width=width)
        written(page, conference)
        agreed(page)
        page.wait_for_url(SIGN_IN)
        sign_in_by_code(page, EMAIL)
        page.wait_for_url(REVIEW)
        send(page).click()
        page.wait_for_url("**/receipt/")
    page.goto("/en/my/")
    expect(page.get_by_role("link", name=TEXT)).to_have_count(2)
    assert Person.objects.filter(email=EMAIL).count() == 1
