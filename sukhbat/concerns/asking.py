"""Sending what somebody wrote into a concern: received in any case, joined in the same transaction."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from sukhbat.concerns.actions import AskedAndJoined, join_concern
from sukhbat.concerns.deciding import CITIZEN, in_force
from sukhbat.concerns.queries import concern_by_number
from sukhbat.kernel.refusals import Refused
from sukhbat.people.models import Person
from sukhbat.questions.drafts import send_draft
from sukhbat.questions.models import Question


@transaction.atomic
def send_draft_and_join(
    *, person: Person, draft_id: UUID, concern_number: int, now: datetime
) -> AskedAndJoined:
    """Make a draft a question and join a concern, whose body answers then.

    The question is received also where it may not join; ``refusal`` says why. A second press finds the first receipt
    and joins nothing twice. Raises Refused as ``send_draft`` does.
    """
    concern = concern_by_number(concern_number)
    body = concern.body.slug if concern is not None else ""
    received = send_draft(person=person, draft_id=draft_id, body=body, now=now)
    number = received.question.number
    try:
        membership = join_concern(person=person, number=number, concern_number=concern_number, now=now)
    except Refused as refused:
        return AskedAndJoined(received, None, refused.refusal)
    return AskedAndJoined(received, membership.concern)


def joined_by_asker(question: Question) -> bool:
    """Whether the asker said that it belongs to where it stands, and did not take that back."""
    found = in_force().filter(first=question, into__isnull=False, merged=None, role=CITIZEN)
    return found.exists()
