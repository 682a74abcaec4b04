"""The calendar file: a dry run that sorts every line, and the run that writes it."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sukhbat.terms.actions import apply_calendar_import, set_calendar_day
from sukhbat.terms.calendar_csv import MAX_BYTES, parse_calendar
from sukhbat.terms.models import CalendarDay
from sukhbat.terms.queries import calendar, plan_calendar_import
from sukhbat.terms.rules import Override, Words

NOW = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)
HEADER = "day,working,note_kk,note_ru,note_en\n"
FILE = f"{HEADER}2026-12-14,no,,Перенос,\n19.12.2026,иә,,,\n\n2026-12-15,нет,,,\n".encode()


@pytest.mark.django_db
def test_a_dry_run_writes_nothing_and_the_run_writes_what_it_said() -> None:
    set_calendar_day(day=date(2026, 12, 15), is_working=False, now=NOW)
    set_calendar_day(day=date(2026, 12, 19), is_working=False, now=NOW)

    plan = plan_calendar_import(content=FILE)
    assert [line.day.day for line in plan.added] == [14]
    assert [line.day.day for line in plan.changed] == [19]
    assert [line.day.day for line in plan.same] == [15]
    assert plan.refused == ()
    assert CalendarDay.objects.count() == 2

    assert apply_calendar_import(plan=plan, now=NOW) == 2
    seen = calendar(now=NOW)
    assert [seen.is_working(date(2026, 12, day)) for day in (14, 15, 19)] == [False, False, True]
    again = plan_calendar_import(content=FILE)
    assert (len(again.same), again.added, again.changed) == (3, (), ())


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("2026-02-30,no,,,", "not a date"),
        ("20260105,no,,,", "not a date"),
        (",no,,,", "not a date"),
        ("1999-12-31,no,,,", "between 2000 and 2100"),
        ("2026-12-14,maybe,,,", "yes or no"),
        ("2026-12-14", "yes or no"),
        (f"2026-12-14,no,,{'x' * 301},", "at most 300"),
        ("2026-12-14,no,,a\u202eb,", "cannot be shown"),
        ('2026-12-14,no,"open,,', "cannot be read as CSV"),
        ("2026-12-14,no,\x00,,", "cannot be shown"),
    ],
)
def test_a_bad_line_is_refused_with_its_reason_and_the_rest_is_taken(line: str, reason: str) -> None:
    report = parse_calendar(f"{HEADER}2026-12-15,no,,,\n{line}\n".encode(), {})
    assert [good.day.day for good in report.added] == [15]
    (refused,) = report.refused
    assert refused.line >= 3
    assert reason in str(refused.reason)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "must name the columns"),
        (b"date;free\n", "must name the columns"),
        ("day,working\n2026-12-14,жоқ\n".encode("utf-16"), "not UTF-8"),
        (b"x" * (MAX_BYTES + 1), "larger than 1 MB"),
    ],
)
def test_a_bad_file_is_one_refused_line(content: bytes, reason: str) -> None:
    (refused,) = parse_calendar(content, {}).refused
    assert reason in str(refused.reason)


def test_a_day_that_stands_twice_counts_once() -> None:
    report = parse_calendar(f"{HEADER}2026-12-14,no,,,\n14.12.2026,yes,,,\n".encode(), {})
    assert [line.override.is_working for line in report.added] == [False]
    assert "twice" in str(report.refused[0].reason)


def test_the_files_of_a_spreadsheet_are_read() -> None:
    content = "\ufeffDay;Working;note_kk\r\n14.12.2026;Нет;Ауыстыру\r\n".encode()
    (line,) = parse_calendar(content, {}).added
    assert (line.day, line.override) == (date(2026, 12, 14), Override(False, Words(kk="Ауыстыру")))


@given(
    st.binary(max_size=200)
    | st.text(max_size=200).map(lambda text: (HEADER + text).encode("utf-8", "ignore"))
)
def test_no_file_breaks_the_reading(content: bytes) -> None:
    parse_calendar(content, {})
