"""The choice to join a concern: read from a form, shown in the review, carried out when the question is sent."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sukhbat.concerns.asking import send_draft_and_join
from sukhbat.concerns.in_short import InShort, in_short
from sukhbat.concerns.queries import concern_by_number
from sukhbat.people.models import Person
from sukhbat.questions.draft_fields import DraftFields
from sukhbat.questions.drafts import send_draft
from sukhbat.questions.models import Question
from sukhbat.questions.queries import questions_by_id

_DIGITS = 9  # of the largest number a concern can have


@dataclass(frozen=True)
class Joining:
    """The concern that a draft is going to join, the question it is called by, and the slug of its body."""

    concern: InShort
    called: Question
    body: str


def read_choice(typed: str, kept: DraftFields) -> int | None:
    """The number that a button to join names; None for "separately", for what is no number, and where one must not.

    A question that only officials see is answered by itself.
    """
    is_number = typed.isascii() and typed.isdecimal() and len(typed) <= _DIGITS
    return int(typed) if is_number and not kept.keep_private else None


def joining(kept: DraftFields) -> Joining | None:
    """What the draft joins now; None when it joins nothing, or nothing of that concern may be shown any more."""
    concern = concern_by_number(kept.concern) if kept.concern else None
    if concern is None:
        return None
    found = in_short([concern.pk], language=(get_language() or "kk")[:2]).get(concern.pk)
    called = questions_by_id([found.question]).get(found.question) if found else None
    if found is None or called is None:
        return None
    return Joining(found, called, concern.body.slug)


def sent(*, person: Person, draft_id: UUID, kept: DraftFields, now: datetime) -> tuple[str, str]:
    """Send a draft, into the concern that its review showed: the question's number, and why it did not join or ''.

    Raises Refused as ``send_draft`` does.
    """
    if kept.concern is None or joining(kept) is None:
        return send_draft(person=person, draft_id=draft_id, now=now).question.number, ""
    done = send_draft_and_join(person=person, draft_id=draft_id, concern_number=kept.concern, now=now)
    number = done.received.question.number
    if done.refusal is None:
        return number, ""
    why = _("Your question is received, and answered by itself. It did not join the concern: %(why)s")
    return number, why % {"why": done.refusal}
