"""Files of an answer: told by their bytes, kept under random names, few and small."""

import io

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from sukhbat.answers.actions import hand_over, sign_answer
from sukhbat.answers.attached import attachment
from sukhbat.answers.files import add_attachment, cleaned_name, remove_attachment
from sukhbat.answers.policies import may_download, may_sign
from sukhbat.answers.queries import answer_of, draft_of
from sukhbat.assignments.actions import reassign_question
from sukhbat.bodies.rules import Role
from sukhbat.kernel.refusals import Refused
from sukhbat.understanding.file_kind import FileKind
from tests.assignments.steps import assigned, draft, redirected, second_executor
from tests.people import MONDAY, appoint

pytestmark = pytest.mark.django_db


def picture() -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (4, 3)).save(file, "PNG")
    return file.getvalue()


def attach(state, question, *, name="Кесте.png", content=None, person=None):
    upload = SimpleUploadedFile(name, picture() if content is None else content, content_type="image/png")
    return add_attachment(person=person or state.erlan, number=question.number, upload=upload, now=MONDAY)


def refusal_of(state, question, **arguments):
    with pytest.raises(Refused) as caught:
        attach(state, question, **arguments)
    return caught.value.refusal.code


@pytest.fixture
def drafted(state):
    question = assigned(state)
    draft(state, question)
    return question


def test_a_file_is_kept_under_a_random_name_with_its_hash(state, drafted):
    added = attach(state, drafted)
    assert (added.name, added.kind, added.size) == ("Кесте.png", "png", len(picture()))
    assert "Кесте" not in added.file.name
    assert added.file.name.endswith(".png")
    assert default_storage.open(added.file.name).read() == picture()
    assert len(added.sha256) == 64


@pytest.mark.parametrize(
    ("typed", "kind", "kept"),
    [
        ("../../etc/passwd", FileKind.PDF, "passwd.pdf"),
        ("C:\\docs\\жоспар.exe", FileKind.PDF, "жоспар.pdf"),
        ('a"b\r\nX: y.png', FileKind.PNG, "a b X y.png"),
        (".png", FileKind.PNG, "file.png"),
        ("\u202egnp.pdf", FileKind.PDF, "gnp.pdf"),
        ("ж" * 300 + ".pdf", FileKind.PDF, "ж" * 115 + ".pdf"),
    ],
)
def test_names_are_cleaned(typed, kind, kept):
    assert cleaned_name(typed, kind) == kept


def test_a_page_dressed_as_a_picture_is_refused(state, drafted):
    assert refusal_of(state, drafted, content=b"<html><script>alert(1)</script>") == "bad_file"
    assert refusal_of(state, drafted, content=b"MZ\x90\x00") == "bad_file"
    assert refusal_of(state, drafted, content=b"") == "bad_file"


def test_a_file_over_ten_megabytes_is_refused(state, drafted, settings):
    settings.ATTACHMENT_MAX_BYTES = 50
    assert refusal_of(state, drafted) == "file_too_large"


def test_five_files_are_enough(state, drafted):
    for _ in range(5):
        attach(state, drafted)
    assert refusal_of(state, drafted) == "too_many_files"


def test_only_the_executor_attaches_and_only_to_a_draft(state, drafted):
    assert refusal_of(state, drafted, person=state.gulnar) == "not_executor"
    assert refusal_of(state, assigned(state)) == "no_draft"
    hand_over(person=state.erlan, number=drafted.number, now=MONDAY)
    assert refusal_of(state, drafted) == "handed_over"


def test_a_removed_file_is_gone_from_the_disk(state, drafted, django_capture_on_commit_callbacks):
    added = attach(state, drafted)
    arguments = {"person": state.erlan, "number": drafted.number, "attachment_id": added.pk, "now": MONDAY}
    with django_capture_on_commit_callbacks(execute=True):
        remove_attachment(**arguments)
    assert not default_storage.exists(added.file.name)
    with pytest.raises(Refused):
        remove_attachment(**arguments)


def test_a_file_is_public_with_the_signed_answer_of_a_public_question(state, drafted):
    added = attach(state, drafted)

    def refusal(person):
        return may_download(person, attachment(added.pk), now=MONDAY)

    assert all(refusal(person) for person in (None, state.aigerim, state.farid))
    assert refusal(state.saule) is None
    hand_over(person=state.erlan, number=drafted.number, now=MONDAY)
    sign_answer(person=state.gulnar, number=drafted.number, now=MONDAY)
    assert refusal(None)
    assert refusal(state.aigerim) is None
    type(drafted).objects.filter(pk=drafted.pk).update(visibility="public")
    assert refusal(None) is None
    assert answer_of(drafted).parts()[-1] == added.sha256


def test_the_next_body_does_not_see_the_earlier_bodys_files(state, drafted):
    added = attach(state, drafted)
    redirected(state, drafted)
    drafted.refresh_from_db()
    assert draft_of(drafted) is None
    assert may_download(state.farid, attachment(added.pk), now=MONDAY)
    assert may_download(state.saule, attachment(added.pk), now=MONDAY)


def test_nobody_signs_a_file_they_attached(state):
    """marat attached a file and wrote no word; erlan wrote and handed over; marat may sign for the body."""
    marat = second_executor(state)
    appoint(marat, Role.SIGNATORY, state.ministry)
    question = assigned(state)
    draft(state, question)
    give = {"person": state.saule, "number": question.number, "now": MONDAY}
    reassign_question(**give, executor_id=marat.pk)
    attach(state, question, person=marat)
    reassign_question(**give, executor_id=state.erlan.pk)
    hand_over(person=state.erlan, number=question.number, now=MONDAY)
    question.refresh_from_db()
    assert may_sign(marat, question, now=MONDAY).code == "own_answer"
    assert may_sign(state.gulnar, question, now=MONDAY) is None
