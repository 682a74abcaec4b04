"""One answer to all who asked the same: drafted, handed over with its list, returned, signed (docs/adr/0010).

What groups the questions lies above this app: it comes in as a ``Matter``, with the questions to list and a look at
which of them still belong to it.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sukhbat.answers import collective_policies as policies
from sukhbat.answers import queries, recipients
from sukhbat.answers.actions import CHANGED, ensure_met
from sukhbat.answers.drafts import DraftText, write_versions
from sukhbat.answers.events import CollectiveHandedOver, CollectiveReturned, CollectiveTakenBack
from sukhbat.answers.models import Answer
from sukhbat.answers.queries import Written, points_for_all, written
from sukhbat.answers.rules import (
    LANGUAGES,
    RETURN_REASON_LONGEST,
    RETURN_REASON_SHORTEST,
    Confirmed,
    State,
)
from sukhbat.assignments.texts import checked
from sukhbat.bodies.models import Body
from sukhbat.kernel.refusals import Refusal, Refused, ensure
from sukhbat.ledger.actions import record
from sukhbat.ledger.events import Event
from sukhbat.ledger.rules import Actor
from sukhbat.people.models import Person

Standing = Callable[[Collection[UUID]], set[UUID]]
EMPTY = Refusal("empty_list", _("No question is left that this answer could go to."), 422)


@dataclass(frozen=True)
class Matter:
    """What all of them ask about: its key, all its former keys, its name in the log, and the body that answers."""

    key: UUID
    keys: frozenset[UUID]
    subject: str
    body: Body


@transaction.atomic
def save_draft_for_all(
    *,
    person: Person,
    matter: Matter,
    texts: Mapping[str, DraftText],
    confirmed: Confirmed,
    binding: str,
    now: datetime,
) -> Answer:
    """Save what an executor typed. Raises StaleDraft and Refused as ``actions.save_draft`` does."""
    draft = held(matter)
    ensure(policies.may_draft_for_all(person, matter.body.pk, draft, now=now))
    if binding not in LANGUAGES:
        raise Refused(Refusal("bad_binding", _("Choose the language of the text that binds."), 422))
    answer = draft or _begun(person, matter, binding)
    write_versions(answer, texts, author=person, now=now)
    for name, value in vars(confirmed).items():
        setattr(answer, name, value)
    answer.binding, answer.executor = binding, person
    answer.save()
    return answer


@transaction.atomic
def hand_over_for_all(*, person: Person, matter: Matter, questions: Sequence[UUID], now: datetime) -> Answer:
    """Give a complete draft and the list of its questions, in this order, to the signatory.

    Raises Refused (422) while a point of the checklist is missing for one of their languages, or the list is empty.
    """
    answer = held(matter)
    ensure(policies.may_hand_over_for_all(person, matter.body.pk, answer, now=now))
    assert answer is not None
    recipients.take_list(answer, questions)
    ensure_complete(written(answer))
    answer.state, answer.handed_over_at, answer.return_reason = State.FOR_SIGNATURE, now, ""
    answer.executor = person
    answer.save()
    event = CollectiveHandedOver(body=matter.body.slug, questions=len(questions))
    note(matter, event, Actor("executor", person.pk), now=now)
    return answer


@transaction.atomic
def take_back_for_all(*, person: Person, matter: Matter, now: datetime) -> Answer:
    """An executor takes a handed over draft back to work on it."""
    answer = held(matter)
    ensure(policies.may_take_back_for_all(person, matter.body.pk, answer, now=now))
    assert answer is not None
    answer.state, answer.handed_over_at = State.DRAFTING, None
    answer.save()
    note(matter, CollectiveTakenBack(body=matter.body.slug), Actor("executor", person.pk), now=now)
    return answer


@transaction.atomic
def return_for_all(*, person: Person, matter: Matter, reason: str, now: datetime) -> Answer:
    """The signatory returns a draft; the reason (10 characters or more) is seen inside the body."""
    answer = held(matter)
    ensure(policies.may_return_for_all(person, matter.body.pk, answer, now=now))
    assert answer is not None
    why = checked("reason", reason, low=RETURN_REASON_SHORTEST, high=RETURN_REASON_LONGEST)
    answer.state, answer.handed_over_at = State.DRAFTING, None
    answer.return_reason, answer.returned_by, answer.returned_at = why, person, now
    answer.save()
    note(matter, CollectiveReturned(body=matter.body.slug), Actor("signatory", person.pk), now=now)
    return answer


@transaction.atomic
def take_list_anew(*, person: Person, matter: Matter, questions: Sequence[UUID], now: datetime) -> Answer:
    """The list as it is now; who was unticked and is still in it stays unticked."""
    answer = held(matter)
    ensure(policies.may_sign_for_all(person, matter.body.pk, answer, now=now))
    assert answer is not None
    recipients.take_list(answer, questions)
    return answer


@transaction.atomic
def tick(
    *, person: Person, matter: Matter, shown: Collection[UUID], ticked: Collection[UUID], now: datetime
) -> int:
    """Of the questions that a page of the list showed, only the ticked ones get the answer; how many changed."""
    answer = held(matter)
    ensure(policies.may_sign_for_all(person, matter.body.pk, answer, now=now))
    assert answer is not None
    return recipients.choose(answer, shown=shown, ticked=ticked)


def fingerprint_of(found: Written, choices: Mapping[UUID, bool]) -> str:
    """What a signatory has before their eyes: the versions of the texts, the files, and the list with its ticks."""
    return f"{found.fingerprint}~{recipients.digest_of(choices)}"


def held(matter: Matter) -> Answer | None:
    """The draft to all about the matter, locked until the transaction ends."""
    found = queries.open_answer_to_all(matter.keys, body_id=matter.body.pk)
    if found is None:
        return None
    locked = Answer.objects.select_for_update(no_key=True).get(pk=found.answer.pk)
    if locked.state == State.SIGNED:
        raise Refused(CHANGED)
    return locked


def ensure_complete(found: Written) -> None:
    """Raise Refused (422) when nobody would get it, or it lacks a point for one of the askers' languages."""
    size = recipients.size_of(found.answer)
    if not size.chosen:
        raise Refused(EMPTY)
    ensure_met(points_for_all(found, size.languages))


def note(matter: Matter, event: Event, actor: Actor, *, now: datetime) -> None:
    """A step of the draft in the log, about the matter."""
    record(event=event, subject=matter.subject, actor=actor, now=now)


def _begun(person: Person, matter: Matter, binding: str) -> Answer:
    fresh = {"executor": person, "binding": binding}
    answer, is_new = Answer.objects.get_or_create(
        matter=matter.key, body=matter.body, state=State.DRAFTING, defaults=fresh
    )
    # Somebody began at the same moment: both drafts are one, and versions tell whose text is newer.
    return answer if is_new else Answer.objects.select_for_update(no_key=True).get(pk=answer.pk)
