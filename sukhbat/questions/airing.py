"""Bringing questions to the air: one line, one question on air, each step by one host at a time.

Every act locks in one order: the conference's air, its row (shared, as intake does), the question. What is on air
changes only for a host who has seen what is on air: ``seen`` is that airing's id as text, "" for none.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db import transaction
from django.db.models import Max, Min, QuerySet
from django.utils.translation import gettext_lazy as _

from sukhbat.conferences.models import Conference
from sukhbat.conferences.queries import any_conference, held_for_intake
from sukhbat.kernel.ids import show_number
from sukhbat.kernel.locks import wait_for
from sukhbat.kernel.refusals import Refusal, Refused, ensure
from sukhbat.kernel.signals import AIR, COUNTS, signal_conference
from sukhbat.ledger.actions import record
from sukhbat.ledger.events import Event
from sukhbat.ledger.rules import Actor
from sukhbat.people.models import Person
from sukhbat.questions import air_policies
from sukhbat.questions.events import QuestionGoesToWriting, QuestionPutOnAir, QuestionTakenOffAir
from sukhbat.questions.models import Airing, OrderEdition, Question
from sukhbat.questions.policies import NOT_YOURS
from sukhbat.questions.queries import locked
from sukhbat.questions.rules import AirState

ROLE = "host"
NOT_ON_AIR = Refusal("not_on_air", _("This question is not on air any more."), 409)
NOT_IN_LINE = Refusal("not_in_line", _("This question does not stand in the line any more."), 409)


class Step(StrEnum):
    """Where a question of the line moves."""

    UP = "up"
    DOWN = "down"
    FIRST = "first"


@dataclass(frozen=True)
class HeldAir:
    """The conference and a question of it, both held until the transaction ends, and what is on air now."""

    conference: Conference
    question: Question
    on_air: Airing | None

    @property
    def airing(self) -> Airing | None:
        """Where the question stands in this live part; None when it is only in the queue."""
        found = Airing.objects.filter(question=self.question, conference=self.conference)
        return found.exclude(state=AirState.TAKEN_OFF).first()


@transaction.atomic
def line_up(*, person: Person, slug: str, number: str, now: datetime) -> Airing:
    """Put a question at the end of the line. Doing it again changes nothing."""
    air = held_air(person, slug, number, now=now)
    ensure(air_policies.airable(air.question, air.conference.pk))
    if (known := air.airing) is not None:
        return known
    last = _line(air.conference).aggregate(last=Max("position"))["last"] or 0
    airing = _fresh(air, person, AirState.NEXT, now=now)
    airing.position = last + 1
    airing.save()
    signal_conference(air.conference.pk, AIR)
    return airing


@transaction.atomic
def move_in_line(*, person: Person, slug: str, number: str, step: Step, now: datetime) -> Airing:
    """Move a question of the line one place up or down, or to its front. At the end of the line it stays."""
    air = held_air(person, slug, number, now=now)
    airing = _in_line(air)
    if step is Step.FIRST:
        airing.position = (_line(air.conference).aggregate(first=Min("position"))["first"] or 0) - 1
        airing.save(update_fields=["position"])
    else:
        line = list(_line(air.conference).order_by("position", "id"))
        here = [row.pk for row in line].index(airing.pk)
        there = here - 1 if step is Step.UP else here + 1
        if 0 <= there < len(line):
            line.insert(there, line.pop(here))
            for position, row in enumerate(line):
                row.position = position
            Airing.objects.bulk_update(line, ["position"])
    signal_conference(air.conference.pk, AIR)
    return airing


@transaction.atomic
def drop_from_line(*, person: Person, slug: str, number: str, now: datetime) -> None:
    """Take a question out of the line, back to the queue; it was never on air, so nothing of it stays."""
    air = held_air(person, slug, number, now=now)
    _in_line(air).delete()
    signal_conference(air.conference.pk, AIR)


@transaction.atomic
def put_on_air(*, person: Person, slug: str, number: str, seen: str, now: datetime) -> Airing:
    """Put a question on air, out of the line or the queue.

    Refused (409): while the live part is paused, while another one is on air, and ``meanwhile`` when another
    host changed what is on air. The same question again changes nothing.
    """
    air = held_air(person, slug, number, now=now)
    if air.on_air is not None and air.on_air.question_id == air.question.pk:
        return air.on_air
    ensure_seen(air, seen)
    if air.on_air is not None:
        sentence = _(
            "%(number)s is still on air. Record its answer, leave it for writing or take it off first."
        )
        raise Refused(Refusal("occupied", sentence % {"number": _shown(air.on_air)}, 409))
    if air.conference.paused_at is not None:
        raise Refused(air_policies.PAUSED)
    ensure(air_policies.airable(air.question, air.conference.pk))
    airing = air.airing or _fresh(air, person, AirState.NEXT, now=now)
    airing.state, airing.on_air_at, airing.host = AirState.ON_AIR, now, person
    airing.place, airing.chosen_by = _standing(air)
    airing.save()
    slug = air.conference.slug
    _note(air, QuestionPutOnAir(conference=slug, place=airing.place, chosen_by=airing.chosen_by), person, now)
    signal_conference(air.conference.pk, AIR, COUNTS)
    return airing


@transaction.atomic
def take_off_air(*, person: Person, slug: str, number: str, seen: str, now: datetime) -> Airing:
    """Take the question off the air without an answer: it is in the queue again and may come back."""
    air = held_air(person, slug, number, now=now)
    airing = ensure_on_air(air, seen)
    airing.state, airing.ended_at = AirState.TAKEN_OFF, now
    airing.save()
    _note(air, QuestionTakenOffAir(conference=air.conference.slug), person, now)
    signal_conference(air.conference.pk, AIR, COUNTS)
    return airing


@transaction.atomic
def leave_for_writing(*, person: Person, slug: str, number: str, seen: str, now: datetime) -> Question:
    """Decide that its body answers in writing: the asker is told at once, and it does not come to the air again.

    From the air, the line or the queue. Doing it again changes nothing.
    """
    air = held_air(person, slug, number, now=now)
    airing = air.airing
    if air.question.to_writing_at is not None and air.question.conference_id == air.conference.pk:
        return air.question
    if airing is not None and airing.state == AirState.ON_AIR:
        ensure_seen(air, seen)
    ensure(air_policies.airable(air.question, air.conference.pk))
    if airing is not None:
        airing.state, airing.ended_at = AirState.IN_WRITING, now
        airing.save()
    question = air.question
    question.to_writing_at = now
    question.version += 1
    question.save(update_fields=["to_writing_at", "version"])
    event = QuestionGoesToWriting(
        conference=air.conference.slug, body=question.body.slug, due_on=question.due_on
    )
    _note(air, event, person, now)
    signal_conference(air.conference.pk, AIR, COUNTS)
    return question


def held_air(person: Person, slug: str, number: str, *, now: datetime, is_finishing: bool = False) -> HeldAir:
    """Hold the air of a conference and one of its questions, in a transaction, after asking the policy.

    ``is_finishing``: the answer to what is on air may be recorded after the end, too.
    """
    found = any_conference(slug)
    if found is None:
        raise Refused(Refusal("not_found", _("There is no such conference."), 404))
    policy = air_policies.may_finish if is_finishing else air_policies.may_air
    ensure(policy(person, found, now=now))
    wait_for(f"air:{found.pk}")
    conference = held_for_intake(found.pk)
    # Meanwhile it may have ended.
    ensure(policy(person, conference, now=now))
    try:
        question = locked(number)
    except Question.DoesNotExist:
        raise Refused(NOT_YOURS) from None
    if question.conference_id != conference.pk:
        raise Refused(NOT_YOURS)
    on_air = Airing.objects.select_related("question", "host").filter(
        conference=conference, state=AirState.ON_AIR
    )
    return HeldAir(conference, question, on_air.first())


def ensure_seen(air: HeldAir, seen: str) -> None:
    """Refuse (409, ``meanwhile``) when the host has seen something else on air than what is there now."""
    now_there = str(air.on_air.pk) if air.on_air else ""
    if seen == now_there:
        return
    if air.on_air is None:
        sentence, words = _("Meanwhile what was on air was finished. Look at the studio again."), {}
    else:
        sentence = _("Meanwhile %(name)s put %(number)s on air.")
        words = {"name": str(air.on_air.host), "number": _shown(air.on_air)}
    raise Refused(Refusal("meanwhile", sentence % words, 409))


def ensure_on_air(air: HeldAir, seen: str) -> Airing:
    """The airing of the held question, which must be on air and be what the host has seen there."""
    ensure_seen(air, seen)
    if air.on_air is None or air.on_air.question_id != air.question.pk:
        raise Refused(NOT_ON_AIR)
    return air.on_air


def _line(conference: Conference) -> QuerySet[Airing]:
    return Airing.objects.filter(conference=conference, state=AirState.NEXT)


def _in_line(air: HeldAir) -> Airing:
    airing = air.airing
    if airing is None or airing.state != AirState.NEXT:
        raise Refused(NOT_IN_LINE)
    return airing


def _fresh(air: HeldAir, person: Person, state: AirState, *, now: datetime) -> Airing:
    place, chosen_by = _standing(air)
    return Airing(
        conference=air.conference,
        question=air.question,
        state=state,
        host=person,
        lined_up_at=now,
        place=place,
        chosen_by=chosen_by,
    )


def _standing(air: HeldAir) -> tuple[int | None, str]:
    """The question's place in the published order as it was computed last, and the part that gave it."""
    editions = OrderEdition.objects.filter(conference=air.conference).order_by("-taken_at", "-id")
    edition = editions.first()
    for place, (number, part, _group) in enumerate(edition.places if edition else (), start=1):
        if number == air.question.number:
            return place, part
    return None, ""


def _note(air: HeldAir, event: Event, person: Person, now: datetime) -> None:
    record(event=event, subject=air.question.number, actor=Actor(ROLE, person.pk), now=now)


def _shown(airing: Airing) -> str:
    return show_number(airing.question.number)
