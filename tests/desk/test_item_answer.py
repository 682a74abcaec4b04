"""The answer on the page of one question: written, with files, saved by two, handed over and signed."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from sukhbat.answers.models import Answer, AnswerVersion, Attachment
from sukhbat.answers.queries import answer_of, draft_of
from sukhbat.bodies.rules import Role
from sukhbat.ledger.queries import entries_about
from tests.assignments.steps import TEXT, assigned, draft, handed_over, second_executor
from tests.desk.steps import actions_of, address, picture, typed
from tests.people import appoint, ask

pytestmark = pytest.mark.django_db


def test_the_whole_way_of_an_answer_through_the_pages(state, enter):
    question = ask(state)
    enter(state.saule).post(address(question, "assign/"), {"executor": state.erlan.pk})
    executor, signatory = enter(state.erlan), enter(state.gulnar)
    assert executor.post(address(question, "draft/"), typed(then="hand_over")).status_code == 303
    page = signatory.get(address(question)).content.decode()
    assert TEXT in page
    seen = re.search(r'name="seen" value="([^"]+)"', page)[1]
    assert signatory.post(address(question, "send-back/"), {"reason": "Мерзімін жазыңыз."}).status_code == 303
    assert "Мерзімін жазыңыз." in executor.get(address(question)).content.decode()
    better = typed(kk__text=TEXT + " Мерзімі белгілі.", kk__based_on="1", then="hand_over")
    assert executor.post(address(question, "draft/"), better).status_code == 303
    assert signatory.post(address(question, "sign/"), {"seen": seen}).status_code == 409
    seen = draft_of(question).fingerprint
    assert signatory.post(address(question, "sign/"), {"seen": seen}).status_code == 303
    assert answer_of(question).in_language("kk").number == 2
    assert signatory.post(address(question, "sign/"), {"seen": seen}).status_code == 409
    assert [entry.event for entry in entries_about(question.number)] == [
        "question:received", "question:assigned", "answer:handed_over", "answer:returned", "answer:handed_over",
        "answer:signed",
    ]  # fmt: skip


def test_an_incomplete_answer_is_saved_but_not_handed_over(state, enter):
    question = assigned(state)
    page = enter(state.erlan).post(
        address(question, "draft/"), typed(kk__legal_ground="", names_post="", then="hand_over")
    )
    assert page.status_code == 422
    text = page.content.decode()
    assert "Still missing: It names its ground in law.; It names the post" in text
    assert AnswerVersion.objects.get().text == TEXT
    assert 'name="kk-based_on" value="1"' in text


def test_a_stale_save_shows_both_texts_and_the_next_one_goes_through(state, enter):
    question = assigned(state)
    draft(state, question)
    draft(state, question, text=TEXT + " Бірінші терезе.", based_on=1)
    client = enter(state.erlan)
    mine = TEXT + " Екінші терезе."
    page = client.post(address(question, "draft/"), typed(kk__text=mine, kk__based_on="1"))
    text = page.content.decode()
    assert page.status_code == 409
    assert "Бірінші терезе." in text
    assert f"{mine}</textarea>" in text
    assert 'name="kk-based_on" value="2"' in text
    assert client.post(address(question, "draft/"), typed(kk__text=mine, kk__based_on="2")).status_code == 303
    assert draft_of(question).in_language("kk").text == mine


@pytest.mark.parametrize(
    "changes",
    [
        {"kk__text": "қысқа"},
        {"kk__text": "ж" * 20_001},
        {"kk__text": "", "ru__legal_ground": "закон"},
        {"kk__kind": "poem"},
        {"kk__based_on": "-1"},
        {"kk__based_on": "x"},
        {"binding": "fr"},
        {"done_by_on": "31.31.2027"},
    ],
)
def test_what_cannot_be_saved_comes_back_with_its_words(state, enter, changes):
    question = assigned(state)
    page = enter(state.erlan).post(
        address(question, "draft/"), typed(**{"en__text": "Keep me, please, I am long enough."} | changes)
    )
    assert page.status_code == 422
    assert "Keep me, please" in page.content.decode()
    assert not Answer.objects.exists()


def test_files_of_an_answer_are_downloads(state, enter):
    question = assigned(state)
    client = enter(state.erlan)
    upload = SimpleUploadedFile("Кесте.html", picture(), content_type="text/html")
    assert client.post(address(question, "draft/"), typed(file=upload)).status_code == 303
    kept = Attachment.objects.get()
    url = f"/en/desk/files/{kept.pk}/"
    assert enter(None).get(url).status_code == 404
    assert enter(state.farid).get(url).status_code == 404
    response = client.get(url)
    assert response["Content-Type"] == "image/png"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Disposition"].startswith("attachment;")
    assert b"".join(response.streaming_content) == picture()
    assert (
        client.post(address(question, "draft/"), typed(kk__based_on="1", remove=str(kept.pk))).status_code
        == 303
    )
    assert client.get(url).status_code == 404


def test_a_refused_file_leaves_the_text_saved(state, enter):
    question = assigned(state)
    upload = SimpleUploadedFile("a.png", b"<html>", content_type="image/png")
    page = enter(state.erlan).post(address(question, "draft/"), typed(file=upload))
    assert page.status_code == 415
    assert "cannot be attached" in page.content.decode()
    assert AnswerVersion.objects.get().text == TEXT


def test_a_file_is_kept_when_its_text_comes_back(state, enter):
    question = assigned(state)
    wrong = {"kk__text": "аз", "kk__based_on": "1"}

    def send():
        upload = SimpleUploadedFile("a.png", picture(), content_type="image/png")
        page = enter(state.erlan).post(address(question, "draft/"), typed(file=upload, **wrong))
        assert page.status_code == 422
        assert "\nаз</textarea>" in page.content.decode()
        return page.content.decode()

    assert "Choose the file again" in send()
    assert not Attachment.objects.exists()
    draft(state, question)
    page = send()
    assert str(Attachment.objects.get().pk) in page


def test_a_signatory_who_wrote_the_text_is_told_why_they_cannot_sign(state, enter):
    appoint(state.erlan, Role.SIGNATORY, state.ministry)
    question = handed_over(state)
    marat = second_executor(state)
    enter(state.saule).post(address(question, "assign/"), {"executor": marat.pk, "again": "1"})
    page = enter(state.erlan).get(address(question))
    assert "sign" not in actions_of(page)
    assert "You wrote a part of this answer" in page.content.decode()
