"""A call comes in: the question is entered, its number is told aloud, and whoever has it finds the question."""

import re

import pytest
from playwright.sync_api import expect

from sukhbat.questions.models import Question, QuestionPrivate
from tests.browser import PHONE
from tests.people import make_conference

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

TEXT = "Когда в нашем ауле появится интернет? Мой номер 8 701 123 45 67"


def test_a_callers_question_and_its_number(state, windows, jobs_done):
    conference = make_conference(state)
    oleg = windows.open(state.oleg)
    oleg.goto("/en/operator/")
    oleg.get_by_label("The question, in the caller's words").fill(TEXT)
    oleg.get_by_role("radio", name="Русский").check()
    oleg.get_by_label("To whom").select_option(label=conference.title_en)
    oleg.get_by_label("Region").select_option(label=state.abai.name_en)
    oleg.get_by_label("Caller's name").fill("Серік")
    oleg.get_by_role("checkbox", name="I read the consent aloud").check()
    oleg.get_by_role("button", name="Send", exact=True).click()

    expect(oleg.get_by_role("alert").filter(has_text="Personal data was found")).to_be_focused()
    assert not Question.objects.exists()
    expect(oleg.locator("input[name=mask]")).to_be_checked()
    oleg.get_by_role("button", name="Send with these masks").click()
    expect(oleg.get_by_role("heading", level=1)).to_have_text("Tell the caller this number")
    number = oleg.locator(".number.large").inner_text()
    question = Question.objects.get()
    assert number == question.shown_number
    groups = oleg.locator("ol[lang=ru] > li")
    expect(groups).to_have_count(3)
    for group, said in zip(number.split("-"), groups.all(), strict=True):
        assert "".join(said.locator("b").all_inner_texts()) == group
    assert QuestionPrivate.objects.get().author is None

    caller = windows.open(width=PHONE)
    caller.goto("/en/questions/")
    caller.get_by_role("searchbox").first.fill(f" {number.lower().replace('-', ' ')} ")
    caller.get_by_role("searchbox").first.press("Enter")
    caller.wait_for_url(re.compile(f"/questions/({number}|{question.number})/"))
    expect(caller.locator("main")).to_contain_text(number)
    assert "701 123" not in caller.content()

    oleg.get_by_role("link", name="Next caller").click()
    expect(oleg.get_by_role("complementary")).to_contain_text(number)
    expect(oleg.get_by_label("The question, in the caller's words")).to_have_value("")
