"""A moderator on a phone: take, mask, hide with a ground; the author reads why; two moderators at one question."""

import re

import pytest
from django.core import mail
from playwright.sync_api import Page, expect

from sukhbat.bodies.rules import Role
from sukhbat.questions.models import Question
from sukhbat.questions.queries import grounds
from sukhbat.questions.waiting import claim_on
from tests.browser import PHONE
from tests.people import appoint, ask, make_person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

RUDE = "Министр Серік Ахметов — ақымақ, жолымыз қашан жөнделеді?"
NAMED = "Соседка Роза Иманова не платит за воду. Когда починят трубу?"
NAME = "Роза Иманова"


def test_one_is_masked_and_one_hidden_and_the_author_reads_why(state, windows, watch, jobs_done):
    named = ask(state, text=NAMED, now=watch.now)
    watch.go(minutes=1)
    rude = ask(state, text=RUDE, now=watch.now)
    ground = grounds("hide").first()
    dana = windows.open(state.dana, width=PHONE)

    dana.goto("/en/moderation/")
    dana.get_by_role("button", name="Check the next one").click()
    expect(dana.get_by_text("You are checking it")).to_be_visible()
    expect(dana.locator("article blockquote")).to_have_text(NAMED)
    dana.get_by_label("Mask this, too").fill(NAME)
    dana.get_by_role("button", name="Mask and publish").click()
    expect(dana.get_by_role("status").first).to_contain_text("with the chosen words masked")

    expect(dana.locator("article blockquote")).to_have_text(RUDE)
    dana.locator("summary", has_text="Hide the text").click()
    dana.get_by_role("radio", name=ground.name_en).check()
    dana.once("dialog", lambda dialog: dialog.dismiss())
    dana.get_by_role("button", name="Hide", exact=True).click()
    assert Question.objects.get(pk=rude.pk).visibility == "pending"
    dana.once("dialog", lambda dialog: dialog.accept())
    dana.get_by_role("button", name="Hide", exact=True).click()
    expect(dana.get_by_role("status").first).to_contain_text("is hidden")
    expect(dana.get_by_role("heading", name="Everything is checked")).to_be_visible()

    jobs_done()
    read_by_the_author(windows.open(state.aigerim, width=PHONE), rude, ground)
    letter = next(
        letter for letter in reversed(mail.outbox) if rude.shown_number in letter.subject + letter.body
    )
    assert letter.to == [state.aigerim.email]
    assert ground.name_kk in letter.body

    stranger = windows.open()
    stranger.goto(f"/en/questions/{rude.shown_number}/")
    expect(stranger.locator(".stub")).to_contain_text(ground.name_en)
    assert "ақымақ" not in stranger.content()
    stranger.goto(f"/en/questions/{named.shown_number}/")
    expect(stranger.locator("blockquote")).to_contain_text("не платит за воду")
    assert NAME not in stranger.content()


def read_by_the_author(her: Page, rude: Question, ground) -> None:
    """The notice and the question's page name the ground; she still reads her own text."""
    her.goto("/en/my/notices/")
    notice = her.locator("main li", has_text="was hidden").get_by_role("link")
    expect(notice).to_contain_text(ground.name_en)
    notice.click()
    panel = her.get_by_role("region", name="This is your question")
    expect(panel).to_contain_text(f"Ground: {ground.name_en}")
    expect(her.get_by_role("article")).to_contain_text("ақымақ")


def test_two_moderators_cannot_both_hold_a_question(state, windows, watch):
    state.people["bek"] = make_person("bek")
    appoint(state.bek, Role.MODERATOR, state.coordinator)
    question = ask(state, now=watch.now)
    dana, bek = windows.open(state.dana), windows.open(state.bek, width=PHONE)
    for page in (dana, bek):
        page.goto(f"/en/moderation/{question.shown_number}/")
    dana.get_by_role("button", name="Take it").click()
    expect(dana.get_by_text("You are checking it")).to_be_visible()
    bek.get_by_role("button", name="Take it").click()
    expect(bek.get_by_role("alert")).to_contain_text("Another moderator is checking this question")
    bek.get_by_role("button", name="Publish as it is").click()
    expect(bek.get_by_role("alert")).to_contain_text("Another moderator is checking this question")
    assert claim_on(question, now=watch.now).moderator == state.dana
    assert Question.objects.get().visibility == "pending"

    bek.goto("/en/moderation/")
    expect(bek.locator("li", has_text=question.shown_number)).to_contain_text("Dana is checking it")
    bek.get_by_role("button", name="Check the next one").click()
    expect(bek.get_by_role("status").first).to_contain_text("Nothing is waiting that you could take")

    watch.go(minutes=16)  # she left it; the claim does not hold others up for long
    bek.get_by_role("button", name="Check the next one").click()
    expect(bek).to_have_url(re.compile(question.shown_number))
    dana.get_by_role("button", name="Publish as it is").click()
    expect(dana.get_by_role("alert")).to_contain_text("Another moderator is checking this question")
    bek.get_by_role("button", name="Publish as it is").click()
    expect(bek.get_by_role("status").first).to_contain_text("is public now")
