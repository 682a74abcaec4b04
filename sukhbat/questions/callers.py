"""Questions of people who call or write to an operator: entered for them, never the operator's own."""

from dataclasses import replace
from datetime import datetime

from sukhbat.conferences.models import Conference
from sukhbat.kernel.refusals import Refused, ensure
from sukhbat.people.models import Person
from sukhbat.questions import policies
from sukhbat.questions.actions import Received, take_in
from sukhbat.questions.intake import Submission
from sukhbat.questions.models import Question, QuestionPrivate
from sukhbat.questions.rules import Source
from sukhbat.questions.world import conference_facts


def enter_question(
    *, person: Person, submission: Submission, conference: Conference | None, now: datetime
) -> Received:
    """Take in a caller's question; a known key gives its first. Raises Refused for length, closed intake."""
    ensure(policies.may_enter_for_caller(person, now=now))
    mine = QuestionPrivate.objects.filter(key=submission.key, entered_by=person).values("question_id")
    if (known := Question.objects.filter(pk__in=mine).first()) is not None:
        return Received(known, is_new=False)
    ensure(policies.may_submit(person, conference, now=now))
    facts = conference_facts(conference) if conference else None
    received = take_in(
        submission=replace(
            submission, source=Source.OPERATOR, author_id=None, entered_by_id=person.pk, conference=facts
        ),
        now=now,
    )
    # Someone else's key: their question must not come out of this door.
    if policies.may_see_receipt(person, received.question) is not None:
        raise Refused(policies.NOT_YOURS)
    return received
