"""Who may bring which question to the air of a conference."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from sukhbat.conferences.models import Conference
from sukhbat.conferences.policies import NOT_LIVE, may_host
from sukhbat.conferences.rules import Phase
from sukhbat.kernel.refusals import Refusal
from sukhbat.people.models import Person
from sukhbat.questions.models import Question
from sukhbat.questions.policies import NOT_YOURS

PAUSED = Refusal(
    "paused", _("The live part is paused. Go on with it first, then put a question on air."), 409
)


def may_air(person: Person | None, conference: Conference, *, now: datetime) -> Refusal | None:
    """A host, during the live part: line up, put on air, take off, leave for writing."""
    if refusal := may_host(person, conference, now=now):
        return refusal
    if conference.phase(now) is not Phase.LIVE:
        return Refusal("not_live", NOT_LIVE, 409)
    return None


def may_finish(person: Person | None, conference: Conference, *, now: datetime) -> Refusal | None:
    """A host records the answer to what is on air; also when the end came meanwhile."""
    if refusal := may_host(person, conference, now=now):
        return refusal
    if conference.phase(now) not in {Phase.LIVE, Phase.ANSWERING}:
        return Refusal("not_live", NOT_LIVE, 409)
    return None


def airable(question: Question, conference_id: UUID) -> Refusal | None:
    """Only a public question of this conference that nobody has answered and that is not left for writing."""
    if question.conference_id != conference_id:
        return NOT_YOURS
    if not question.is_public:
        return Refusal("not_public", _("This question is not public now, so it cannot be put on air."), 409)
    if not question.in_work:
        return Refusal("not_in_work", _("This question has ended: it was answered or taken back."), 409)
    if question.to_writing_at is not None:
        return Refusal("in_writing", _("This question is answered in writing; its asker was told so."), 409)
    return None
