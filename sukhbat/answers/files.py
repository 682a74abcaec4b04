"""The files of an answer: told by their bytes, kept under random names, at most five of ten megabytes."""

import hashlib
import re
from datetime import datetime
from typing import Any, BinaryIO, cast
from uuid import UUID

from django.conf import settings
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sukhbat.answers import policies, queries
from sukhbat.answers.models import Attachment, random_name
from sukhbat.answers.queries import Written
from sukhbat.answers.rules import MOST_FILES
from sukhbat.kernel.refusals import Refusal, Refused, ensure
from sukhbat.people.models import Person
from sukhbat.questions.policies import NOT_YOURS
from sukhbat.questions.queries import locked
from sukhbat.understanding.file_kind import FileKind, kind_of
from sukhbat.understanding.text import clean

LONGEST_NAME = 120
_NOT_IN_A_NAME = re.compile(r'[\\/:*?"<>|\n]+')


def cleaned_name(typed: str, kind: FileKind) -> str:
    """A name safe to show and to save under: no path, no control characters, its real kind's extension."""
    last = re.split(r"[\\/]", clean(typed))[-1]
    stem = _NOT_IN_A_NAME.sub(" ", last.rsplit(".", 1)[0] if "." in last else last)
    stem = " ".join(stem.split()).strip(" .")
    return f"{(stem or 'file')[: LONGEST_NAME - 5]}.{kind.value}"


@transaction.atomic
def add_attachment(*, person: Person, number: str, upload: "UploadedFile[Any]", now: datetime) -> Attachment:
    """Attach a file to the saved draft. Raises Refused (413, 415, 422) for size, kind or number of files."""
    question = locked(number)
    ensure(policies.may_hand_over(person, question, now=now))
    return attach(queries.draft_of(question), upload, person=person, now=now)


@transaction.atomic
def remove_attachment(*, person: Person, number: str, attachment_id: UUID, now: datetime) -> None:
    """Take a file off the draft; its bytes go once that is certain."""
    question = locked(number)
    ensure(policies.may_draft(person, question, now=now))
    detach(queries.draft_of(question), attachment_id)


def attach(
    draft: Written | None, upload: "UploadedFile[Any]", *, person: Person, now: datetime
) -> Attachment:
    """Keep a file at a draft that the caller holds locked. Raises Refused as ``add_attachment`` does."""
    kind = _kind(upload)
    if draft is None or len(draft.attachments) >= MOST_FILES:
        sentence = _("An answer may have at most %(count)s files.") % {"count": MOST_FILES}
        raise Refused(Refusal("too_many_files", sentence, 422))
    stored = default_storage.save(random_name(kind), upload)
    try:
        return Attachment.objects.create(
            answer=draft.answer,
            body_id=draft.answer.body_id,
            file=stored,
            name=cleaned_name(upload.name or "", kind),
            kind=kind.value,
            sha256=_sha256(upload),
            size=upload.size or 0,
            added_by=person,
            added_at=now,
        )
    except BaseException:
        default_storage.delete(stored)
        raise


def detach(draft: Written | None, attachment_id: UUID) -> None:
    """Take a file off a draft that the caller holds locked. Raises Refused (404) for one that is not there."""
    found = next((file for file in draft.attachments if file.pk == attachment_id), None) if draft else None
    if found is None:
        raise Refused(NOT_YOURS)
    stored = str(found.file.name)
    found.delete()
    transaction.on_commit(lambda: default_storage.delete(stored))


def _kind(upload: "UploadedFile[Any]") -> FileKind:
    if (upload.size or 0) > settings.ATTACHMENT_MAX_BYTES:
        sentence = _("The file is larger than %(size)s MB.") % {
            "size": settings.ATTACHMENT_MAX_BYTES // 2**20
        }
        raise Refused(Refusal("file_too_large", sentence, 413))
    kind = kind_of(cast(BinaryIO, upload.file)) if upload.file is not None else None
    if kind is None:
        names = ", ".join(sorted(member.value.upper() for member in FileKind))
        sentence = _("This file cannot be attached. Its content must be one of: %(kinds)s.") % {
            "kinds": names
        }
        raise Refused(Refusal("bad_file", sentence, 415))
    return kind


def _sha256(upload: "UploadedFile[Any]") -> str:
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    upload.seek(0)
    return digest.hexdigest()
