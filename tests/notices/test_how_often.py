"""When the letter of a saved search is due next."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sukhbat.notices.how_often import Every, next_at

ALMATY = ZoneInfo("Asia/Almaty")


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=ALMATY)


@pytest.mark.parametrize(
    ("every", "now", "due"),
    [
        (Every.DAY, "2026-11-23T14:00", "2026-11-24T08:00"),
        (Every.DAY, "2026-11-23T07:59", "2026-11-23T08:00"),
        (Every.DAY, "2026-11-23T08:00", "2026-11-24T08:00"),
        (Every.DAY, "2026-12-31T23:59", "2027-01-01T08:00"),
        (Every.WEEK, "2026-11-23T07:59", "2026-11-23T08:00"),
        (Every.WEEK, "2026-11-23T08:00", "2026-11-30T08:00"),
        (Every.WEEK, "2026-11-29T23:00", "2026-11-30T08:00"),
    ],
)
def test_letters_are_due_in_the_morning_and_weekly_ones_on_monday(every, now, due):
    assert next_at(every, now=at(now), zone=ALMATY) == at(due)


def test_never_is_never():
    assert next_at(Every.NEVER, now=at("2026-11-23T14:00"), zone=ALMATY) is None


@given(now=st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC)))
def test_the_next_time_is_always_ahead_and_within_its_span(now):
    day, week = (next_at(every, now=now, zone=ALMATY) for every in (Every.DAY, Every.WEEK))
    assert now < day <= now + timedelta(days=1, hours=1)
    assert now < week <= now + timedelta(days=7, hours=1)
    assert week.astimezone(ALMATY).weekday() == 0
    assert day.utcoffset() == week.utcoffset() == timedelta(0)
