"""Changing the working calendar together with the due dates that become earlier by it."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from sukhbat.bodies.actions import claim_import, files_of, finish_import
from sukhbat.bodies.models import ImportPlan
from sukhbat.bodies.policies import may_keep_calendar
from sukhbat.bodies.table_file import decoded
from sukhbat.kernel.locks import wait_for
from sukhbat.kernel.refusals import ensure
from sukhbat.ledger.actions import Line, record_all
from sukhbat.ledger.rules import SYSTEM, Actor
from sukhbat.people.models import Person
from sukhbat.questions.due_dates import recount_due_dates
from sukhbat.terms import actions as terms
from sukhbat.terms.calendar_csv import CalendarImport
from sukhbat.terms.events import CalendarDayRemoved, CalendarDaySet
from sukhbat.terms.queries import calendar_day, plan_calendar_import

LOCK = "terms.calendar"


@dataclass(frozen=True)
class DayOfCalendar:
    """What is decided about a day, with its note in three languages."""

    day: date
    is_working: bool
    note_kk: str = ""
    note_ru: str = ""
    note_en: str = ""


@transaction.atomic
def set_day(*, person: Person | None, decided: DayOfCalendar, now: datetime) -> int:
    """Make a day free or working; how many open questions became due earlier.

    Refused (422) when a note is too long or cannot be shown.
    """
    ensure(may_keep_calendar(person, now=now))
    wait_for(LOCK)
    if _is_known(decided):
        return 0
    terms.set_calendar_day(
        day=decided.day,
        is_working=decided.is_working,
        note_kk=decided.note_kk,
        note_ru=decided.note_ru,
        note_en=decided.note_en,
        now=now,
    )
    actor = _actor(person)
    _record([CalendarDaySet(day=decided.day, is_working=decided.is_working)], actor, now)
    return recount_due_dates(days=[decided.day], actor=actor, now=now)


@transaction.atomic
def remove_day(*, person: Person | None, day: date, now: datetime) -> int:
    """Return a day to the country's calendar; how many open questions are due earlier now."""
    ensure(may_keep_calendar(person, now=now))
    wait_for(LOCK)
    if not terms.remove_calendar_day(day=day):
        return 0
    actor = _actor(person)
    _record([CalendarDayRemoved(day=day)], actor, now)
    return recount_due_dates(days=[day], actor=actor, now=now)


@transaction.atomic
def import_calendar(*, content: bytes, actor: Actor = SYSTEM, now: datetime) -> tuple[CalendarImport, int]:
    """Apply a calendar file at once, for the command line: what it did, and how many dates became earlier."""
    wait_for(LOCK)
    plan = plan_of(content)
    return plan, _apply(plan, actor, now)


@transaction.atomic
def apply_calendar_import(
    *, person: Person | None, plan_id: UUID, now: datetime
) -> tuple[ImportPlan, CalendarImport]:
    """Apply the uploaded calendar file of a dry run; a second time is refused."""
    ensure(may_keep_calendar(person, now=now))
    kept = claim_import(person=person, plan_id=plan_id, kind="calendar", now=now)
    wait_for(LOCK)
    (file,) = files_of(kept)
    plan = plan_of(file.content)
    moved = _apply(plan, _actor(person), now)
    counts = {
        "added": len(plan.added),
        "changed": len(plan.changed),
        "same": len(plan.same),
        "moved": moved,
    }
    refused = [(file.name, line.line, line.text, str(line.reason)) for line in plan.refused]
    finish_import(kept, counts, refused, now=now)
    return kept, plan


def plan_of(content: bytes) -> CalendarImport:
    """The dry run of a calendar file in any of the usual encodings. Writes nothing."""
    return plan_calendar_import(content=decoded(content).encode())


def _apply(plan: CalendarImport, actor: Actor, now: datetime) -> int:
    terms.apply_calendar_import(plan=plan, now=now)
    lines = (*plan.added, *plan.changed)
    _record([CalendarDaySet(day=line.day, is_working=line.override.is_working) for line in lines], actor, now)
    return recount_due_dates(days=[line.day for line in lines], actor=actor, now=now)


def _is_known(decided: DayOfCalendar) -> bool:
    row = calendar_day(day=decided.day)
    return row is not None and (row.is_working, row.note_kk, row.note_ru, row.note_en) == (
        decided.is_working,
        decided.note_kk.strip(),
        decided.note_ru.strip(),
        decided.note_en.strip(),
    )


def _record(events: list[CalendarDaySet] | list[CalendarDayRemoved], actor: Actor, now: datetime) -> None:
    if events:
        record_all(
            lines=[Line(event, f"calendar/{event.day.isoformat()}", actor) for event in events], now=now
        )


def _actor(person: Person | None) -> Actor:
    return Actor("coordinator", person.pk if person else None)
