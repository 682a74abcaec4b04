"""One answer to all who stand in a concern, and the way back for an asker whose question it does not fit.

The acts themselves are in ``answers`` (docs/adr/0010); here a concern becomes their matter, its questions their list.
"""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Count, F

from sukhbat.answers import collective
from sukhbat.answers.collective import Matter
from sukhbat.answers.different import back_into_work, different_refusal
from sukhbat.answers.drafts import DraftText
from sukhbat.answers.files_for_all import add_attachment_for_all, remove_attachment_for_all
from sukhbat.answers.models import Answer, Attachment
from sukhbat.answers.queries import Written, answer_of, answers_to_all, open_answer_to_all
from sukhbat.answers.rules import Confirmed
from sukhbat.answers.signing_for_all import sign_for_all
from sukhbat.concerns.actions import part_held, part_question
from sukhbat.concerns.deciding import CITIZEN
from sukhbat.concerns.holding import Lines, hold
from sukhbat.concerns.models import Concern, Membership
from sukhbat.concerns.official import found, subject
from sukhbat.concerns.queries import membership_of, some_of
from sukhbat.kernel.refusals import Refusal, ensure
from sukhbat.ledger.rules import Actor
from sukhbat.people.models import Person
from sukhbat.questions.models import Question
from sukhbat.questions.policies import NOT_YOURS, SIGN_IN, is_author
from sukhbat.questions.queries import locked
from sukhbat.questions.rules import OPEN


def matter_of(concern: Concern) -> Matter:
    """The concern as ``answers`` knows it, with the keys of all that were merged into it."""
    keys = frozenset(Lines([concern.body_id]).leading_to(concern.pk))
    return Matter(key=concern.pk, keys=keys, subject=subject(concern), body=concern.body)


def to_answer(concern: Concern) -> list[UUID]:
    """The questions that an answer to all would go to now, those furthest from the middle first."""
    found = Membership.objects.filter(
        concern=concern,
        question__body_id=concern.body_id,
        question__stage__in=[stage.value for stage in OPEN],
    )
    order = (F("score").asc(nulls_last=True), "question_id")
    return list(found.order_by(*order).values_list("question_id", flat=True))


def languages_to_answer(concern: Concern) -> dict[str, int]:
    """The languages of the questions in work, most first, each with how many; one query."""
    members = Membership.objects.filter(
        concern=concern,
        question__body_id=concern.body_id,
        question__stage__in=[stage.value for stage in OPEN],
    )
    counted = members.order_by().values_list("question__language").annotate(n=Count("pk"))
    return dict(counted.order_by("-n", "question__language"))


def draft_to_all(concern: Concern) -> Written | None:
    """What the body is writing to all who stand in the concern; a draft of a concern merged into it goes on here."""
    matter = matter_of(concern)
    return open_answer_to_all(matter.keys, body_id=concern.body_id)


def answers_given(concern: Concern) -> list[Written]:
    """The answers to all that were signed about the concern, the last one first."""
    return answers_to_all(matter_of(concern).keys)


def save_draft(
    *,
    person: Person,
    number: int,
    texts: Mapping[str, DraftText],
    confirmed: Confirmed,
    binding: str,
    now: datetime,
) -> Answer:
    """Save what an executor typed (answers.collective.save_draft_for_all)."""
    return collective.save_draft_for_all(
        person=person,
        matter=matter_of(found(number)),
        texts=texts,
        confirmed=confirmed,
        binding=binding,
        now=now,
    )


def attach(*, person: Person, number: int, upload: "UploadedFile[Any]", now: datetime) -> Attachment:
    """Keep a file at the saved draft, once for all (answers.files_for_all)."""
    return add_attachment_for_all(person=person, matter=matter_of(found(number)), upload=upload, now=now)


def detach(*, person: Person, number: int, attachment_id: UUID, now: datetime) -> None:
    """Take a file off the draft."""
    remove_attachment_for_all(
        person=person, matter=matter_of(found(number)), attachment_id=attachment_id, now=now
    )


def hand_over(*, person: Person, number: int, now: datetime) -> Answer:
    """Give the draft to the signatory, with the list of all who stand in the concern now."""
    concern = found(number)
    return collective.hand_over_for_all(
        person=person, matter=matter_of(concern), questions=to_answer(concern), now=now
    )


def take_back(*, person: Person, number: int, now: datetime) -> Answer:
    return collective.take_back_for_all(person=person, matter=matter_of(found(number)), now=now)


def send_back(*, person: Person, number: int, reason: str, now: datetime) -> Answer:
    return collective.return_for_all(person=person, matter=matter_of(found(number)), reason=reason, now=now)


def take_list_anew(*, person: Person, number: int, now: datetime) -> Answer:
    """The list as the concern is now."""
    concern = found(number)
    return collective.take_list_anew(
        person=person, matter=matter_of(concern), questions=to_answer(concern), now=now
    )


def tick(
    *, person: Person, number: int, shown: Collection[UUID], ticked: Collection[UUID], now: datetime
) -> int:
    """Of the shown questions of the list only the ticked ones get the answer; how many changed."""
    return collective.tick(
        person=person, matter=matter_of(found(number)), shown=shown, ticked=ticked, now=now
    )


def sign(*, person: Person, number: int, seen: str, now: datetime) -> tuple[Answer, int]:
    """Sign the answer to all: it and how many questions got it (answers.signing_for_all)."""
    concern = found(number)

    def standing(questions: Collection[UUID]) -> set[UUID]:
        members = Membership.objects.filter(concern=concern).values_list("question_id", flat=True)
        return set(members) & set(questions)

    return sign_for_all(person=person, matter=matter_of(concern), standing=standing, seen=seen, now=now)


def may_say_different(person: Person | None, question: Question, *, now: datetime) -> Refusal | None:
    """The asker of a question that got an answer to all, until three working days after they were told."""
    if person is None:
        return SIGN_IN
    if not is_author(person, question):
        return NOT_YOURS
    return different_refusal(question, answer_of(question), now=now)


@transaction.atomic
def say_different(*, person: Person, number: str, now: datetime) -> Question:
    """ "Mine is different", whether the concern was answered or not: the one door for its asker.

    The question leaves its concern at once and for good. When it had got an answer to all, it goes back into work:
    with its own due date if that did not pass, else with three working days (answers.different). Raises Refused.
    """
    question = locked(number)
    if may_say_different(person, question, now=now) is not None and question.in_work:
        part_question(person=person, number=number, now=now)
        return question
    hold([question.body_id])
    ensure(may_say_different(person, question, now=now))
    actor = Actor(CITIZEN, person.pk)
    membership = membership_of(question)
    if membership is not None and some_of(membership.concern, without=question.pk):
        part_held(question, membership, actor=actor, now=now)
    back_into_work(question, actor=actor, now=now)
    return question
