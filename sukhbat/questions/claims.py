"""Who is checking which question now: one moderator at a time, for a quarter of an hour at most.

A claim changes nothing about the question, so it makes no entry in the log.
"""

from datetime import datetime

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from sukhbat.kernel.refusals import Refusal, Refused, ensure
from sukhbat.people.models import Person
from sukhbat.questions import policies, waiting
from sukhbat.questions.models import ModerationClaim, Question
from sukhbat.questions.queries import locked
from sukhbat.questions.rules import CLAIM_LASTS
from sukhbat.questions.waiting import Place

TAKEN = Refusal(
    "claimed_by_another",
    _("Another moderator is checking this question. Take the next one, or come back in 15 minutes."),
    409,
)
CANDIDATES = 20

# One statement decides, so that of two who press at once only one holds it.
_CLAIM = """
INSERT INTO questions_moderationclaim AS held (question_id, moderator_id, claimed_at) VALUES (%s, %s, %s)
ON CONFLICT (question_id) DO UPDATE SET moderator_id = excluded.moderator_id, claimed_at = excluded.claimed_at
WHERE held.moderator_id = excluded.moderator_id OR held.claimed_at <= %s
RETURNING question_id
"""


@transaction.atomic
def claim_question(*, person: Person, number: str, now: datetime) -> Question:
    """Take the question to check it. Raises Refused when another took it less than 15 minutes ago."""
    question = taken(person=person, number=number, now=now)
    if not _insert(person, question, now):
        raise Refused(TAKEN)
    return question


@transaction.atomic
def release_question(*, person: Person, number: str, now: datetime) -> None:
    """Give the question back to the queue; releasing what one does not hold changes nothing."""
    ensure(policies.may_moderate(person, now=now))
    ModerationClaim.objects.filter(question__number=number, moderator=person).delete()


@transaction.atomic
def claim_next(
    *, person: Person, after: Place | None, now: datetime, marked_first: bool = False
) -> Question | None:
    """Take the first free question after a place in the queue, else from its start; None if none is."""
    ensure(policies.may_moderate(person, now=now))
    for start in (after, None) if after else (None,):
        found = waiting.free_for(person, after=start, now=now, limit=CANDIDATES, marked_first=marked_first)
        for question in found:
            if _insert(person, question, now):
                return question
    return None


def taken(*, person: Person, number: str, now: datetime) -> Question:
    """The locked question, when the person may moderate it and no one else is checking it. Raises Refused."""
    ensure(policies.may_moderate(person, now=now))
    try:
        question = locked(number)
    except Question.DoesNotExist:
        raise Refused(policies.NOT_YOURS) from None
    ensure(policies.may_moderate(person, question, now=now))
    held = ModerationClaim.objects.filter(question=question, claimed_at__gt=now - CLAIM_LASTS)
    if held.exclude(moderator=person).exists():
        raise Refused(TAKEN)
    return question


def _insert(person: Person, question: Question, now: datetime) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, [question.pk, person.pk, now, now - CLAIM_LASTS])
        return cursor.fetchone() is not None
