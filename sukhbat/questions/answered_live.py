"""The question's part of an answer on air: its airing ends with a record, its stage moves, the log binds the text.

The outermost acts are in answers.live, which adds the draft that a signatory confirms.
"""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from sukhbat.kernel.refusals import Refusal, Refused
from sukhbat.kernel.signals import AIR, COUNTS, signal_conference
from sukhbat.ledger.actions import record as note
from sukhbat.ledger.models import Entry
from sukhbat.ledger.rules import Actor, content_digest, new_salt
from sukhbat.people.models import Person
from sukhbat.questions.actions import advance
from sukhbat.questions.airing import ROLE, HeldAir, ensure_on_air, held_air
from sukhbat.questions.events import QuestionAnsweredLive, QuestionRecordCorrected
from sukhbat.questions.models import Airing, RecordVersion
from sukhbat.questions.records import Record, checked
from sukhbat.questions.rules import AirState, Move

NOT_ANSWERED = Refusal("not_answered_live", _("This question was not answered on air."), 409)


def record_of(airing: Airing) -> Record:
    """The record as it stands now."""
    return Record(airing.record, airing.record_language, airing.second or 0, airing.speaker_id)


def end_with_record(
    *, person: Person, slug: str, number: str, record: Record, seen: str, now: datetime
) -> tuple[Airing, bool]:
    """The airing, answered, and whether this very call did it. In the caller's transaction.

    The same record of the same host again is a repeated press and changes nothing.
    """
    typed = checked(record)
    air = held_air(person, slug, number, now=now, is_finishing=True)
    known = air.airing
    if known is not None and known.state == AirState.ANSWERED:
        if known.host_id == person.pk and record_of(known) == typed:
            return known, False
        raise Refused(Refusal("answered", _("The answer to this question is recorded already."), 409))
    airing = ensure_on_air(air, seen)
    _ensure_speaker(air, typed)
    airing.question = air.question
    airing.host = person
    airing.state, airing.ended_at = AirState.ANSWERED, now
    salt = _write(airing, typed)
    entry = advance(
        question=air.question,
        move=Move.ANSWER_LIVE,
        event=QuestionAnsweredLive(
            conference=air.conference.slug, body=air.question.body.slug, second=typed.second
        ),
        actor=Actor(ROLE, person.pk),
        now=now,
        digest=content_digest(salt, *typed.parts()),
    )
    _keep_version(airing, typed, salt, entry, person, now)
    signal_conference(air.conference.pk, AIR, COUNTS)
    return airing, True


def change_record(
    *, person: Person, slug: str, number: str, record: Record, now: datetime
) -> tuple[Airing, bool]:
    """The airing with another record, and whether anything changed. In the caller's transaction.

    Whether the record may still be changed is asked above, where the answer is known.
    """
    typed = checked(record)
    air = held_air(person, slug, number, now=now, is_finishing=True)
    airing = air.airing
    if airing is None or airing.state != AirState.ANSWERED:
        raise Refused(NOT_ANSWERED)
    if record_of(airing) == typed:
        return airing, False
    _ensure_speaker(air, typed)
    airing.question = air.question
    salt = _write(airing, typed)
    entry = note(
        event=QuestionRecordCorrected(conference=air.conference.slug, second=typed.second),
        subject=air.question.number,
        actor=Actor(ROLE, person.pk),
        now=now,
        digest=content_digest(salt, *typed.parts()),
    )
    _keep_version(airing, typed, salt, entry, person, now)
    signal_conference(air.conference.pk, AIR)
    return airing, True


def _ensure_speaker(air: HeldAir, typed: Record) -> None:
    if typed.speaker_id is None:
        return
    if not air.conference.respondents.filter(pk=typed.speaker_id).exists():
        raise Refused(Refusal("bad_speaker", _("Choose who answered from the list."), 422))


def _write(airing: Airing, typed: Record) -> bytes:
    """Save the record on the airing; the fresh salt for its digest."""
    airing.record, airing.record_language = typed.text, typed.language
    airing.speaker_id, airing.second = typed.speaker_id, typed.second
    airing.save()
    return new_salt()


def _keep_version(
    airing: Airing, typed: Record, salt: bytes, entry: Entry, person: Person, now: datetime
) -> None:
    RecordVersion.objects.create(
        airing=airing,
        number=RecordVersion.objects.filter(airing=airing).count() + 1,
        text=typed.text,
        language=typed.language,
        speaker_id=typed.speaker_id,
        second=typed.second,
        salt=salt,
        entry_id=entry.id,
        host=person,
        at=now,
    )
