"""The record of an answer on air becomes the body's answer: its signatory reads, corrects and confirms it.

What was said in public is answered already, so that no stage moves and the points of a written answer are not asked.
"""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sukhbat.answers import policies, queries
from sukhbat.answers.actions import CHANGED, put_signature
from sukhbat.answers.drafts import DraftText, write_versions
from sukhbat.answers.events import AnswerConfirmed
from sukhbat.answers.models import Answer
from sukhbat.answers.queries import Written
from sukhbat.answers.rules import LONGEST, SHORTEST
from sukhbat.assignments.texts import checked
from sukhbat.kernel.refusals import Refusal, Refused, ensure
from sukhbat.ledger.actions import record
from sukhbat.ledger.rules import Actor, content_digest, new_salt
from sukhbat.people.models import Person
from sukhbat.questions.air_records import raise_version, record_of
from sukhbat.questions.models import Airing, Question
from sukhbat.questions.queries import locked


@transaction.atomic
def confirm_record(
    *, person: Person, number: str, texts: Mapping[str, DraftText], seen: str, now: datetime
) -> Answer:
    """Sign the record of an answer on air as the body's answer, with the texts as the signatory leaves them.

    ``texts`` are those that were typed, by language; the one in the language of the record binds. ``seen`` is
    Written.fingerprint of what the signatory looked at. Raises Refused: 409 when it was changed or confirmed
    meanwhile, 422 ``bad_text_…`` when a text is too short or too long.
    """
    question = locked(number)
    ensure(policies.may_confirm(person, question, now=now))
    written, aired = _waiting(question)
    if seen != written.fingerprint:
        raise Refused(CHANGED)
    write_versions(written.answer, texts, author=person, now=now)
    written = _with_text(question)
    answer, salt = written.answer, new_salt()
    entry = record(
        event=AnswerConfirmed(
            body=answer.body.slug,
            languages=tuple(written.languages),
            binding=answer.binding,
            conference=aired.conference.slug,
            second=aired.second or 0,
        ),
        subject=question.number,
        actor=Actor("signatory", person.pk),
        now=now,
        digest=content_digest(salt, *written.parts()),
    )
    put_signature(answer, question.body, person, salt=salt, entry_id=entry.id, now=now)
    raise_version(question)
    return answer


def _waiting(question: Question) -> tuple[Written, Airing]:
    """The draft and the airing it was made from; the policy has found both."""
    draft, aired = queries.draft_of(question), record_of(question.pk)
    if draft is None or aired is None:
        raise Refused(policies.NOT_WAITING)
    return draft, aired


def _with_text(question: Question) -> Written:
    """The answer as it stands now; Refused when its binding text is missing, or shorter than an answer may be."""
    written, _aired = _waiting(question)
    bound = written.versions.get(written.answer.binding)
    name = f"text_{written.answer.binding}"
    if bound is None:
        raise Refused(
            Refusal(f"bad_{name}", _("The text in the language of the record may not be empty."), 422)
        )
    checked(name, bound.text, low=SHORTEST, high=LONGEST)
    return written
