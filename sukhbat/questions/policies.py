"""Who may do what to a question: each returns None or the refusal to show. No person means refusal."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from sukhbat.bodies.queries import standing
from sukhbat.bodies.rules import Role
from sukhbat.conferences.models import Conference
from sukhbat.conferences.queries import takes_questions
from sukhbat.kernel.clock import local_day
from sukhbat.kernel.refusals import Refusal
from sukhbat.people.models import Person
from sukhbat.questions.models import Question, QuestionPrivate
from sukhbat.questions.rules import OPEN, Outcome, Stage, Visibility
from sukhbat.questions.support_rules import support_refusal

SIGN_IN = Refusal("sign_in", _("Please sign in first."), 401)
INTAKE_CLOSED = Refusal(
    "intake_closed",
    _("This conference no longer takes questions. Your text is kept: you may send it to a state body."),
    409,
)
NOT_YOURS = Refusal("not_found", _("There is no such question here."), 404)


def may_submit(person: Person | None, conference: Conference | None, *, now: datetime) -> Refusal | None:
    """A signed-in person may ask; a conference must take questions at the moment of arrival."""
    if person is None or not person.is_authenticated:
        return SIGN_IN
    return None if conference is None else may_send_to(conference, now=now)


def may_send_to(conference: Conference, *, now: datetime) -> Refusal | None:
    """A conference takes questions while it collects and is live, unless its intake is switched off."""
    return None if takes_questions(conference, now=now) else INTAKE_CLOSED


def may_enter_for_caller(person: Person | None, *, now: datetime) -> Refusal | None:
    """An operator enters a caller's question."""
    if person is None:
        return SIGN_IN
    if not standing(person, on=local_day(now)).holds(Role.OPERATOR):
        return Refusal("not_operator", _("Only an operator may enter a caller's question."))
    return None


def may_moderate(person: Person | None, question: Question | None = None, *, now: datetime) -> Refusal | None:
    """A moderator works on visibility; never on their own question."""
    if person is None:
        return SIGN_IN
    if not standing(person, on=local_day(now)).holds(Role.MODERATOR):
        return Refusal("not_moderator", _("Only a moderator may do this."))
    if question is not None and is_author(person, question):
        return Refusal("own_question", _("Another moderator must look at your own question."))
    return None


def may_reveal(person: Person | None, question: Question, *, now: datetime) -> Refusal | None:
    """The original text: a moderator, or an officer of the body that holds the question. Each look is kept.

    A private question is never published, so it is no moderator's business.
    """
    if person is None:
        return SIGN_IN
    held = standing(person, on=local_day(now))
    in_body = held.bodies(Role.DISPATCHER, Role.EXECUTOR, Role.SIGNATORY, Role.CONTROLLER)
    moderates = held.holds(Role.MODERATOR) and question.visibility != Visibility.PRIVATE
    if moderates or held.holds(Role.AUDITOR) or question.body_id in in_body:
        return None
    return Refusal("not_yours_to_see", _("The original is seen only by those who work on this question."))


def may_reveal_name(person: Person | None, question: Question, *, now: datetime) -> Refusal | None:
    """A hidden name: those who work on the question in its body, and the auditor; no moderator."""
    if person is None:
        return SIGN_IN
    held = standing(person, on=local_day(now))
    in_body = held.bodies(Role.DISPATCHER, Role.EXECUTOR, Role.SIGNATORY, Role.CONTROLLER)
    if held.holds(Role.AUDITOR) or question.body_id in in_body:
        return None
    return Refusal("not_yours_to_see", _("The name is seen only by those who answer this question."))


def may_withdraw(person: Person | None, question: Question, *, now: datetime) -> Refusal | None:
    """The author, at any time while the question is in work."""
    if person is None:
        return SIGN_IN
    if not is_author(person, question):
        return NOT_YOURS
    if Stage(question.stage) not in OPEN:
        return Refusal("too_late", _("This question is no longer in work, so it cannot be withdrawn."), 409)
    return None


def may_see_receipt(person: Person | None, question: Question) -> Refusal | None:
    """The author, and the operator who entered it for a caller."""
    if person is None:
        return SIGN_IN
    private = QuestionPrivate.objects.only("author_id", "entered_by_id").get(question=question)
    return None if person.pk in {private.author_id, private.entered_by_id} else NOT_YOURS


def may_see(person: Person | None, question: Question, *, now: datetime) -> Refusal | None:
    """Everyone sees a question's path; a private one is there only for its author and its officers."""
    if question.visibility != Visibility.PRIVATE:
        return None
    if person is not None and (is_author(person, question) or may_reveal(person, question, now=now) is None):
        return None
    return NOT_YOURS


def may_support(person: Person | None, question: Question, *, now: datetime) -> Refusal | None:
    """Anyone signed in, a question of a conference that collects or is live, while it waits; never one's own.

    Whether a support of theirs was cancelled by rule, and how often they may, is asked when they do it.
    """
    if person is None or not person.is_authenticated or not person.is_active:
        return SIGN_IN
    return support_refusal(
        visibility=Visibility(question.visibility),
        outcome=Outcome(question.outcome),
        is_to_writing=question.to_writing_at is not None,
        phase=question.conference.phase(now) if question.conference is not None else None,
        is_own=is_author(person, question),
    )


def is_author(person: Person | None, question: Question) -> bool:
    """Whether the person asked the question (an operator who entered it did not)."""
    if person is None or person.pk is None:
        return False
    return QuestionPrivate.objects.filter(question=question, author=person).exists()
