"""Pure rules of time: the working calendar, the terms of the law as values, and due dates with their steps.

No Django and no clock: every moment is an argument.
"""

from sukhbat.terms.rules.calendar import Calendar, Override
from sukhbat.terms.rules.days import NamedDay, Why, Words
from sukhbat.terms.rules.due import (
    due_after_event,
    due_after_extension,
    due_after_redirect,
    due_for_question,
    due_never_later,
)
from sukhbat.terms.rules.due_date import DueDate, Step, StepCode
from sukhbat.terms.rules.registration import DAY_ENDS_AT, registration_day
from sukhbat.terms.rules.term import StartRule, Term, TermKind, Unit

__all__ = [
    "DAY_ENDS_AT",
    "Calendar",
    "DueDate",
    "NamedDay",
    "Override",
    "StartRule",
    "Step",
    "StepCode",
    "Term",
    "TermKind",
    "Unit",
    "Why",
    "Words",
    "due_after_event",
    "due_after_extension",
    "due_after_redirect",
    "due_for_question",
    "due_never_later",
    "registration_day",
]
