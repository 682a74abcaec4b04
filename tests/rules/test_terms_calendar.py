"""The working calendar: what is off, why, and what an override changes."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sukhbat.terms.rules import Calendar, Override, Why, Words
from sukhbat.terms.rules.holiday_years import holiday_year

KZ = Calendar("KZ")
DAYS = st.dates(date(2024, 1, 1), date(2034, 12, 31))
COUNTS = st.integers(1, 60)
OVERRIDES = st.dictionaries(DAYS, st.builds(Override, st.booleans()), max_size=40)
CALENDARS = st.builds(Calendar, st.just("KZ"), OVERRIDES)


def test_weekends_holidays_and_their_substitutes_are_off() -> None:
    reasons = {day: named.why for day in range(7, 11) if (named := KZ.named_day(date(2026, 3, day)))}
    # 8 March 2026 is a Sunday, so Monday is off in its place.
    assert reasons == {7: Why.WEEKEND, 8: Why.HOLIDAY, 9: Why.SUBSTITUTE}
    assert not KZ.is_working(date(2026, 3, 9))
    assert KZ.is_working(date(2026, 3, 10))


def test_a_holiday_has_a_plain_name_in_each_language() -> None:
    substitute = KZ.named_day(date(2026, 5, 11))
    assert substitute is not None
    assert substitute.name == Words(kk="Жеңіс күні", ru="День Победы", en="Victory Day")
    estimated = KZ.named_day(date(2026, 5, 27))
    assert estimated is not None
    assert estimated.name == Words(kk="Құрбан айт", ru="Курбан айт", en="Eid al-Adha")


@pytest.mark.parametrize("year", [2000, 2008, 2013, 2022, 2025, 2026, 2027, 2031])
def test_every_holiday_of_kazakhstan_has_its_russian_name(year: int) -> None:
    named = KZ.named_days(date(year - 1, 12, 31), date(year, 12, 31))
    holidays = [day for day in named if day.why in (Why.HOLIDAY, Why.SUBSTITUTE)]
    assert len(holidays) > 5
    assert [day for day in holidays if not (day.name.kk and day.name.ru and day.name.en)] == []


def test_transfers_that_the_library_knows() -> None:
    # In 2025 Friday 3 January was free and Sunday 5 January was worked instead.
    freed, worked = KZ.named_day(date(2025, 1, 3)), KZ.named_day(date(2025, 1, 5))
    assert freed is not None
    assert freed.why is Why.TRANSFER
    assert worked is not None
    assert worked.why is Why.WORKED
    assert not KZ.is_working(date(2025, 1, 3))
    assert KZ.is_working(date(2025, 1, 5))


def test_a_transfer_from_the_next_year_is_seen() -> None:
    # 3 January 2014 was freed by working on Saturday 28 December 2013.
    assert KZ.is_working(date(2013, 12, 28))
    assert not KZ.is_working(date(2014, 1, 3))


def test_an_override_wins_and_names_its_decision() -> None:
    note = Words(ru="Постановление")
    monday, saturday = date(2026, 11, 23), date(2026, 11, 28)
    calendar = Calendar("KZ", {monday: Override(False, note), saturday: Override(True, note)})
    freed, worked = calendar.named_day(monday), calendar.named_day(saturday)
    assert not calendar.is_working(monday)
    assert calendar.is_working(saturday)
    assert freed is not None
    assert (freed.why, freed.name) == (Why.TRANSFER, note)
    assert worked is not None
    assert (worked.why, worked.name) == (Why.WORKED, note)


def test_an_override_that_repeats_the_calendar_changes_no_reason() -> None:
    sunday, monday = date(2026, 3, 8), date(2026, 11, 23)
    calendar = Calendar("KZ", {sunday: Override(False), monday: Override(True)})
    assert calendar.named_day(sunday) == KZ.named_day(sunday)
    assert calendar.named_day(monday) is None


def test_another_country_has_its_own_week_and_names() -> None:
    russia = Calendar("RU")
    victory = russia.named_day(date(2026, 5, 9))
    assert victory is not None
    assert victory.name.ru == "День Победы"
    # Friday is off in Israel, Sunday is not.
    israel = Calendar("IL")
    assert not israel.is_working(date(2026, 11, 27))
    assert israel.is_working(date(2026, 11, 29))


def test_an_unknown_country_is_refused() -> None:
    with pytest.raises(ValueError, match="no holidays are known"):
        Calendar("XX").is_working(date(2026, 1, 1))


def test_years_beyond_the_library_have_weekends_only() -> None:
    assert not KZ.is_working(date(2200, 1, 4))
    assert KZ.is_working(date(2200, 1, 1))
    assert KZ.is_working(date(9999, 12, 31))
    assert KZ.is_working(date(1, 1, 1))


def test_names_do_not_follow_the_language_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    holiday_year.cache_clear()
    monkeypatch.setenv("LANGUAGE", "uk")
    named = KZ.named_day(date(2026, 12, 16))
    assert named is not None
    assert named.name == Words(kk="Тәуелсіздік күні", ru="День Независимости", en="Independence Day")


@pytest.mark.parametrize("count", [0, -1])
def test_a_term_of_no_days_is_refused(count: int) -> None:
    with pytest.raises(ValueError, match="at least one"):
        KZ.add_working_days(date(2026, 11, 23), count)


@given(CALENDARS, DAYS, COUNTS)
def test_the_end_is_worked_and_counts_back(calendar: Calendar, start: date, count: int) -> None:
    end = calendar.add_working_days(start, count)
    assert end > start
    assert calendar.is_working(end)
    assert calendar.working_days_between(start, end) == count
    assert calendar.working_days_between(end, start) == -count


@given(CALENDARS, DAYS, COUNTS)
def test_one_day_more_is_the_next_working_day(calendar: Calendar, start: date, count: int) -> None:
    end = calendar.add_working_days(start, count)
    following = calendar.next_working_day(end + timedelta(days=1))
    assert calendar.add_working_days(start, count + 1) == following


@given(CALENDARS, DAYS, st.integers(0, 30), COUNTS)
def test_a_later_start_never_ends_earlier(calendar: Calendar, start: date, later: int, count: int) -> None:
    earlier_end = calendar.add_working_days(start, count)
    assert calendar.add_working_days(start + timedelta(days=later), count) >= earlier_end


@given(OVERRIDES, DAYS, DAYS, COUNTS)
def test_a_freed_day_never_brings_the_end_forward(
    overrides: dict[date, Override], freed: date, start: date, count: int
) -> None:
    before = Calendar("KZ", overrides).add_working_days(start, count)
    after = Calendar("KZ", {**overrides, freed: Override(False)}).add_working_days(start, count)
    assert after >= before


@given(CALENDARS, DAYS)
def test_a_day_off_always_has_a_reason(calendar: Calendar, day: date) -> None:
    named = calendar.named_day(day)
    off_by_reason = named is not None and named.why is not Why.WORKED
    assert off_by_reason is not calendar.is_working(day)
