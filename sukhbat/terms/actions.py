"""Changes of the working calendar.

Who may do this is asked, and the entry is written, by the callers (the coordination face): people,
roles and the log's subjects live above this layer. They call inside their own transaction.
"""

from datetime import date, datetime

from django.db import transaction

from sukhbat.kernel.refusals import Refusal, Refused
from sukhbat.terms.calendar_csv import CalendarImport, note_problem
from sukhbat.terms.models import CalendarDay
from sukhbat.terms.queries import forget_kept


def set_calendar_day(
    *,
    day: date,
    is_working: bool,
    note_kk: str = "",
    note_ru: str = "",
    note_en: str = "",
    now: datetime,
) -> CalendarDay:
    """Make a day free or working, in place of what was decided about it before.

    Open due dates are not touched here: the caller recomputes them, never later than they are.
    Refused (422) when a note is too long or cannot be shown.
    """
    notes = {"note_kk": note_kk.strip(), "note_ru": note_ru.strip(), "note_en": note_en.strip()}
    for field, note in notes.items():
        if reason := note_problem(note):
            raise Refused(Refusal(code=f"bad_{field}", sentence=reason, status=422))
    row, _created = CalendarDay.objects.update_or_create(
        day=day, defaults={"is_working": is_working, "updated_at": now, **notes}
    )
    _forget_now_and_after_commit()
    return row


def remove_calendar_day(*, day: date) -> bool:
    """Return a day to what the country's calendar says; False when nothing was decided about it."""
    removed, _rows = CalendarDay.objects.filter(day=day).delete()
    _forget_now_and_after_commit()
    return bool(removed)


def apply_calendar_import(*, plan: CalendarImport, now: datetime) -> int:
    """Write the added and changed days of a dry run, all or none; how many were written."""
    lines = (*plan.added, *plan.changed)
    with transaction.atomic():
        for line in lines:
            note = line.override.note
            set_calendar_day(
                day=line.day,
                is_working=line.override.is_working,
                note_kk=note.kk,
                note_ru=note.ru,
                note_en=note.en,
                now=now,
            )
    return len(lines)


def _forget_now_and_after_commit() -> None:
    # Now, for this transaction; after the commit, because another thread may have read the old rows since.
    forget_kept()
    transaction.on_commit(forget_kept)
