"""A guest on a phone searches, wants to hear of new ones, gets a letter, changes how often, and ends it by one click."""

import pytest
from django.core import mail
from playwright.sync_api import Page, expect

from sukhbat.jobs.saved_searches import tell_of_new
from sukhbat.notices.models import SavedSearch
from sukhbat.questions.moderation import publish_question
from tests.browser import DESK, PHONE, sign_in_by_code, violations, wide
from tests.people import State, ask

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
SAMPLE = "Өзен үстіндегі көпір қашан жөнделеді?"


def seen(page: Page) -> None:
    """What every page of the way must be: as wide as its window, with nothing that axe knows to be wrong."""
    assert wide(page) == []
    assert violations(page) == []


def shown(state: State, text: str, *, now) -> None:
    question = ask(state, person=state.bolat, text=text, now=now)
    publish_question(person=state.dana, number=question.number, now=now)


def test_from_the_search_to_the_letter_and_out_again(state, windows, watch, jobs_done):
    shown(state, SAMPLE, now=watch.now)
    jobs_done()
    page = windows.open(width=PHONE, axe=True)
    page.goto("/en/search/?q=көпір")
    seen(page)
    page.get_by_role("link", name="Tell me about new ones").click()
    sign_in_by_code(page, "zhanna@example.kz")
    expect(page.get_by_role("heading", level=1)).to_have_text("Save this search?")
    seen(page)
    page.get_by_label("How often").select_option("week")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved. We write to you when there is something new.")).to_be_visible()
    seen(page)
    page.goto("/en/search/?q=көпір")
    expect(page.get_by_role("link", name="We tell you about new ones")).to_be_visible()

    watch.go(days=1)
    shown(state, "Жаңа көпір керек, балалар мектепке қалай барады?", now=watch.now)
    jobs_done()
    assert tell_of_new(watch.now) == 0, "it is Tuesday"
    watch.go(days=6)
    assert tell_of_new(watch.now) == 1
    jobs_done()
    letter = next(one for one in reversed(mail.outbox) if one.to == ["zhanna@example.kz"])
    assert "Жаңа көпір" in letter.body
    assert SAMPLE not in letter.body

    address = letter.extra_headers["List-Unsubscribe"].strip("<>").partition("8000")[2]
    other = windows.open(width=DESK, axe=True)
    other.goto(address)
    seen(other)
    other.get_by_role("button", name="No more letters").click()
    expect(other.get_by_role("heading", level=1)).to_have_text("No more such letters")
    assert SavedSearch.objects.get().every == "never"
    page.goto("/en/my/searches/")
    expect(page.get_by_text("No letters for now").first).to_be_visible()
    page.get_by_role("link", name="Delete").click()
    seen(page)
    page.get_by_role("button", name="Delete").click()
    expect(page.get_by_text("No saved searches yet")).to_be_visible()
    seen(page)
