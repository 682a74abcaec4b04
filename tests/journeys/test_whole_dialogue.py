"""The ten minutes of the README in one walk: from a question on a phone to the answer in the mail."""

import json
import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from babel.dates import format_date
from django.core import mail
from django.utils import translation
from django.utils.formats import date_format
from playwright.sync_api import Page, expect

from sukhbat.answers.queries import answer_of
from sukhbat.questions.models import Question, QuestionPrivate
from sukhbat.questions.receipt_rules import verify_receipt
from tests.browser import PHONE, Windows, sign_in_by_code
from tests.people import make_conference

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

QUESTION = "Ауылымызға талшықты интернет қашан тартылады?"
EMAIL = "asel@example.kz"
ANSWER = {
    "kk": "Құрметті азамат! Ауылыңызға талшықты-оптикалық желі 2027 жылғы 1 қыркүйекке дейін тартылады. "
    "Жауаптысы — байланыс департаментінің директоры. Келіспесеңіз, шағымды министрлікке беріңіз.",
    "ru": "Уважаемый гражданин! Оптоволокно проведут в ваше село до 1 сентября 2027 года. "
    "Отвечает директор департамента связи. Если вы не согласны, подайте жалобу в министерство.",
}


def test_the_whole_dialogue(state, windows, watch, jobs_done, tmp_path):
    conference = make_conference(state)
    her = windows.open(width=PHONE)
    asked(her)
    number = received(her, conference, tmp_path)
    jobs_done()
    assert balance(windows, "/en/conferences/internet/") == {"received": 1, "in work": 1, "in writing": 0}

    watch.go(minutes=20)
    published(windows.open(state.dana))
    watch.go(minutes=20)
    assigned(windows.open(state.saule))
    watch.go(days=1)
    drafted(windows.open(state.erlan))
    watch.go(hours=1)
    signed(windows.open(state.gulnar))
    jobs_done()

    read(her)
    assert balance(windows, "/en/conferences/internet/") == {"received": 1, "in work": 0, "in writing": 1}
    anybody = windows.open()
    anybody.goto("/en/search/?q=талшықты-оптикалық")
    expect(anybody.get_by_role("main")).to_contain_text(number)


def asked(her: Page) -> None:
    """She writes on the conference's page, is told to say who she is, and the text comes through."""
    her.goto("/kk/conferences/internet/")
    expect(her.locator("html")).to_have_attribute("lang", "kk")
    her.locator("form.ask textarea").fill(QUESTION)
    her.locator("form.ask button.primary").click()
    her.wait_for_url(re.compile(r"/kk/ask/[0-9a-f-]{36}/$"))
    expect(her.locator("main blockquote")).to_have_text(QUESTION)
    her.locator("input[name=consent]").check()
    her.locator("main form button.primary").click()
    her.wait_for_url("**/kk/account/sign-in/**")
    sign_in_by_code(her, EMAIL)
    her.wait_for_url(re.compile(r"/kk/ask/[0-9a-f-]{36}/$"))
    assert not Question.objects.exists()
    her.locator("main form button.primary").click()
    her.wait_for_url("**/receipt/")


def received(her: Page, conference, folder: Path) -> str:
    """The receipt says number, body, day and how the day is computed; its file holds against any change."""
    question = Question.objects.get()
    assert question.conference == conference
    assert QuestionPrivate.objects.get().author.email == EMAIL
    with translation.override("kk"):
        due = date_format(question.due_on, "DATE_FORMAT")
    number = her.locator(".number.large").inner_text()
    assert number == question.shown_number
    expect(her.locator("dl.facts")).to_contain_text(due)
    expect(her.locator("dl.facts")).to_contain_text(question.body.name_kk)
    last_day = format_date(question.due_on, "full", locale="kk")
    expect(her.locator("ol.sum-up li").filter(has_text=last_day)).to_have_count(1)
    with her.expect_download() as download:
        her.locator("a[download]").click()
    download.value.save_as(folder / "receipt.json")
    document = json.loads((folder / "receipt.json").read_text(encoding="utf-8"))
    assert verify_receipt(document, text=QUESTION) == []
    assert verify_receipt({**document, "number": "0" * 9}, text=QUESTION) != []
    return number


def published(dana: Page) -> None:
    dana.goto("/en/moderation/")
    dana.get_by_role("button", name="Check the next one").click()
    expect(dana.locator("article blockquote")).to_have_text(QUESTION)
    dana.get_by_role("button", name="Publish as it is").click()
    expect(dana.get_by_role("status").first).to_contain_text("is public now")


def assigned(saule: Page) -> None:
    saule.goto("/en/desk/bodies/min-digital/")
    saule.get_by_role("link", name=QUESTION).click()
    saule.get_by_label("Executor", exact=True).select_option(label="Erlan")
    saule.get_by_role("button", name="Assign", exact=True).click()
    expect(saule.get_by_role("status").first).to_contain_text("is with Erlan now")


def drafted(erlan: Page) -> None:
    erlan.goto("/en/desk/")
    erlan.get_by_role("link", name=QUESTION).click()
    erlan.get_by_role("link", name="Write the answer").click()
    for code, text in ANSWER.items():
        field = erlan.locator(f"[name={code}-text]")
        if not field.is_visible():
            erlan.locator("details", has=field).locator("summary").first.click()
        field.fill(text)
        erlan.locator(f"[name={code}-legal_ground]").fill("«Байланыс туралы» заң")
    for words in ("concrete facts", "what is done", "names the post", "how to complain"):
        erlan.get_by_role("checkbox", name=words).check()
    erlan.get_by_role("button", name="Save and hand over for signature").click()
    expect(erlan.get_by_text("Waits for a signature").first).to_be_visible()


def signed(gulnar: Page) -> None:
    """She sees every point of the checklist met, is asked once more, and signs."""
    gulnar.goto("/en/desk/")
    gulnar.get_by_role("link", name=QUESTION).click()
    expect(gulnar.locator("ul.checklist li").first).to_be_visible()
    assert gulnar.locator("ul.checklist li.missing").count() == 0
    gulnar.once("dialog", lambda dialog: dialog.accept())
    gulnar.get_by_role("button", name="Sign and send").click()
    expect(gulnar.get_by_role("status").first).to_contain_text("Signed and sent")
    assert answer_of(Question.objects.get()).languages == ["kk", "ru"]


def read(her: Page) -> None:
    """The answer lies in her mail; its link leads to the page where everybody reads it, in the state's voice."""
    letter = mail.outbox[-1]
    assert letter.to == [EMAIL]
    assert ANSWER["kk"] in letter.body.replace("\n", " ")
    her.goto(urlsplit(re.search(r"https?://\S+", letter.body)[0]).path)
    answer = her.locator(".answer p").first
    expect(answer).to_have_text(ANSWER["kk"])
    assert answer.evaluate("(one) => getComputedStyle(one).fontFamily").startswith('"Source Serif 4"')
    her.locator("nav.segmented a").nth(1).click()
    expect(answer).to_have_text(ANSWER["ru"])


def balance(windows: Windows, address: str) -> dict[str, int]:
    """What a stranger's fresh window reads in the balance of a page."""
    page = windows.open()
    page.goto(address)
    parts = page.locator("main dl.balance").first.locator("div").all()
    read = {part.locator("dt").inner_text().lower(): int(part.locator("dd").inner_text()) for part in parts}
    return {
        short: n
        for short in ("received", "in work", "in writing")
        for label, n in read.items()
        if short in label
    }
