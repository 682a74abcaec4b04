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
from sukhbat.people.actions import forget_person
from sukhbat.people.models import Person
from sukhbat.questions.events import AskerErased
from sukhbat.questions.models import Draft, Question, QuestionPrivate

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

    Gone: originals, names, contacts, salts, drafts, the link to the log's tags, e-mail, phone, identities,
    sessions. Kept: the masked text that was public, numbers, dates, states, entries. Raises Refused while the
    person holds a role.
    """
    if (refusal := may_erase(person, on=local_day(now))) is not None:
        raise Refused(refusal)
    mine = QuestionPrivate.objects.filter(author=person)
    questions = list(
        Question.objects.select_for_update(of=("self",)).filter(pk__in=mine.values("question_id"))
    )
    for question in questions:
        question.asker_name = ""
        question.version += 1
    Question.objects.bulk_update(questions, ["asker_name", "version"])
    mine.update(original="", name="", contact="", salt=b"", findings=[], author=None)
    Draft.objects.filter(person=person).delete()
    forget_tags(person.pk)
    forget_person(person=person, now=now)
    record_all(lines=[Line(AskerErased(), row.number, Actor("citizen")) for row in questions], now=now)
    return len(questions)
