"""Erasing a person: what they told us goes; numbers, dates and entries stay, so that counts stay true."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sukhbat.bodies.queries import standing
from sukhbat.kernel.clock import local_day
from sukhbat.kernel.refusals import Refusal, Refused
from sukhbat.ledger.actions import Line, record_all
from sukhbat.ledger.actions import forget_person as forget_tags
from sukhbat.ledger.rules import Actor
from sukhbat.people.actions import forget_person, hold_to_erase
from sukhbat.people.models import Person
from sukhbat.questions.actions import advance
from sukhbat.questions.events import AskerErased, QuestionWithdrawn
from sukhbat.questions.models import Draft, PublishedVersion, Question, QuestionPrivate
from sukhbat.questions.rules import OPEN, Move, Stage, Visibility
from sukhbat.questions.supports import forget_supports

HAS_ROLE = Refusal(
    "has_role",
    _("You act for a state body here. Ask your administrator to end your role first."),
    409,
)


def may_erase(person: Person, *, on: date) -> Refusal | None:
    """Anyone may have themselves erased, except while they act for a body: acts need their author."""
    return HAS_ROLE if standing(person, on=on).roles else None


@transaction.atomic
def erase_person(*, person: Person, now: datetime) -> int:
    """Erase a person and what they told us; how many questions lost their asker.

    Gone: originals, names, contacts, salts, texts that the public does not see, what was masked after it was
    public, drafts, supports (which count no more), the link to the log's tags, e-mail, phone, identities, sessions.
    Kept: the masked text that
    is public or waits to be, numbers, dates, states, entries. A question that nobody would see answered is
    taken back. Raises Refused while the person holds a role.
    """
    if (refusal := may_erase(person, on=local_day(now))) is not None:
        raise Refused(refusal)
    hold_to_erase(person=person)
    mine = QuestionPrivate.objects.filter(author=person)
    questions = list(
        Question.objects.select_for_update(of=("self",)).filter(pk__in=mine.values("question_id"))
    )
    for question in questions:
        question.asker_name = ""
        if _is_unshown(question):
            _take_away(question, now=now)
        question.version += 1
    Question.objects.bulk_update(questions, ["asker_name", "text", "version"])
    _forget_masked(questions)
    # The kinds that were found stay: a waiting text in which there are some needs a moderator's look as before.
    mine.update(original="", name="", contact="", salt=b"", author=None, network=None)
    Draft.objects.filter(person=person).delete()
    forget_tags(person.pk)
    forget_person(person=person, now=now)
    forget_supports(person=person)
    record_all(lines=[Line(AskerErased(), row.number, Actor("citizen")) for row in questions], now=now)
    return len(questions)


def _is_unshown(question: Question) -> bool:
    """Whether the text is not public and will not become so by itself."""
    taken_back = question.visibility == Visibility.PENDING and question.stage == Stage.WITHDRAWN
    return taken_back or question.visibility in {Visibility.PRIVATE, Visibility.HIDDEN}


def _take_away(question: Question, *, now: datetime) -> None:
    """Its text goes; while it is open it is taken back, for its answer would reach nobody."""
    question.text = ""
    if Stage(question.stage) in OPEN:
        actor = Actor("citizen")
        advance(question=question, move=Move.WITHDRAW, event=QuestionWithdrawn(), actor=actor, now=now)


def _forget_masked(questions: list[Question]) -> None:
    """Of the texts that were published, only the one that is public now stays; their entries stay all."""
    texts = {question.pk: question.text for question in questions}
    for version in PublishedVersion.objects.filter(question_id__in=texts):
        if version.text != texts[version.question_id]:
            version.text, version.salt = "", b""
            version.save(update_fields=["text", "salt"])
