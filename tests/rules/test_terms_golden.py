"""Golden due dates of Kazakhstan, as agreed with the product's owner."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from sukhbat.terms.rules import Calendar, StartRule, Term, TermKind, Unit, due_for_question

ALMATY = ZoneInfo("Asia/Almaty")
KAZAKHSTAN = Calendar("KZ")
OFFSETS = (3, 5, 15, 20, 40)
GOLDEN = {
    "2026-02-27": ("2026-02-27", "2026-03-04 2026-03-06 2026-03-26 2026-04-02 2026-04-30"),
    "2026-03-07": ("2026-03-10", "2026-03-13 2026-03-17 2026-04-03 2026-04-10 2026-05-13"),
    "2026-04-24": ("2026-04-24", "2026-04-29 2026-05-04 2026-05-20 2026-05-28 2026-06-25"),
    "2026-11-23": ("2026-11-23", "2026-11-26 2026-11-30 2026-12-14 2026-12-22 2027-01-22"),
    "2026-12-31": ("2026-12-31", "2027-01-08 2027-01-12 2027-01-26 2027-02-02 2027-03-02"),
}
ROWS = [
    (arrived, registered, days, due)
    for arrived, (registered, dues) in GOLDEN.items()
    for days, due in zip(OFFSETS, dues.split(), strict=True)
]


@pytest.mark.parametrize(("arrived", "registered", "days", "due"), ROWS)
def test_golden_due_dates(arrived: str, registered: str, days: int, due: str) -> None:
    at_ten = datetime.fromisoformat(arrived).replace(hour=10, tzinfo=ALMATY)
    term = Term(TermKind.ANSWER, days, Unit.WORKING, StartRule.REGISTRATION, valid_from=date(2000, 1, 1))

    result = due_for_question(at_ten, term, KAZAKHSTAN, ALMATY)

    assert (result.registered_on.isoformat(), result.due_on.isoformat()) == (registered, due)
