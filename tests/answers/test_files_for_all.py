"""Files of an answer to all: kept once, signed with its texts, read wherever the answer is."""

import io

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from sukhbat.answers import recipients
from sukhbat.answers.attached import attachment, attachment_of
from sukhbat.answers.collective import fingerprint_of, return_for_all, take_back_for_all
from sukhbat.answers.collective_policies import may_sign_for_all
from sukhbat.answers.files_for_all import add_attachment_for_all, remove_attachment_for_all
from sukhbat.answers.models import Attachment
from sukhbat.answers.policies import may_download
from sukhbat.answers.queries import answer_of, written
from sukhbat.answers.signing_for_all import sign_for_all
from sukhbat.bodies.rules import Role
from sukhbat.kernel.refusals import Refused
from sukhbat.ledger.models import Entry
from sukhbat.ledger.rules import content_digest
from tests.answers.collective_steps import drafted, listed, matter_of
from tests.assignments.steps import second_executor
from tests.people import MONDAY, appoint, ask

pytestmark = pytest.mark.django_db


def picture() -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (4, 3)).save(file, "PNG")
    return file.getvalue()


def attach(state, matter, *, content=None, person=None, name="Кесте.png"):
    upload = SimpleUploadedFile(name, picture() if content is None else content)
    return add_attachment_for_all(person=person or state.erlan, matter=matter, upload=upload, now=MONDAY)


def code_of(call, *arguments, **named):
    with pytest.raises(Refused) as caught:
        call(*arguments, **named)
    return caught.value.refusal.code


def with_file(state, matter, questions):
    """A draft with a file and its list that waits for gulnar; the file."""
    drafted(state, matter)
    added = attach(state, matter)
    listed(state, matter, questions)
    return added


def sign(state, matter):
    answer = Attachment.objects.first().answer
    seen = fingerprint_of(written(answer), recipients.choices_of(answer))
    return sign_for_all(person=state.gulnar, matter=matter, standing=set, seen=seen, now=MONDAY)[0]


@pytest.fixture
def matter(state):
    return matter_of(state)


@pytest.fixture
def questions(state):
    return [ask(state, person=person) for person in (state.aigerim, state.bolat, state.aigerim)]


def test_the_same_limits_as_for_a_single_answer(state, matter, settings):
    assert code_of(attach, state, matter) == "no_draft"
    drafted(state, matter)
    assert code_of(attach, state, matter, content=b"<html><script>alert(1)</script>") == "bad_file"
    settings.ATTACHMENT_MAX_BYTES = 50
    assert code_of(attach, state, matter) == "file_too_large"
    settings.ATTACHMENT_MAX_BYTES = 10 * 2**20
    for _ in range(5):
        attach(state, matter)
    assert code_of(attach, state, matter) == "too_many_files"


def test_only_executors_of_the_body_attach_and_only_to_a_draft(state, matter, questions):
    drafted(state, matter)
    for person in (state.gulnar, state.saule, state.farid, state.aigerim):
        assert code_of(attach, state, matter, person=person) == "not_executor"
    added = attach(state, matter, person=second_executor(state))
    listed(state, matter, questions)
    assert code_of(attach, state, matter) == "handed_over"
    remove = {"person": state.erlan, "matter": matter, "attachment_id": added.pk, "now": MONDAY}
    assert code_of(remove_attachment_for_all, **remove) == "handed_over"


def test_a_removed_file_is_gone_from_the_disk(state, matter, django_capture_on_commit_callbacks):
    drafted(state, matter)
    added = attach(state, matter)
    remove = {"person": state.erlan, "matter": matter, "attachment_id": added.pk, "now": MONDAY}
    other = matter_of(state)
    drafted(state, other)
    assert code_of(remove_attachment_for_all, **{**remove, "matter": other}) == "not_found"
    with django_capture_on_commit_callbacks(execute=True):
        remove_attachment_for_all(**remove)
    assert not default_storage.exists(added.file.name)
    assert code_of(remove_attachment_for_all, **remove) == "not_found"


def test_a_file_is_kept_when_the_draft_is_returned_and_written_on(state, matter, questions):
    added = with_file(state, matter, questions)
    return_for_all(person=state.gulnar, matter=matter, reason="Кестені тексеріңіз.", now=MONDAY)
    listed(state, matter, questions)
    take_back_for_all(person=state.erlan, matter=matter, now=MONDAY)
    assert written(added.answer).attachments == (added,)


def test_it_is_kept_once_and_signed_with_the_texts(state, matter, questions):
    added = with_file(state, matter, questions)
    answer = sign(state, matter)
    assert Attachment.objects.count() == 1
    act = Entry.objects.get(pk=answer.entry_id)
    found = written(answer)
    assert added.sha256 in found.text_parts()
    assert act.digest == content_digest(bytes(answer.salt), *found.text_parts())
    for question in questions:
        got = answer_of(question)
        assert got.attachments == (added,)
        assert Entry.objects.get(pk=got.entry_id).digest == content_digest(got.salt, *got.parts())


def test_another_file_than_the_signatory_saw_is_not_signed(state, matter, questions):
    added = with_file(state, matter, questions)
    answer = added.answer
    seen = fingerprint_of(written(answer), recipients.choices_of(answer))
    take_back_for_all(person=state.erlan, matter=matter, now=MONDAY)
    attach(state, matter, content=picture() + b"\n", name="Тағы.png")
    listed(state, matter, questions)
    signing = {"person": state.gulnar, "matter": matter, "standing": set, "seen": seen, "now": MONDAY}
    assert code_of(sign_for_all, **signing) == "changed"


def test_nobody_signs_a_file_they_attached(state, matter, questions):
    """marat attached a file and wrote no word; he may sign for the body."""
    marat = second_executor(state)
    appoint(marat, Role.SIGNATORY, state.ministry)
    drafted(state, matter)
    added = attach(state, matter, person=marat)
    answer = listed(state, matter, questions)
    body = state.ministry.pk
    assert may_sign_for_all(marat, body, answer, now=MONDAY).code == "own_answer"
    assert may_sign_for_all(state.gulnar, body, answer, now=MONDAY) is None
    added.delete()
    assert may_sign_for_all(marat, body, answer, now=MONDAY) is None


def test_before_the_signature_only_the_body_reads_it(state, matter, questions):
    added = attachment(with_file(state, matter, questions).pk)
    for person in (None, state.aigerim, state.farid, state.dana):
        assert may_download(person, added, now=MONDAY)
    for person in (state.erlan, state.gulnar, state.saule, state.madina):
        assert may_download(person, added, now=MONDAY) is None
    assert attachment_of(questions[0], added.pk) is None


def test_once_signed_it_is_read_where_its_questions_are(state, matter, questions):
    added = attachment(with_file(state, matter, questions).pk)
    outside = ask(state)
    sign(state, matter)
    added.refresh_from_db()
    added.answer.refresh_from_db()
    first, second = questions[:2]
    assert attachment_of(outside, added.pk) is None
    assert attachment_of(first, added.pk) == added

    def refusal(person, at):
        return may_download(person, added, now=MONDAY, at=at)

    # Nothing is public yet: each asker reads it at their own question.
    assert all(
        refusal(person, at) for person, at in ((None, first), (state.bolat, first), (state.bolat, None))
    )
    assert refusal(state.bolat, second) is None
    type(first).objects.filter(pk=first.pk).update(visibility="public")
    first.refresh_from_db()
    assert refusal(None, first) is None
    assert refusal(None, None) is None
    assert refusal(None, second)
