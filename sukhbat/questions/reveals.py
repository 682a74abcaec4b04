"""Looks behind the mask or the hidden name: never by a GET, always with a reason, shown to the asker."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sukhbat.bodies.queries import standing
from sukhbat.bodies.rules import Role
from sukhbat.kernel.clock import local_day
from sukhbat.kernel.refusals import Refusal, Refused, ensure
from sukhbat.ledger.actions import record
from sukhbat.ledger.rules import Actor
from sukhbat.people.models import Person
from sukhbat.questions import policies
from sukhbat.questions.events import NameRevealed, OriginalRevealed
from sukhbat.questions.models import Access, Question, QuestionPrivate
from sukhbat.questions.queries import locked, private_part
from sukhbat.understanding.text import clean

SHORTEST_REASON, LONGEST_REASON = 10, 500


@transaction.atomic
def reveal_original(*, person: Person, number: str, reason: str, now: datetime) -> str:
    """The text as it was sent. Raises Refused without a reason of 10 characters or more."""
    question = _existing(number)
    ensure(policies.may_reveal(person, question, now=now))
    _keep(person, question, "original", reason, now)
    return private_part(question).original


@transaction.atomic
def reveal_name(*, person: Person, number: str, reason: str, now: datetime) -> QuestionPrivate:
    """Name and contact of who asked: for those who answer and for the auditor, never for a moderator."""
    question = _existing(number)
    ensure(policies.may_reveal_name(person, question, now=now))
    _keep(person, question, "name", reason, now)
    return private_part(question)


def _existing(number: str) -> Question:
    try:
        return locked(number)
    except Question.DoesNotExist:
        raise Refused(policies.NOT_YOURS) from None


def _keep(person: Person, question: Question, what: str, reason: str, now: datetime) -> None:
    reason = " ".join(clean(reason).split())
    if not SHORTEST_REASON <= len(reason) <= LONGEST_REASON:
        sentence = _("Please give the reason in %(low)s to %(high)s characters: the asker will read it.")
        raise Refused(Refusal("no_reason", sentence % {"low": SHORTEST_REASON, "high": LONGEST_REASON}, 422))
    role = _role(person, question, now)
    Access.objects.create(question=question, person=person, role=role, what=what, reason=reason, at=now)
    event = OriginalRevealed() if what == "original" else NameRevealed()
    record(event=event, subject=question.number, actor=Actor(role, person.pk), now=now)


def _role(person: Person, question: Question, now: datetime) -> str:
    """In which role the person looks: an officer of the question's body before any other."""
    held = standing(person, on=local_day(now))
    in_body = (Role.EXECUTOR, Role.SIGNATORY, Role.CONTROLLER, Role.DISPATCHER)
    roles = [role for role in in_body if held.holds(role, question.body_id)]
    roles += [role for role in (Role.MODERATOR, Role.AUDITOR) if held.holds(role)]
    return roles[0].value
