"""What is done to an answer: draft, hand over, take back, return, sign. The question's row locks all."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sukhbat.answers import policies, queries
from sukhbat.answers.drafts import DraftText, StaleDraft, write_versions
from sukhbat.answers.events import AnswerHandedOver, AnswerReturned, AnswerSigned, AnswerTakenBack
from sukhbat.answers.models import Answer
from sukhbat.answers.queries import Written
from sukhbat.answers.rules import (
    LANGUAGES,
    RETURN_REASON_LONGEST,
    RETURN_REASON_SHORTEST,
    Confirmed,
    Point,
    State,
    missing,
)
from sukhbat.assignments.texts import checked
from sukhbat.bodies.models import Body, Officer
from sukhbat.bodies.queries import officers_of
from sukhbat.bodies.rules import Role
from sukhbat.kernel.clock import local_day
from sukhbat.kernel.refusals import Refusal, Refused, ensure
from sukhbat.ledger.actions import record
from sukhbat.ledger.events import Event
from sukhbat.ledger.rules import Actor, content_digest, new_salt
from sukhbat.people.models import Person
from sukhbat.questions.actions import advance
from sukhbat.questions.models import Question
from sukhbat.questions.queries import locked
from sukhbat.questions.rules import Move

__all__ = [
    "POINTS",
    "DraftText",
    "StaleDraft",
    "hand_over",
    "return_to_executor",
    "save_draft",
    "sign_answer",
    "take_back",
]

POINTS: Mapping[Point, Promise] = {
    Point.LANGUAGE: _(
        "It is in the language of the question or in the state language, and a person wrote the binding text."
    ),
    Point.FACTS: _("It gives concrete facts."),
    Point.GROUND: _("It names its ground in law."),
    Point.DONE: _("It says what is done, or by which date."),
    Point.POST: _("It names the post of the one who is responsible."),
    Point.COMPLAINT: _("It says how to complain."),
}
CHANGED = Refusal("changed", _("The answer was changed meanwhile. Please read it again."), 409)


@transaction.atomic
def save_draft(
    *,
    person: Person,
    number: str,
    texts: Mapping[str, DraftText],
    confirmed: Confirmed,
    binding: str,
    now: datetime,
) -> Answer:
    """Save what the executor typed: a new version of each language that changed, and the confirmations.

    Raises StaleDraft when someone saved another text of a language meanwhile, Refused when the policy says
    no or a text is too long. Nothing is saved then.
    """
    question = locked(number)
    ensure(policies.may_draft(person, question, now=now))
    if binding not in LANGUAGES:
        raise Refused(Refusal("bad_binding", _("Choose the language of the text that binds."), 422))
    answer = _answer(question, person, binding)
    write_versions(answer, texts, author=person, now=now)
    for name, value in vars(confirmed).items():
        setattr(answer, name, value)
    answer.binding = binding
    answer.executor = person
    answer.save()
    return answer


@transaction.atomic
def hand_over(*, person: Person, number: str, now: datetime) -> Answer:
    """Give a complete draft to the signatory. Raises Refused (422) while a point of it is missing."""
    question = locked(number)
    ensure(policies.may_hand_over(person, question, now=now))
    answer = _complete(question).answer
    answer.state, answer.handed_over_at, answer.return_reason = State.FOR_SIGNATURE, now, ""
    answer.executor = person
    answer.save()
    _note(question, AnswerHandedOver(body=answer.body.slug), Actor("executor", person.pk), now=now)
    return answer


@transaction.atomic
def take_back(*, person: Person, number: str, now: datetime) -> Answer:
    """The executor takes a handed over draft back to work on it."""
    question = locked(number)
    ensure(policies.may_take_back(person, question, now=now))
    answer = _draft(question).answer
    answer.state, answer.handed_over_at = State.DRAFTING, None
    answer.save()
    _note(question, AnswerTakenBack(body=answer.body.slug), Actor("executor", person.pk), now=now)
    return answer


@transaction.atomic
def return_to_executor(*, person: Person, number: str, reason: str, now: datetime) -> Answer:
    """The signatory returns a draft; the reason (10 characters or more) is seen inside the body."""
    question = locked(number)
    ensure(policies.may_return_answer(person, question, now=now))
    why = checked("reason", reason, low=RETURN_REASON_SHORTEST, high=RETURN_REASON_LONGEST)
    answer = _draft(question).answer
    answer.state, answer.handed_over_at = State.DRAFTING, None
    answer.return_reason, answer.returned_by, answer.returned_at = why, person, now
    answer.save()
    _note(question, AnswerReturned(body=answer.body.slug), Actor("signatory", person.pk), now=now)
    return answer


@transaction.atomic
def sign_answer(*, person: Person, number: str, now: datetime, seen: str | None = None) -> Answer:
    """Sign and publish: the question is answered, the entry's digest binds the texts and files.

    ``seen`` is Written.fingerprint of what the signatory looked at; another one is refused (409).
    """
    question = locked(number)
    ensure(policies.may_sign(person, question, now=now))
    written = _complete(question)
    if seen is not None and seen != written.fingerprint:
        raise Refused(CHANGED)
    answer, salt = written.answer, new_salt()
    entry = advance(
        question=question,
        move=Move.SIGN_ANSWER,
        event=AnswerSigned(
            body=answer.body.slug,
            languages=tuple(written.languages),
            binding=answer.binding,
            due_on=question.due_on,
            done_by_on=answer.done_by_on,
        ),
        actor=Actor("signatory", person.pk),
        now=now,
        digest=content_digest(salt, *written.parts()),
    )
    put_signature(answer, question.body, person, salt=salt, entry_id=entry.id, now=now)
    return answer


def _answer(question: Question, person: Person, binding: str) -> Answer:
    """The answer of the locked question, taken over afresh when another body had begun one."""
    fresh = {"body_id": question.body_id, "executor": person, "binding": binding}
    answer, is_new = Answer.objects.get_or_create(question=question, defaults=fresh)
    if not is_new and answer.body_id != question.body_id:
        answer.body_id, answer.state = question.body_id, State.DRAFTING
        answer.handed_over_at = answer.returned_by = answer.returned_at = None
        answer.return_reason = ""
    return answer


def _draft(question: Question) -> Written:
    draft = queries.draft_of(question)
    if draft is None:
        raise Refused(policies.NOT_WAITING)
    return draft


def _complete(question: Question) -> Written:
    draft = _draft(question)
    ensure_met(draft.checklist(question))
    return draft


def ensure_met(points: Mapping[Point, bool]) -> None:
    """Raise Refused (422) while a point of the checklist is missing."""
    if lacking := missing(points):
        lacks = "; ".join(str(POINTS[point]) for point in lacking)
        sentence = _("The answer is not complete yet. Still missing: %(points)s") % {"points": lacks}
        raise Refused(Refusal("incomplete", sentence, 422))


def put_signature(
    answer: Answer, body: Body, person: Person, *, salt: bytes, entry_id: UUID, now: datetime
) -> None:
    """Who signs it and by which office, with the entry that binds it; from here on it does not change."""
    office = _office(person, body, now=now)
    answer.post_kk, answer.post_ru, answer.post_en = office.post_kk, office.post_ru, office.post_en
    answer.state, answer.signed_by, answer.signed_at = State.SIGNED, person, now
    answer.salt, answer.entry_id = salt, entry_id
    answer.save()


def _office(person: Person, body: Body, *, now: datetime) -> Officer:
    """In which office a signatory signs for the body; the policy has found that they hold one."""
    offices = officers_of(body, Role.SIGNATORY, on=local_day(now))
    return next(office for office in offices if office.person_id == person.pk)


def _note(question: Question, event: Event, actor: Actor, *, now: datetime) -> None:
    """A step of the draft is no move of the question; it stands in the log beside them."""
    record(event=event, subject=question.number, actor=actor, now=now)
