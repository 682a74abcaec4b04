"""Calendar and terms as rows: defaults, validity, changes seen, constraints."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from pytest_django import DjangoAssertNumQueries

from sukhbat.kernel.refusals import Refused
from sukhbat.terms.actions import remove_calendar_day, set_calendar_day
from sukhbat.terms.models import CalendarDay, TermRule
from sukhbat.terms.queries import NoTermRule, calendar, calendar_day, calendar_days, forget_kept, term
from sukhbat.terms.rules import StartRule, TermKind, Unit, Why

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)
MONDAY = date(2026, 11, 30)
SATURDAY = date(2026, 11, 28)


def add_rule(**values: object) -> TermRule:
    defaults = {"kind": "answer", "days": 10, "unit": "working", "start": "registration"}
    row: TermRule = TermRule.objects.create(**{**defaults, "updated_at": NOW, **values})
    forget_kept()
    return row


def test_every_kind_of_term_has_a_default() -> None:
    terms = {kind: term(kind=kind, on=date(2026, 11, 23)) for kind in TermKind}
    assert {kind: found.days for kind, found in terms.items()} == {
        TermKind.ANSWER: 15,
        TermKind.ASSIGN: 1,
        TermKind.REDIRECT: 3,
        TermKind.ARBITRATION: 1,
        TermKind.EXTENSION: 10,
        TermKind.MODERATION: 1,
        TermKind.JUDGEMENT_WINDOW: 10,
        TermKind.DISPUTE: 5,
        TermKind.SECOND_LOOK: 5,
        TermKind.FIX_GROUPING: 3,
        TermKind.ANNOUNCE: 10,
        TermKind.COLLECT: 7,
    }
    assert terms[TermKind.ANSWER].start is StartRule.CONFERENCE_END
    assert terms[TermKind.COLLECT].unit is Unit.CALENDAR
    assert not any(found.article or found.law for found in terms.values())


def test_the_term_that_started_last_applies_while_it_is_valid() -> None:
    add_rule(days=10, valid_from=date(2027, 1, 1), valid_until=date(2027, 6, 30))
    days = [term(kind=TermKind.ANSWER, on=on).days for on in (date(2026, 12, 31), date(2027, 1, 1))]
    assert days == [15, 10]
    days = [term(kind=TermKind.ANSWER, on=on).days for on in (date(2027, 6, 30), date(2027, 7, 1))]
    assert days == [10, 15]


def test_a_day_without_a_rule_is_an_error_not_a_guess() -> None:
    with pytest.raises(NoTermRule, match="answer is valid on 1999-12-31"):
        term(kind=TermKind.ANSWER, on=date(1999, 12, 31))


@pytest.mark.parametrize(
    "wrong",
    [
        {"valid_from": date(2000, 1, 1)},
        {"valid_from": date(2027, 1, 1), "days": 0},
        {"valid_from": date(2027, 1, 1), "valid_until": date(2026, 12, 31)},
        {"valid_from": date(2027, 1, 1), "unit": "weeks"},
        {"valid_from": date(2027, 1, 1), "start": "someday"},
    ],
)
def test_a_rule_that_cannot_be_is_refused_by_the_database(wrong: dict[str, object]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        add_rule(**wrong)


def test_a_day_set_is_seen_at_once_and_again_when_it_is_removed() -> None:
    assert calendar(now=NOW).is_working(MONDAY)
    set_calendar_day(day=MONDAY, is_working=False, note_ru="Перенос", now=NOW)
    named = calendar(now=NOW).named_day(MONDAY)
    assert named is not None
    assert (named.why, named.name.ru) == (Why.TRANSFER, "Перенос")

    set_calendar_day(day=MONDAY, is_working=True, now=NOW)
    assert calendar(now=NOW).is_working(MONDAY)
    assert CalendarDay.objects.count() == 1

    assert remove_calendar_day(day=MONDAY)
    assert not remove_calendar_day(day=MONDAY)
    assert calendar_day(day=MONDAY) is None


def test_a_change_by_another_process_is_seen_within_ten_seconds(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    first = calendar(now=NOW)
    CalendarDay.objects.create(day=MONDAY, is_working=False, updated_at=NOW)
    with django_assert_num_queries(0):
        assert calendar(now=NOW + timedelta(seconds=9)) is first
    assert not calendar(now=NOW + timedelta(seconds=10)).is_working(MONDAY)


def test_an_unchanged_calendar_costs_one_query_and_stays_the_same_object(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    first = calendar(now=NOW)
    with django_assert_num_queries(1):
        assert calendar(now=NOW + timedelta(minutes=1)) is first


@pytest.mark.parametrize("note", ["x" * 301, "a\x00b", "a\u202eb", "\ud800"])
def test_a_note_that_cannot_be_shown_is_refused(note: str) -> None:
    with pytest.raises(Refused) as refused:
        set_calendar_day(day=MONDAY, is_working=False, note_en=note, now=NOW)
    assert (refused.value.refusal.code, refused.value.refusal.status) == ("bad_note_en", 422)
    assert not CalendarDay.objects.exists()


def test_the_year_lists_holidays_and_decisions_but_no_plain_weekends() -> None:
    set_calendar_day(day=SATURDAY, is_working=True, now=NOW)
    set_calendar_day(day=MONDAY, is_working=True, now=NOW)
    entries = {entry.on: entry for entry in calendar_days(year=2026)}

    assert list(entries) == sorted(entries)
    assert entries[date(2026, 12, 16)].override is None
    worked = entries[SATURDAY]
    assert worked.is_working
    assert worked.named is not None
    assert worked.named.why is Why.WORKED
    assert entries[MONDAY].named is None
    assert entries[MONDAY].override is not None
    assert date(2026, 11, 29) not in entries


@pytest.mark.parametrize("year", [-1, 0, 1999, 2101, 10**9])
def test_a_year_without_a_calendar_is_an_error(year: int) -> None:
    with pytest.raises(ValueError, match="no calendar is kept"):
        calendar_days(year=year)
