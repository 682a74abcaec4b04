"""The calculation in words."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from sukhbat.terms.explain import _SENTENCES, explain
from sukhbat.terms.rules import (
    Calendar,
    Override,
    StartRule,
    StepCode,
    Term,
    TermKind,
    Unit,
    Words,
    due_after_event,
    due_for_question,
)

ALMATY = ZoneInfo("Asia/Almaty")
ANSWER = Term(TermKind.ANSWER, 15, Unit.WORKING, StartRule.CONFERENCE_END, date(2000, 1, 1))


def test_every_step_has_its_sentence() -> None:
    assert set(_SENTENCES) == set(StepCode)


def test_a_late_question_before_holidays() -> None:
    asked = datetime(2026, 3, 6, 19, 15, 7, tzinfo=ALMATY)
    calendar = Calendar("KZ", {date(2026, 3, 28): Override(True)})
    assert explain(due_for_question(asked, ANSWER, calendar, ALMATY), "en") == [
        "Arrived: Friday, 6 March 2026, 19:15:07.",
        "The working day had ended at 18:30, so the next working day counts.",
        (
            "Not a working day: Saturday, 7 March 2026; Sunday, 8 March 2026 (International Women's Day); "
            "Monday, 9 March 2026 (day off in place of a holiday: International Women's Day)."
        ),
        "Registered: Tuesday, 10 March 2026.",
        "Days are counted from the next day: Wednesday, 11 March 2026.",
        (
            "Not counted: 3 days of weekends; Saturday, 21 March 2026 (Nowruz Holiday); "
            "Sunday, 22 March 2026 (Nowruz Holiday); Monday, 23 March 2026 (Nowruz Holiday); "
            "Tuesday, 24 March 2026 (day off in place of a holiday: Nowruz Holiday); "
            "Wednesday, 25 March 2026 (day off in place of a holiday: Nowruz Holiday)."
        ),
        "Counted, because made a working day: Saturday, 28 March 2026.",
        "Working day 15, the last one: Thursday, 2 April 2026.",
        "Ground in law: to be confirmed.",
    ]


def test_each_language_has_its_dates_and_names() -> None:
    asked = datetime(2026, 5, 6, 10, 0, tzinfo=ALMATY)
    due = due_for_question(asked, ANSWER, Calendar("KZ"), ALMATY)
    kazakh, russian = (" ".join(explain(due, language)).replace("\u202f", " ") for language in ("kk", "ru"))
    assert "2026 ж. 7 мамыр, бейсенбі (Отан Қорғаушы күні)" in kazakh
    assert "четверг, 7 мая 2026 (День защитника Отечества)" in russian


def test_the_ground_is_cited_as_far_as_it_is_known() -> None:
    happened = datetime(2026, 11, 21, 10, 0, tzinfo=ALMATY)
    law = Words(ru="Закон", en="the Act")
    named = Term(TermKind.COLLECT, 7, Unit.CALENDAR, StartRule.EVENT, date(2000, 1, 1), law=law)
    cited = Term(
        TermKind.COLLECT, 7, Unit.CALENDAR, StartRule.EVENT, date(2000, 1, 1), law=law, article="art. 1"
    )
    calendar = Calendar("KZ")
    sentences = explain(due_after_event(happened, named, calendar, ALMATY), "en")
    assert sentences[-1] == "Ground in law: the Act; the article is to be confirmed."
    assert sentences[-2] == "Day 7, the last one: Monday, 30 November 2026."
    assert (
        explain(due_after_event(happened, cited, calendar, ALMATY), "en")[-1]
        == "Ground in law: the Act, art. 1."
    )
