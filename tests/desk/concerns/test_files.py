"""Files of an answer to all at the desk, and on the pages of the questions that got it."""

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from sukhbat.answers.models import AnswerVersion, Attachment
from tests.desk.concerns.steps import asked_by_all, concern_of, drafted, signed
from tests.desk.concerns.test_pages import EDITOR
from tests.web.steps import publish

pytestmark = pytest.mark.django_db


def picture() -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (4, 3)).save(file, "PNG")
    return file.getvalue()


def upload(content=None, name="Кесте.html"):
    return SimpleUploadedFile(name, picture() if content is None else content, content_type="text/html")


@pytest.fixture
def questions(state):
    return [publish(state, question) for question in asked_by_all(state)]


@pytest.fixture
def concern(questions):
    return concern_of(questions)


def at(concern, tail=""):
    return f"/en/desk/concerns/{concern.number}/answer/{tail}"


def test_a_file_is_attached_shown_downloaded_and_removed(state, enter, concern):
    executor = enter(state.erlan)
    assert executor.post(at(concern, "draft/"), {**EDITOR, "file": upload()}).status_code == 303
    kept = Attachment.objects.get()
    assert kept.name == "Кесте.png"
    address = f"/en/desk/files/{kept.pk}/"
    page = executor.get(at(concern)).content.decode()
    assert address in page
    # Enter in a field presses the first button of the form.
    form = page[page.index('enctype="multipart/form-data"') :]
    assert 'name="remove"' not in re.search(r"<button.*?>", form)[0]
    response = executor.get(address)
    assert response["Content-Type"] == "image/png"
    assert response["Content-Disposition"].startswith("attachment;")
    assert response["X-Content-Type-Options"] == "nosniff"
    for person in (None, state.farid, state.aigerim):
        assert enter(person).get(address).status_code == 404
    typed = {**EDITOR, "kk-based_on": "1", "remove": str(kept.pk)}
    assert executor.post(at(concern, "draft/"), typed).status_code == 303
    assert not Attachment.objects.exists()


def test_a_refused_file_leaves_the_text_saved(state, enter, concern):
    page = enter(state.erlan).post(at(concern, "draft/"), {**EDITOR, "file": upload(b"<html>")})
    assert page.status_code == 415
    assert "cannot be attached" in page.content.decode()
    assert AnswerVersion.objects.count() == 1


def test_a_file_is_kept_when_its_text_comes_back(state, enter, concern):
    client = enter(state.erlan)
    wrong = {**EDITOR, "kk-text": "аз"}
    page = client.post(at(concern, "draft/"), {**wrong, "file": upload()})
    assert page.status_code == 422
    assert "Choose the file again" in page.content.decode()
    drafted(state, concern)
    page = client.post(at(concern, "draft/"), {**wrong, "kk-based_on": "1", "file": upload()})
    assert page.status_code == 422
    kept = Attachment.objects.get()
    assert str(kept.pk) in page.content.decode()
    assert "\nаз</textarea>" in page.content.decode()
    page = client.post(at(concern, "draft/"), {**wrong, "kk-based_on": "1", "file": upload(b"<html>")})
    assert page.status_code == 422
    assert "cannot be attached" in page.content.decode()


def test_the_signatory_sees_it_and_so_does_everyone_after_the_signature(state, enter, questions, concern):
    enter(state.erlan).post(at(concern, "draft/"), {**EDITOR, "file": upload(), "then": "hand_over"})
    kept = Attachment.objects.get()
    desk = f"/en/desk/files/{kept.pk}/"
    shown = enter(state.gulnar).get(at(concern)).content.decode()
    assert desk in shown
    assert kept.sha256[:12] in re.search(r'name="seen" value="([^"]+)"', shown)[1]
    first, second = questions[0], questions[1]
    public = f"/en/questions/{first.shown_number}/files/{kept.pk}/"
    assert enter(None).get(public).status_code == 404
    response = enter(state.gulnar).post(
        at(concern, "sign/"), {"seen": re.search(r'name="seen" value="([^"]+)"', shown)[1]}
    )
    assert response.status_code == 303
    assert desk in enter(state.gulnar).get(at(concern)).content.decode()
    for question in (first, second):
        address = f"/en/questions/{question.shown_number}/files/{kept.pk}/"
        assert address in enter(None).get(f"/en/questions/{question.shown_number}/").content.decode()
        response = enter(None).get(address)
        assert response["Content-Disposition"].startswith("attachment;")
        assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert b"".join(response.streaming_content) == picture()
    assert enter(None).get(desk).status_code == 200


def test_at_a_question_that_did_not_get_it_there_is_no_such_file(state, enter, questions, concern):
    enter(state.erlan).post(at(concern, "draft/"), {**EDITOR, "file": upload()})
    signed_without = concern_of([publish(state, one) for one in asked_by_all(state, 2)])
    signed(state, signed_without)
    kept = Attachment.objects.get()
    for question in questions:
        assert enter(None).get(f"/en/questions/{question.shown_number}/files/{kept.pk}/").status_code == 404


def test_a_file_that_storage_lost_is_not_found(state, enter, questions, concern):
    enter(state.erlan).post(at(concern, "draft/"), {**EDITOR, "file": upload()})
    kept = Attachment.objects.get()
    kept.file.storage.delete(kept.file.name)
    assert enter(state.erlan).get(f"/en/desk/files/{kept.pk}/").status_code == 404
