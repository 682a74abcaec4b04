"""What is done to a conference and to its questions in one transaction: postpone, cancel, close."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Count, Max
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from sukhbat.conferences import actions as conferences
from sukhbat.conferences.actions import NewTimes
from sukhbat.conferences.models import Conference
from sukhbat.conferences.policies import may_close as may_close_by_phase
from sukhbat.kernel.clock import local_day
from sukhbat.kernel.refusals import Refusal, Refused, ensure
from sukhbat.ledger.rules import Actor
from sukhbat.people.models import Person
from sukhbat.questions import counters
from sukhbat.questions.due_dates import move_due_dates
from sukhbat.questions.models import Question
from sukhbat.questions.rules import Balance, Stage
from sukhbat.terms.queries import calendar, term
from sukhbat.terms.rules import TermKind

COORDINATOR = "coordinator"


@dataclass(frozen=True)
class Standing:
    """What keeps a conference from closing: its balance, and the last day on which an answer is judged."""

    balance: Balance
    may_be_judged: int
    window_ends_on: date | None


@transaction.atomic
def postpone_conference(*, person: Person | None, slug: str, times: NewTimes | None, now: datetime) -> int:
    """Postpone to other times, or (None) without a date yet. How many due dates moved with it.

    The terms of its questions start at the announced end: postponing moves that day once, publicly; whoever
    postpones again moves the talk, not the dates.
    """
    conference, has_moved = conferences.postpone(person=person, slug=slug, times=times, now=now)
    return _move(conference, person, now, may_grow=True) if has_moved else 0


@transaction.atomic
def cancel_conference(*, person: Person | None, slug: str, now: datetime) -> int:
    """Call it off: terms start today, its questions go on as ordinary ones. How many due dates moved."""
    conference, has_moved = conferences.cancel(person=person, slug=slug, now=now)
    return _move(conference, person, now, may_grow=False) if has_moved else 0


@transaction.atomic
def close_conference(*, person: Person | None, slug: str, now: datetime) -> Conference:
    """Close it with its balance. Refused while a question is in work or an answer may still be judged."""
    conference = conferences.held(slug)
    standing = standing_of(conference, now=now)
    ensure(may_close(person, conference, standing, now=now))
    balance = standing.balance
    return conferences.close(
        person=person,
        conference=conference,
        outcome=conferences.Outcome(
            received=balance.received,
            answered_live=balance.answered_live,
            answered_in_writing=balance.answered_in_writing,
            declined=balance.declined,
            withdrawn=balance.withdrawn,
        ),
        now=now,
    )


def may_close(
    person: Person | None, conference: Conference, standing: Standing, *, now: datetime
) -> Refusal | None:
    """The coordinator, after the live part, when nothing is in work and every judgement window has ended."""
    if refusal := may_close_by_phase(person, conference, now=now):
        return refusal
    if standing.balance.in_work:
        return Refusal(
            "in_work",
            _("Questions still in work: %(count)s. A conference closes when every one has ended.")
            % {"count": standing.balance.in_work},
            409,
        )
    if standing.window_ends_on is not None:
        return Refusal(
            "judgement_open",
            _("Askers may judge answers until %(day)s. A conference closes after that day.")
            % {"day": date_format(standing.window_ends_on, "DATE_FORMAT")},
            409,
        )
    return None


def standing_of(conference: Conference, *, now: datetime) -> Standing:
    """The balance of a conference and its open judgement windows; two queries."""
    balance = counters.balances("conference", [conference.pk])[conference.pk]
    answered = Question.objects.filter(conference=conference, stage=Stage.ANSWERED)
    last = answered.aggregate(n=Count("pk"), at=Max("answered_at"))
    ends_on = _window_ends_on(last["at"], now=now)
    is_open = ends_on is not None and ends_on >= local_day(now)
    return Standing(balance, last["n"] if is_open else 0, ends_on if is_open else None)


def _window_ends_on(answered_at: datetime | None, *, now: datetime) -> date | None:
    if answered_at is None:
        return None
    answered_on = local_day(answered_at)
    window = term(kind=TermKind.JUDGEMENT_WINDOW, on=answered_on)
    return calendar(now=now).add_working_days(answered_on, window.days)


def _move(conference: Conference, person: Person | None, now: datetime, *, may_grow: bool) -> int:
    if person is None:
        raise Refused(Refusal("sign_in", _("Please sign in first."), 401))
    actor = Actor(COORDINATOR, person.pk)
    return move_due_dates(
        conference=conference,
        terms_start_on=conference.terms_start_on,
        may_grow=may_grow,
        actor=actor,
        now=now,
    )
