"""Due dates: after hours, conferences, redirects, acts, extensions; the steps and their JSON."""

import json
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sukhbat.terms.rules import (
    Calendar,
    DueDate,
    Override,
    StartRule,
    StepCode,
    Term,
    TermKind,
    Unit,
    Words,
    due_after_event,
    due_after_extension,
    due_after_redirect,
    due_for_question,
    due_never_later,
    registration_day,
)

ALMATY = ZoneInfo("Asia/Almaty")
KZ = Calendar("KZ")
SINCE = date(2000, 1, 1)
ANSWER = Term(TermKind.ANSWER, 15, Unit.WORKING, StartRule.CONFERENCE_END, SINCE)
REDIRECT = Term(TermKind.REDIRECT, 3, Unit.WORKING, StartRule.REGISTRATION, SINCE)
WINDOW = Term(TermKind.JUDGEMENT_WINDOW, 10, Unit.WORKING, StartRule.EVENT, SINCE)
EXTENSION = Term(TermKind.EXTENSION, 10, Unit.WORKING, StartRule.EVENT, SINCE)
MOMENTS = st.datetimes(datetime(2025, 1, 1), datetime(2033, 1, 1), timezones=st.just(UTC))
OVERRIDES = st.dictionaries(
    st.dates(date(2025, 1, 1), date(2033, 3, 1)),
    st.builds(Override, st.booleans(), st.builds(Words, st.text(max_size=3))),
    max_size=30,
)
CALENDARS = st.builds(Calendar, st.just("KZ"), OVERRIDES)
TERMS = st.builds(
    Term,
    st.just(TermKind.ANSWER),
    st.integers(1, 40),
    st.sampled_from(Unit),
    st.sampled_from([StartRule.REGISTRATION, StartRule.CONFERENCE_END]),
    st.just(SINCE),
)


def almaty(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ALMATY)


def codes(due: DueDate) -> list[StepCode]:
    return [step.code for step in due.steps]


@pytest.mark.parametrize(
    ("arrived", "registered"),
    [
        ("2026-11-23T00:00:00", "2026-11-23"),
        ("2026-11-23T18:30:00", "2026-11-23"),
        ("2026-11-23T18:30:01", "2026-11-24"),
        ("2026-11-23T23:59:59", "2026-11-24"),
        ("2026-11-27T18:31:00", "2026-11-30"),
        ("2026-11-28T10:00:00", "2026-11-30"),
        ("2026-12-31T19:00:00", "2027-01-05"),
    ],
)
def test_registration_day(arrived: str, registered: str) -> None:
    assert registration_day(almaty(arrived), KZ, ALMATY).isoformat() == registered


def test_the_local_day_decides_not_the_day_in_utc() -> None:
    late_in_utc = datetime(2026, 11, 23, 20, 0, tzinfo=UTC)
    assert registration_day(late_in_utc, KZ, ALMATY) == date(2026, 11, 24)
    assert registration_day(late_in_utc, KZ, ZoneInfo("UTC"), time(21, 0)) == date(2026, 11, 23)


def test_a_naive_moment_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        due_for_question(datetime(2026, 11, 23), ANSWER, KZ, ALMATY)


def test_the_steps_tell_the_whole_calculation() -> None:
    due = due_for_question(almaty("2026-04-24T19:15:00"), ANSWER, KZ, ALMATY)
    assert codes(due) == [
        StepCode.ARRIVED,
        StepCode.AFTER_HOURS,
        StepCode.NON_WORKING,
        StepCode.REGISTERED,
        StepCode.COUNTED_FROM,
        StepCode.SKIPPED,
        StepCode.DUE,
    ]
    arrived, after, off, registered, counted, skipped, end = due.steps
    assert (arrived.on, arrived.at) == (date(2026, 4, 24), time(19, 15))
    assert after.at == time(18, 30)
    assert [day.on.day for day in off.days] == [25, 26]
    assert registered.on == due.registered_on == date(2026, 4, 27)
    assert counted.on == date(2026, 4, 28)
    assert {day.name.en for day in skipped.days if day.name} == {
        "Kazakhstan's People Solidarity Holiday",
        "Defender of the Fatherland Day",
        "Victory Day",
    }
    assert (end.on, end.count) == (due.due_on, 15)


def test_a_worked_saturday_is_counted_and_said() -> None:
    saturday = date(2026, 11, 28)
    calendar = Calendar("KZ", {saturday: Override(True)})
    due = due_for_question(almaty("2026-11-23T10:00:00"), ANSWER, calendar, ALMATY)
    assert due.due_on == date(2026, 12, 11)
    (worked,) = [step for step in due.steps if step.code is StepCode.WORKED]
    assert [day.on for day in worked.days] == [saturday]


def test_a_conference_question_is_counted_from_the_announced_end() -> None:
    due = due_for_question(
        almaty("2026-11-23T10:00:00"), ANSWER, KZ, ALMATY, conference_end_on=date(2026, 12, 5)
    )
    # 5 December is a Saturday: the term starts on Monday the 7th.
    assert due.registered_on == date(2026, 12, 7)
    assert due.due_on == KZ.add_working_days(date(2026, 12, 7), 15)
    assert codes(due)[1:5] == [
        StepCode.REGISTERED,
        StepCode.CONFERENCE_ENDS,
        StepCode.NON_WORKING,
        StepCode.STARTS,
    ]


def test_a_question_after_the_end_of_its_conference_is_counted_from_its_own_day() -> None:
    asked = almaty("2026-12-10T10:00:00")
    late = due_for_question(asked, ANSWER, KZ, ALMATY, conference_end_on=date(2026, 12, 5))
    assert late == due_for_question(asked, ANSWER, KZ, ALMATY)


def test_a_term_from_registration_does_not_wait_for_a_conference() -> None:
    asked = almaty("2026-11-23T10:00:00")
    due = due_for_question(asked, REDIRECT, KZ, ALMATY, conference_end_on=date(2026, 12, 5))
    assert due.due_on == date(2026, 11, 26)


def test_a_redirect_starts_the_term_again() -> None:
    due = due_after_redirect(almaty("2026-11-26T19:00:00"), ANSWER, KZ, ALMATY)
    assert due.steps[0].code is StepCode.REDIRECTED
    assert due.registered_on == date(2026, 11, 27)
    assert due.due_on == KZ.add_working_days(date(2026, 11, 27), 15)


def test_a_window_is_counted_from_the_day_of_the_act_at_any_hour() -> None:
    due = due_after_event(almaty("2026-11-27T23:00:00"), WINDOW, KZ, ALMATY)
    assert (due.registered_on, due.due_on) == (date(2026, 11, 27), date(2026, 12, 11))
    with pytest.raises(ValueError, match="follows an act"):
        due_for_question(almaty("2026-11-27T10:00:00"), WINDOW, KZ, ALMATY)


def test_calendar_days_end_on_the_next_working_day() -> None:
    term = Term(TermKind.COLLECT, 7, Unit.CALENDAR, StartRule.EVENT, SINCE)
    due = due_after_event(almaty("2026-11-21T10:00:00"), term, KZ, ALMATY)
    assert due.due_on == date(2026, 11, 30)
    assert StepCode.MOVED in codes(due)


def test_an_extension_is_counted_from_the_open_due_date() -> None:
    moment = almaty("2026-12-10T10:00:00")
    due = due_after_extension(moment, date(2026, 12, 14), 10, EXTENSION, KZ)
    assert due.due_on == KZ.add_working_days(date(2026, 12, 14), 10)
    for days in (0, 11):
        with pytest.raises(ValueError, match="from 1 to 10"):
            due_after_extension(moment, date(2026, 12, 14), days, EXTENSION, KZ)


def test_a_change_never_moves_an_open_due_date_later() -> None:
    assert due_never_later(date(2026, 12, 14), date(2026, 12, 20)) == date(2026, 12, 14)
    assert due_never_later(date(2026, 12, 14), date(2026, 12, 10)) == date(2026, 12, 10)


def test_json_of_another_version_is_refused() -> None:
    value = due_for_question(almaty("2026-11-23T10:00:00"), ANSWER, KZ, ALMATY).to_json()
    with pytest.raises(ValueError, match="known version"):
        DueDate.from_json({**value, "v": 2})


@given(MOMENTS, TERMS, CALENDARS, st.none() | st.dates(date(2025, 1, 1), date(2033, 1, 1)))
def test_properties_of_every_due_date(
    arrived_at: datetime, term: Term, calendar: Calendar, conference_end_on: date | None
) -> None:
    due = due_for_question(arrived_at, term, calendar, ALMATY, conference_end_on)
    assert calendar.is_working(due.due_on)
    assert due.due_on > due.registered_on >= arrived_at.astimezone(ALMATY).date()
    assert calendar.is_working(due.registered_on)
    if term.unit is Unit.WORKING:
        skipped = sum(len(step.days) for step in due.steps if step.code is StepCode.SKIPPED)
        assert (due.due_on - due.registered_on).days == term.days + skipped
    assert DueDate.from_json(json.loads(json.dumps(due.to_json()))) == due


@given(MOMENTS, st.timedeltas(timedelta(0), timedelta(days=9)), TERMS, CALENDARS)
def test_who_asks_later_is_never_due_earlier(
    arrived_at: datetime, later: timedelta, term: Term, calendar: Calendar
) -> None:
    first = due_for_question(arrived_at, term, calendar, ALMATY)
    second = due_for_question(arrived_at + later, term, calendar, ALMATY)
    assert second.due_on >= first.due_on
