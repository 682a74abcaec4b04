"""The concern a question stands in: who else asks it, why it stands there, and "mine is different" for its asker."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import get_language

from sukhbat.answers.different import different_until
from sukhbat.answers.queries import Written
from sukhbat.concerns import policies
from sukhbat.concerns.answering import may_say_different
from sukhbat.concerns.asking import joined_by_asker
from sukhbat.concerns.in_short import InShort, in_short
from sukhbat.concerns.models import Concern, Decision
from sukhbat.concerns.queries import membership_of, some_of
from sukhbat.concerns.reasons import WhyHere, own_parting, why_here
from sukhbat.concerns.rules import How
from sukhbat.kernel.refusals import Refusal
from sukhbat.people.models import Person
from sukhbat.questions.models import Question


@dataclass(frozen=True)
class Together:
    """A question among others. ``public`` is None while nobody may read any of them."""

    why: WhyHere
    public: InShort | None
    is_own_word: bool

    @property
    def number(self) -> int:
        return self.why.concern.number

    @property
    def by_program(self) -> bool:
        """Whether a program put it there, and no person."""
        return self.why.how is not How.PERSON


@dataclass(frozen=True)
class Objection:
    """Whether the asker may say that theirs is a different one, and until when; no day while nobody told them yet.

    ``after_answer``: of a question that got an answer to all, which goes back into work then.
    """

    refusal: Refusal | None
    until: date | None
    after_answer: bool

    @property
    def is_late(self) -> bool:
        return self.refusal is not None and self.refusal.code == "window_over"


@dataclass(frozen=True)
class Parting:
    """That the asker said it is a different one than a concern, and whether that may be taken back."""

    decision: Decision
    concern: Concern
    may_undo: bool


def concern_part(
    question: Question, person: Person | None, *, is_owner: bool, answer: Written | None, now: datetime
) -> dict[str, Any]:
    """What questions/parts/concern.html reads; what concerns the asker alone is None for anyone else."""
    together = together_of(question, is_owner=is_owner)
    if not is_owner:
        return {"together": together}
    return {
        "together": together,
        "objection": objection_of(question, person, together=together, answer=answer, now=now),
        "parting": None if together else parting_of(question, person, now=now),
    }


def together_of(question: Question, *, is_owner: bool) -> Together | None:
    """Where a question stands, None while it stands alone; at most three queries, one when it is alone.

    While no question of the concern is public, only the asker learns of it.
    """
    why = why_here(question)
    if why is None:
        return None
    found = in_short([why.concern.pk], language=(get_language() or "kk")[:2]).get(why.concern.pk)
    if found is None and not is_owner:
        return None
    return Together(why, found, is_own_word=why.how is How.PERSON and joined_by_asker(question))


def objection_of(
    question: Question,
    person: Person | None,
    *,
    together: Together | None,
    answer: Written | None,
    now: datetime,
) -> Objection | None:
    """For the asker: None where there is nobody to differ from."""
    after_answer = answer is not None and answer.recipient is not None and not question.in_work
    if not after_answer and (together is None or not question.in_work):
        return None
    refusal = objection_refusal(question, person, now=now)
    if after_answer:
        assert answer is not None
        assert answer.recipient is not None
        return Objection(refusal, different_until(answer.recipient.told_at, now=now), after_answer=True)
    assert together is not None
    if refusal is None and not some_of(together.why.concern, without=question.pk, limit=1):
        return None
    return Objection(refusal, together.why.part_until, after_answer=False)


def objection_refusal(question: Question, person: Person | None, *, now: datetime) -> Refusal | None:
    """Why the asker may not say now that theirs is different; the door itself is concerns.answering.say_different."""
    answered = may_say_different(person, question, now=now)
    if answered is None or not question.in_work:
        return answered
    return policies.may_part(person, question, membership_of(question), now=now)


def parting_of(question: Question, person: Person | None, *, now: datetime) -> Parting | None:
    """For the asker, while their word that it is different is in force; one query and those of the policy."""
    decision = own_parting(question)
    if decision is None or decision.left is None:
        return None
    refusal = policies.may_undo(person, [decision], decision.left, now=now)
    return Parting(decision, decision.left, may_undo=refusal is None and question.in_work)
