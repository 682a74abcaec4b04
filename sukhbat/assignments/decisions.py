"""Decisions about a question as a whole: send it to another body, extend its due date, decline it."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sukhbat.assignments import policies, queries
from sukhbat.assignments.actions import dispatcher, end_assignment
from sukhbat.assignments.events import DueExtended, QuestionDeclined, QuestionRedirected
from sukhbat.assignments.models import Decline, Extension, Redirect
from sukhbat.assignments.rules import DECLINE_EXPLANATION_SHORTEST, REASON_LONGEST, REDIRECT_REASON_SHORTEST
from sukhbat.assignments.texts import checked
from sukhbat.bodies.queries import body_by_id
from sukhbat.kernel.clock import local_day, zone
from sukhbat.kernel.refusals import Refusal, Refused, ensure
from sukhbat.ledger.rules import Actor
from sukhbat.people.models import Person
from sukhbat.questions.actions import advance
from sukhbat.questions.models import Question
from sukhbat.questions.queries import grounds, locked
from sukhbat.questions.rules import EXTENSION_REASON_SHORTEST, Move
from sukhbat.terms.queries import calendar, term
from sukhbat.terms.rules import DueDate, TermKind, due_after_extension, due_after_redirect


@transaction.atomic
def redirect_question(
    *, person: Person, number: str, to_body_id: UUID, reason: str, language: str, now: datetime
) -> Redirect:
    """Send a question to the competent body: its clock starts again, "since you first asked" does not.

    ``language`` is the one the public reason is written in. Raises Refused when the policy says no, the
    reason is shorter than 20 characters or the body cannot take questions.
    """
    question = locked(number)
    ensure(policies.may_redirect(person, question, now=now))
    why = checked("reason", reason, low=REDIRECT_REASON_SHORTEST, high=REASON_LONGEST)
    if to_body_id == question.body_id or not queries.is_target(to_body_id, on=local_day(now)):
        raise Refused(Refusal("not_a_target", _("Choose another body that has officers to answer."), 422))
    source, target = question.body, body_by_id(to_body_id)
    actor = dispatcher(person, question, now=now)
    due = _due_after_redirect(question, now=now)
    hop = queries.hops(question) + 1
    advance(
        question=question,
        move=Move.REDIRECT,
        event=QuestionRedirected(from_body=source.slug, to_body=target.slug, hop=hop, due_on=due.due_on),
        actor=actor,
        now=now,
        body=target,
        due=due,
    )
    end_assignment(question, now=now)
    return Redirect.objects.create(
        question=question,
        from_body=source,
        to_body=target,
        hop=hop,
        reason=why,
        language=language,
        by=person,
        at=now,
    )


@transaction.atomic
def extend_due(
    *, person: Person, number: str, days: int, reason: str, language: str, now: datetime
) -> Extension:
    """Move the due date once by up to the term's days (10 working); the reason is public.

    Raises Refused when the policy says no, the days are too many or the reason is shorter than 100.
    """
    question = locked(number)
    ensure(policies.may_extend(person, question, now=now))
    why = checked("reason", reason, low=EXTENSION_REASON_SHORTEST, high=REASON_LONGEST)
    rule = term(kind=TermKind.EXTENSION, on=local_day(now))
    if not 1 <= days <= rule.days:
        sentence = _("Choose from 1 to %(days)s working days.") % {"days": rule.days}
        raise Refused(Refusal("bad_days", sentence, 422))
    old_due_on = question.due_on
    due = due_after_extension(now, old_due_on, days, rule, calendar(now=now))
    advance(
        question=question,
        move=Move.EXTEND,
        event=DueExtended(body=question.body.slug, old_due_on=old_due_on, due_on=due.due_on, days=days),
        actor=Actor("signatory", person.pk),
        now=now,
        due=due,
    )
    return Extension.objects.create(
        question=question,
        body=question.body,
        days=days,
        old_due_on=old_due_on,
        due_on=due.due_on,
        reason=why,
        language=language,
        by=person,
        at=now,
    )


@transaction.atomic
def decline_question(
    *, person: Person, number: str, ground: str, explanation: str, language: str, now: datetime
) -> Decline:
    """Decline on a ground of the closed list, with a public explanation of 40 characters or more."""
    question = locked(number)
    ensure(policies.may_decline(person, question, now=now))
    named = grounds("decline").filter(pk=ground).first()
    if named is None:
        raise Refused(Refusal("bad_ground", _("Choose a ground from the list."), 422))
    why = checked("explanation", explanation, low=DECLINE_EXPLANATION_SHORTEST, high=REASON_LONGEST)
    advance(
        question=question,
        move=Move.DECLINE,
        event=QuestionDeclined(body=question.body.slug, ground=named.code),
        actor=Actor("signatory", person.pk),
        now=now,
    )
    return Decline.objects.create(
        question=question,
        body=question.body,
        ground=named,
        explanation=why,
        language=language,
        by=person,
        at=now,
    )


def _due_after_redirect(question: Question, *, now: datetime) -> DueDate:
    conference = question.conference
    return due_after_redirect(
        now,
        term(kind=TermKind.ANSWER, on=local_day(now)),
        calendar(now=now),
        zone(),
        conference_end_on=conference.terms_start_on if conference else None,
    )
