"""A citizen finds that others ask the same: joins them with one tap, thinks better of it, and comes back."""

import re

import pytest
from playwright.sync_api import Page, expect

from sukhbat.concerns.counting import count_changed
from sukhbat.questions.models import Question
from sukhbat.similar.client import Near
from sukhbat.web.ask import similar_found
from tests.assignments.steps import answered
from tests.browser import DESK, PHONE, violations, wide
from tests.concerns.steps import ask_many, concern_of, regroup
from tests.people import MONDAY, make_conference
from tests.web.steps import publish

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

TYPED = "Когда в нашем ауле появится нормальный интернет?"
NOTHING = "Similar questions appear here while you write"
REVIEW = re.compile(r"/ask/[0-9a-f-]{36}/(#joining)?$")


@pytest.fixture
def concern(state, monkeypatch):
    """Six people ask the same, one question of another matter is answered; the process finds both near."""
    asked = ask_many(state, 6)
    Question.objects.filter(pk=asked[0].pk).update(language="ru")
    told = answered(state)
    for question in (*asked, told):
        publish(state, question)
    regroup(asked)
    count_changed(now=MONDAY)
    found = concern_of(asked[0])
    near = [Near("concern", found.pk, 0.1), Near("question", told.pk, 0.0)]
    monkeypatch.setattr(similar_found, "near", lambda text, **options: near if "интернет" in text else [])
    return found


def judged(page: Page) -> None:
    assert violations(page) == []
    assert wide(page) == []


def typed(page: Page, text: str = TYPED) -> None:
    page.goto("/en/ask/")
    page.locator("textarea[name=text]").press_sequentially(text, delay=5)


def place_of(page: Page, selector: str) -> dict[str, float]:
    return page.locator(selector).bounding_box()


@pytest.mark.parametrize(("width", "scheme"), [(DESK, "light"), (PHONE, "dark")], ids=["desk", "phone"])
def test_what_appears_moves_nothing_and_takes_no_focus(concern, windows, width, scheme):
    page = windows.open(width=width, scheme=scheme, axe=True)
    page.goto("/en/ask/")
    expect(page.locator(".similar > summary")).to_have_text(NOTHING, use_inner_text=True)
    before = [place_of(page, one) for one in ("textarea", "select[name=to]", "main form button.primary")]
    page.locator("textarea[name=text]").press_sequentially(TYPED, delay=5)
    expect(page.locator("[data-similar-said]")).to_have_text("2 similar questions")
    expect(page.locator("textarea")).to_be_focused()
    after = [place_of(page, one) for one in ("textarea", "select[name=to]", "main form button.primary")]
    assert after == before
    expect(page.locator(".similar > summary")).to_have_text("2 similar questions", use_inner_text=True)
    if width == PHONE:
        expect(page.locator(".similar-list")).to_be_hidden()
        page.locator(".similar > summary").click()
    expect(page.locator(".similar-list > li")).to_have_count(2)
    judged(page)
    page.locator("textarea").fill("Дороги в нашем городе разбиты совсем")
    expect(page.locator(".similar-list > li")).to_have_count(0)
    expect(page.locator("[data-similar-said]")).to_have_text("")


def test_older_words_are_not_waited_for(concern, windows):
    """One request at a time: a newer text gives up the older one, and its late answer changes nothing."""
    page = windows.open()
    seen = []
    page.on(
        "request", lambda request: seen.append(request) if request.url.endswith("/ask/similar/") else None
    )
    page.goto("/en/ask/")
    page.locator("textarea").press_sequentially(TYPED, delay=20)
    expect(page.locator(".similar-list > li")).to_have_count(2)
    assert len(seen) == 1
    assert seen[0].method == "POST"
    assert "?" not in seen[0].url


def test_nothing_breaks_when_the_search_does(concern, windows, monkeypatch):
    page = windows.open()
    page.route("**/ask/similar/", lambda route: route.abort())
    typed(page)
    page.wait_for_timeout(800)
    expect(page.locator(".similar > summary")).to_have_text(NOTHING, use_inner_text=True)
    page.get_by_role("button", name="Next: check").click()
    page.wait_for_url(REVIEW)


def test_joined_with_one_tap_parted_and_taken_back(state, concern, windows):
    page = windows.open(state.aigerim, width=PHONE, axe=True)
    typed(page)
    page.locator(".similar.found > summary").click()
    page.get_by_role("button", name="Mine is the same: join").click()
    page.wait_for_url(REVIEW)
    expect(page.get_by_role("heading", name=f"You join concern no. {concern.number}")).to_be_visible()
    judged(page)
    page.get_by_role("checkbox", name="I agree").check()
    page.get_by_role("button", name="Send the question").click()
    page.wait_for_url("**/receipt/")
    judged(page)
    mine = Question.objects.latest("pk")
    assert concern_of(mine) == concern
    page.get_by_role("link", name=f"concern no. {concern.number}").click()
    together = page.locator("#together")
    together.get_by_text("Why it stands here").click()
    expect(together).to_contain_text("Its asker")
    judged(page)
    due = page.get_by_text("Answer due by").locator("xpath=following-sibling::dd").inner_text()
    together.get_by_role("link", name="Mine is different").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Is your question a different one?")
    judged(page)
    page.get_by_role("button", name="Mine is different").click()
    expect(together).to_contain_text("It is answered by itself.")
    assert page.get_by_text("Answer due by").locator("xpath=following-sibling::dd").inner_text() == due
    assert concern_of(mine) is None
    judged(page)
    together.get_by_role("button", name="Take that back").click()
    expect(page.locator(".notice").first).to_contain_text("Taken back")


def test_without_scripts_the_next_page_shows_the_same(state, concern, windows):
    page = windows.open(state.aigerim, width=PHONE, scripts=False)
    page.goto("/en/ask/")
    expect(page.locator(".similar")).to_be_hidden()
    page.locator("textarea").fill(TYPED)
    page.get_by_role("button", name="Next: check").click()
    page.wait_for_url(REVIEW)
    expect(page.locator(".similar-list > li")).to_have_count(2)
    # Enter in a field joins nothing.
    page.locator("input[name=name]").press("Enter")
    page.wait_for_url(REVIEW)
    expect(page.locator(".similar-list > li")).to_have_count(2)
    page.get_by_role("button", name="Mine is the same: join").click()
    page.wait_for_url(REVIEW)
    page.get_by_role("checkbox", name="I agree").check()
    page.get_by_role("button", name="Send the question").click()
    page.wait_for_url("**/receipt/")
    assert concern_of(Question.objects.latest("pk")) == concern


def test_an_answer_that_fits_sends_nothing(concern, windows):
    page = windows.open(width=PHONE, axe=True)
    typed(page)
    page.locator(".similar.found > summary").click()
    page.get_by_role("link", name="This answers my question").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Good that it is answered")
    judged(page)
    assert Question.objects.count() == 7
    page.get_by_role("link", name="Go on with my question").click()
    expect(page.locator("textarea")).to_have_value(TYPED)


SHORT = {"home": "/en/", "conference": "/en/conferences/internet/"}


@pytest.mark.parametrize(("width", "scheme"), [(DESK, "dark"), (PHONE, "light")], ids=["desk", "phone"])
@pytest.mark.parametrize("place", SHORT)
def test_a_short_form_shows_the_same_and_moves_nothing(state, concern, windows, place, width, scheme):
    make_conference(state)
    page = windows.open(width=width, scheme=scheme, axe=True)
    page.goto(SHORT[place])
    form = page.locator("form.ask")
    expect(form.locator(".similar > summary")).to_have_text(NOTHING, use_inner_text=True)
    page.locator("#ask-text").focus()
    before = [place_of(page, one) for one in ("#ask-text", "form.ask button.primary", "form.ask")]
    page.locator("#ask-text").press_sequentially(TYPED, delay=5)
    expect(form.locator("[data-similar-said]")).to_have_text("2 similar questions")
    expect(page.locator("#ask-text")).to_be_focused()
    assert [place_of(page, one) for one in ("#ask-text", "form.ask button.primary", "form.ask")] == before
    form.locator(".similar.found > summary").click()
    expect(form.locator(".similar-list > li")).to_have_count(2)
    judged(page)
    form.get_by_role("button", name="Mine is the same: join").click()
    page.wait_for_url(REVIEW)
    expect(page.get_by_role("heading", name=f"You join concern no. {concern.number}")).to_be_visible()


@pytest.mark.parametrize("place", SHORT)
def test_without_scripts_a_short_form_leads_to_them(state, concern, windows, place):
    make_conference(state)
    page = windows.open(state.aigerim, width=PHONE, scripts=False)
    page.goto(SHORT[place])
    expect(page.locator(".similar")).to_be_hidden()
    page.locator("#ask-text").fill(TYPED)
    page.locator("form.ask button.primary").click()
    page.wait_for_url(REVIEW)
    expect(page.locator(".similar-list > li")).to_have_count(2)


def test_an_answer_that_fits_leads_back_to_the_short_form_s_text(state, concern, windows):
    make_conference(state)
    page = windows.open(width=PHONE)
    page.goto(SHORT["conference"])
    page.locator("#ask-text").press_sequentially(TYPED, delay=5)
    page.locator(".similar.found > summary").click()
    page.get_by_role("link", name="This answers my question").click()
    page.get_by_role("link", name="Go on with my question").click()
    expect(page.locator("textarea")).to_have_value(TYPED)
    expect(page.locator("select[name=to]")).to_have_value("conference:internet")
