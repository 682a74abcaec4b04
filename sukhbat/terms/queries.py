"""What others may read of the calendar and the terms."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import Count, Max

from sukhbat.kernel import clock
from sukhbat.terms.calendar_csv import YEARS, CalendarImport, parse_calendar
from sukhbat.terms.kept import Kept
from sukhbat.terms.models import CalendarDay, TermRule
from sukhbat.terms.rules import Calendar, NamedDay, Override, Term, TermKind, Why


class NoTermRule(LookupError):
    """No row says how long this term is on that day; the directory of terms is incomplete."""


@dataclass(frozen=True)
class CalendarEntry:
    """A day worth showing: a holiday, a transfer, or a day the operator decided about."""

    on: date
    is_working: bool
    named: NamedDay | None
    override: CalendarDay | None


def calendar(*, now: datetime) -> Calendar:
    """The working calendar of this installation, at most ten seconds behind its rows."""
    return _calendar.get(now)


def term(*, kind: TermKind, on: date) -> Term:
    """The term of a kind valid on a local day, at most ten seconds behind its rows.

    Of several rows valid that day the one that started last applies. NoTermRule when there is none.
    """
    valid = (
        rule
        for rule in _terms.get(clock.now())
        if rule.kind is kind
        and rule.valid_from <= on
        and (rule.valid_until is None or rule.valid_until >= on)
    )
    found = max(valid, key=lambda rule: rule.valid_from, default=None)
    if found is None:
        raise NoTermRule(f"no term of the kind {kind} is valid on {on.isoformat()}")
    return found


def calendar_days(*, year: int) -> tuple[CalendarEntry, ...]:
    """The days of a year worth showing, in order: plain weekends are left out unless decided about.

    ValueError when the year is none the calendar is kept for (2000 to 2100).
    """
    if year not in YEARS:
        raise ValueError(f"no calendar is kept for the year {year}")
    rows = {row.day: row for row in CalendarDay.objects.filter(day__year=year)}
    whole = Calendar(settings.COUNTRY, {day: row.override() for day, row in rows.items()})
    named = {
        day.on: day for day in whole.named_days(date(year, 1, 1) - timedelta(days=1), date(year, 12, 31))
    }
    days = {on for on, day in named.items() if day.why is not Why.WEEKEND} | set(rows)
    return tuple(CalendarEntry(on, whole.is_working(on), named.get(on), rows.get(on)) for on in sorted(days))


def calendar_day(*, day: date) -> CalendarDay | None:
    """The operator's own decision about a day, if there is one."""
    return CalendarDay.objects.filter(day=day).first()


def plan_calendar_import(*, content: bytes) -> CalendarImport:
    """The dry run of a calendar file: what it would add, change and leave, and what it cannot read.

    Writes nothing; `actions.apply_calendar_import` takes the same report.
    """
    return parse_calendar(content, _overrides())


def forget_kept() -> None:
    """Read calendar and terms anew at the next call, in this process."""
    _calendar.forget()
    _terms.forget()


def _overrides() -> dict[date, Override]:
    return {row.day: row.override() for row in CalendarDay.objects.all()}


def _load_calendar() -> Calendar:
    return Calendar(settings.COUNTRY, _overrides())


def _load_terms() -> tuple[Term, ...]:
    return tuple(rule.term() for rule in TermRule.objects.all())


def _calendar_version() -> object:
    return settings.COUNTRY, CalendarDay.objects.aggregate(Count("id"), Max("id"), Max("updated_at"))


def _terms_version() -> object:
    return TermRule.objects.aggregate(Count("id"), Max("id"), Max("updated_at"))


_calendar = Kept(_calendar_version, _load_calendar)
_terms = Kept(_terms_version, _load_terms)


def terms_in_force(*, on: date) -> list[Term]:
    """The term of every kind that applies on a day; a kind without a rule is left out."""
    found = []
    for kind in TermKind:
        try:
            found.append(term(kind=kind, on=on))
        except NoTermRule:
            continue
    return found
