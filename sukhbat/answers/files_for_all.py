"""The files of an answer to all: kept once, under the limits of any answer, and signed with its texts."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from sukhbat.answers import collective_policies as policies
from sukhbat.answers.collective import Matter, held
from sukhbat.answers.files import attach, detach
from sukhbat.answers.models import Attachment
from sukhbat.answers.queries import written
from sukhbat.kernel.refusals import ensure
from sukhbat.people.models import Person


@transaction.atomic
def add_attachment_for_all(
    *, person: Person, matter: Matter, upload: "UploadedFile[Any]", now: datetime
) -> Attachment:
    """Attach a file to the saved draft to all. Raises Refused as ``files.add_attachment`` does."""
    answer = held(matter)
    ensure(policies.may_hand_over_for_all(person, matter.body.pk, answer, now=now))
    assert answer is not None
    return attach(written(answer), upload, person=person, now=now)


@transaction.atomic
def remove_attachment_for_all(*, person: Person, matter: Matter, attachment_id: UUID, now: datetime) -> None:
    """Take a file off the draft to all."""
    answer = held(matter)
    ensure(policies.may_draft_for_all(person, matter.body.pk, answer, now=now))
    detach(written(answer) if answer else None, attachment_id)
