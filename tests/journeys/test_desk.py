"""Officials at their desks: a redirect that all sides hear of, and an answer that two people made."""

import re

import pytest
from django.core import mail
from playwright.sync_api import Page, expect

from sukhbat.answers.queries import answer_of
from sukhbat.bodies.rules import Role
from sukhbat.questions.models import Question
from tests.assignments.steps import REASON, TEXT, assigned
from tests.people import appoint
from tests.web.steps import publish

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

CHANGED = f"{TEXT} Жауапты — департамент директоры."


def test_a_redirect_is_told_to_all_sides(state, windows, watch, jobs_done):
    question = publish(state, assigned(state, now=watch.now), now=watch.now)
    jobs_done()
    mail.outbox.clear()
    watch.go(hours=1)
    saule = windows.open(state.saule)
    saule.goto(f"/en/desk/{question.shown_number}/")
    saule.locator("summary", has_text="Redirect to another body").click()
    saule.get_by_label("Competent body").select_option(label=state.other.name_en)
    saule.get_by_label("Reason", exact=True).first.fill(REASON)
    saule.get_by_role("button", name="Redirect", exact=True).click()
    expect(saule.get_by_role("status")).to_contain_text(f"went to {state.other.name_en}")
    jobs_done()

    told = {letter.to[0] for letter in mail.outbox}
    assert told == {person.email for person in (state.aigerim, state.farid, state.erlan)}
    for person, words in (
        (state.aigerim, "was sent on"),
        (state.farid, "was sent to your body"),
        (state.erlan, "left your body"),
    ):
        page = windows.open(person)
        page.goto("/en/my/notices/")
        notice = page.locator("main li", has_text=words).get_by_role("link")
        expect(notice).to_have_attribute("href", re.compile(question.shown_number))
    farid = windows.open(state.farid)
    farid.goto("/en/desk/")
    farid.get_by_role("link", name="интернет").click()
    expect(farid.locator("main")).to_contain_text(question.shown_number)
    stranger = windows.open()
    stranger.goto(f"/en/questions/{question.shown_number}/")
    expect(stranger.get_by_role("complementary")).to_contain_text(REASON)
    expect(stranger.locator("dl.facts").first).to_contain_text(state.other.name_en)


def test_an_executor_does_not_sign_and_a_signatory_returns_before_signing(state, windows, watch):
    appoint(state.erlan, Role.SIGNATORY, state.ministry)
    question = assigned(state, now=watch.now)
    erlan, gulnar = windows.open(state.erlan), windows.open(state.gulnar)
    at_work = f"/en/desk/{question.shown_number}/"

    erlan.goto(at_work)
    drafted(erlan, TEXT)
    expect(erlan.get_by_role("button", name="Sign and send")).to_have_count(0)
    assert posted_by_hand(erlan, f"{at_work}sign/") == 403

    gulnar.goto(at_work)
    gulnar.locator("summary", has_text="Return to the executor").click()
    gulnar.get_by_label("What must be changed").fill("Жауапты адамның лауазымы жазылмаған.")
    gulnar.get_by_role("button", name="Return", exact=True).click()
    expect(gulnar.get_by_role("status")).to_contain_text("with its executor again")

    erlan.goto(at_work)
    expect(erlan.locator(".notice.warning")).to_contain_text("Gulnar returned it: Жауапты адамның лауазымы")
    drafted(erlan, CHANGED)
    gulnar.goto(at_work)
    gulnar.once("dialog", lambda dialog: dialog.accept())
    gulnar.get_by_role("button", name="Sign and send").click()
    expect(gulnar.get_by_role("status")).to_contain_text("Signed and sent")
    answer = answer_of(question)
    assert answer.in_language("kk").text == CHANGED
    assert answer.answer.signed_by == state.gulnar
    assert Question.objects.get().stage == "answered"


def test_what_the_signatory_did_not_see_is_not_signed(state, windows, watch):
    """The executor takes the answer back and changes it while the signatory has the old page open."""
    question = assigned(state, now=watch.now)
    erlan, gulnar = windows.open(state.erlan), windows.open(state.gulnar)
    at_work = f"/en/desk/{question.shown_number}/"
    erlan.goto(at_work)
    drafted(erlan, TEXT)
    gulnar.goto(at_work)
    erlan.get_by_role("button", name="Take it back to change it").click()
    drafted(erlan, CHANGED)
    gulnar.once("dialog", lambda dialog: dialog.accept())
    gulnar.get_by_role("button", name="Sign and send").click()
    expect(gulnar.get_by_role("alert")).to_be_visible()
    assert Question.objects.get().stage != "answered"
    expect(gulnar.locator(".answer p").first).to_have_text(CHANGED)


def drafted(page: Page, text: str) -> None:
    page.locator("[name=kk-text]").fill(text)
    page.locator("[name=kk-legal_ground]").fill("«Байланыс туралы» заң")
    for words in ("concrete facts", "what is done", "names the post", "how to complain"):
        page.get_by_role("checkbox", name=words).check()
    page.get_by_role("button", name="Save and hand over for signature").click()
    expect(page.get_by_role("status")).to_contain_text("waits for a signature")


def posted_by_hand(page: Page, address: str) -> int:
    """What the server says to a form that the page does not offer."""
    token = page.locator("[name=csrfmiddlewaretoken]").first.get_attribute("value")
    return page.request.post(address, form={"csrfmiddlewaretoken": token}).status
