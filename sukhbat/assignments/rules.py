"""The bounds of work inside a body, pure: lengths of reasons, hops, and the last day to redirect."""

from datetime import date, timedelta

from sukhbat.questions.rules import HOPS_ALLOWED
from sukhbat.terms.rules import Calendar, Term, Unit

REDIRECT_REASON_SHORTEST = 20
DECLINE_EXPLANATION_SHORTEST = 40
RETURN_REASON_SHORTEST = 10
REASON_LONGEST = 2_000
NOTE_LONGEST = 4_000


def last_day_to_redirect(registered_on: date, term: Term, calendar: Calendar) -> date:
    """The last local day a dispatcher may redirect: counted from the question's first registration.

    It never restarts, so that a question cannot travel for weeks. For a question to a conference the
    registration day is the announced end, when its term starts.
    """
    if term.unit is Unit.WORKING:
        return calendar.add_working_days(registered_on, term.days)
    return registered_on + timedelta(days=term.days)


def may_hop_again(hops: int) -> bool:
    """Whether bodies may still pass the question on by themselves (product: at most two hops)."""
    return hops < HOPS_ALLOWED
