"""The first day a live part may begin, and addresses made of titles."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sukhbat.conferences.rules import earliest_start
from sukhbat.conferences.slugs import slug_from
from sukhbat.terms.rules import Calendar, Override, StartRule, Term, TermKind, Unit

KZ = Calendar("KZ")
ANNOUNCE = Term(TermKind.ANNOUNCE, 10, Unit.WORKING, StartRule.EVENT, date(2000, 1, 1))
COLLECT = Term(TermKind.COLLECT, 7, Unit.CALENDAR, StartRule.EVENT, date(2000, 1, 1))


def first(announced_on, collecting_on, calendar=KZ):
    return earliest_start(
        announced_on=announced_on,
        collecting_on=collecting_on,
        announce=ANNOUNCE,
        collect=COLLECT,
        calendar=calendar,
    )


@pytest.mark.parametrize(
    ("announced_on", "collecting_on", "expected"),
    [
        # Ten working days ahead.
        (date(2026, 11, 23), date(2026, 11, 23), date(2026, 12, 7)),
        # Announced on a Saturday: the first working day counted is Monday.
        (date(2026, 11, 21), date(2026, 11, 21), date(2026, 12, 4)),
        # Over Nauryz.
        (date(2026, 3, 16), date(2026, 3, 16), date(2026, 4, 2)),
        # Seven days of collecting decide when it opens late.
        (date(2026, 11, 23), date(2026, 12, 6), date(2026, 12, 13)),
        # Nothing collects before it is announced.
        (date(2026, 11, 23), date(2026, 11, 1), date(2026, 12, 7)),
    ],
)
def test_the_first_day_of_a_live_part(announced_on, collecting_on, expected):
    assert first(announced_on, collecting_on) == expected


def test_a_transferred_day_counts():
    saturday = Calendar("KZ", {date(2026, 11, 28): Override(True)})
    assert first(date(2026, 11, 23), date(2026, 11, 23), saturday) == date(2026, 12, 4)


@given(st.dates(date(2026, 1, 1), date(2027, 12, 31)), st.integers(-30, 60))
def test_it_is_never_sooner_than_either_term(announced_on, later):
    collecting_on = announced_on + timedelta(days=later)
    found = first(announced_on, collecting_on)
    assert KZ.working_days_between(announced_on, found) >= 10
    assert (found - max(announced_on, collecting_on)).days >= 7


@pytest.mark.parametrize(
    ("titles", "expected"),
    [
        (("", "Интернет и его тарифы", ""), "internet-i-ego-tarify"),
        (("The internet & its tariffs!", "Интернет"), "the-internet-its-tariffs"),
        (("", "", "Ғалымның үйі: Қазақстан әңгімесі"), "galymnyn-uii-qazaqstan-angimesi"),
        (("???", ""), ""),
        (("x" * 80,), "x" * 60),
        (("Écoles été",), "ecoles-ete"),
    ],
)
def test_an_address_out_of_a_title(titles, expected):
    assert slug_from(*titles) == expected


@given(st.text(max_size=100))
def test_an_address_is_safe_whatever_the_title(title):
    slug = slug_from(title)
    assert len(slug) <= 60
    assert set(slug) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
