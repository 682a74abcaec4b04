"""The sample history for a start on any day: whole, in order, and over before the start."""

from collections import Counter, defaultdict
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sukhbat.cli.demo.fates import End
from sukhbat.cli.demo.plan import By, make_plan
from sukhbat.cli.demo.steps import What
from sukhbat.cli.demo.working_time import Office
from sukhbat.terms.rules import Calendar

ALMATY = ZoneInfo("Asia/Almaty")
OFFICE = Office(Calendar("KZ", {}), ALMATY)
STARTS = [
    datetime(2026, 11, 24, 4, 0, tzinfo=UTC),  # a working morning
    datetime(2026, 11, 29, 22, 30, tzinfo=UTC),  # the night to a Monday
    datetime(2027, 1, 2, 12, 0, tzinfo=UTC),  # New Year
    datetime(2027, 3, 23, 8, 0, tzinfo=UTC),  # Nauryz
    datetime(2027, 5, 8, 20, 0, tzinfo=UTC),  # a Saturday before a holiday
]
FOLLOWS = {
    What.PUBLISH: What.ASK, What.REDIRECT: What.ASK, What.ASSIGN: What.REDIRECT, What.DRAFT: What.ASSIGN,
    What.HAND_OVER: What.DRAFT, What.SIGN: What.HAND_OVER, What.RETURN: What.HAND_OVER,
    What.EXTEND: What.ASSIGN, What.DECLINE: What.ASSIGN, What.HIDE: What.PUBLISH, What.WITHDRAW: What.PUBLISH,
}  # fmt: skip


def _check(plan, started):
    assert all(step.at < started for step in plan.steps)
    assert list(plan.steps) == sorted(plan.steps, key=lambda step: (step.at, step.order))
    seen = defaultdict(set)
    for step in plan.steps:
        if step.item >= 0:
            before = FOLLOWS.get(step.what)
            if before is not None:
                assert before in seen[step.item], (step, plan.items[step.item])
            seen[step.item].add(step.what)
    assert sum(What.ASK in steps for steps in seen.values()) == len(plan.items) == 314
    # What was asked just before a weekend had no time yet: its steps end early, never out of order.
    signed = [index for index, item in enumerate(plan.items) if item.fate.end is End.SIGNED]
    assert {index for index in seen if What.SIGN in seen[index]} <= set(signed)
    assert sum(What.SIGN in seen[index] for index in signed) > 0.9 * len(signed)
    return seen


@pytest.mark.parametrize("started", STARTS, ids=str)
def test_the_history_is_whole_and_in_order(started):
    plan = make_plan(OFFICE, started)
    _check(plan, started)
    ends = Counter(item.fate.end for item in plan.items)
    assert set(ends) == set(End), "every state of a question shows"
    assert ends[End.PENDING] >= 10
    assert {item.by for item in plan.items} == set(By)
    assert any(item.fate.hidden for item in plan.items)
    assert any(item.fate.extended for item in plan.items)


@settings(max_examples=8, deadline=None)
@given(st.integers(0, 24 * 365 * 3))
def test_a_start_at_any_hour_works(hours):
    started = datetime(2026, 6, 1, 0, 7, tzinfo=UTC) + timedelta(hours=hours)
    _check(make_plan(OFFICE, started), started)


def test_the_same_start_gives_the_same_history():
    assert make_plan(OFFICE, STARTS[0]) == make_plan(OFFICE, STARTS[0])


def test_conferences_stand_in_different_phases():
    started = STARTS[0]
    times = make_plan(OFFICE, started).conferences
    assert times["internet"].closed_at < started
    assert times["social"].ends_at < started
    assert times["social"].closed_at is None
    assert times["city"].collecting_at < started < times["city"].starts_at
    assert times["business"].announced_at < started < times["business"].collecting_at
    assert times["winter"].postponed_at < started


def test_working_hours_pass_over_nights_and_days_off():
    friday = datetime(2026, 11, 27, 17, 0, tzinfo=ALMATY)
    assert OFFICE.later(friday, 2) == datetime(2026, 11, 30, 10, 0, tzinfo=ALMATY)
    assert OFFICE.open_from(datetime(2026, 11, 28, 12, 0, tzinfo=ALMATY)) == datetime(
        2026, 11, 30, 9, 0, tzinfo=ALMATY
    )
    assert OFFICE.shifted(friday.date(), 1).isoformat() == "2026-11-30"
    assert OFFICE.shifted(friday.date(), -1).isoformat() == "2026-11-26"
