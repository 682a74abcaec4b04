"""The steps of one sample question, from asking to where its fate ends. Pure."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from random import Random

from sukhbat.cli.demo.fates import UNFINISHED, End, Fate
from sukhbat.cli.demo.steps import Step, What
from sukhbat.cli.demo.times import ConferenceTimes
from sukhbat.cli.demo.working_time import HOURS_A_DAY, Office

TERM = 15  # working days of an answer; the due date itself is computed by the terms when it is played
_PUBLISHED_WITHIN = 90  # minutes


def item_steps(
    item: int,
    asked_at: datetime,
    fate: Fate,
    conference: ConferenceTimes | None,
    office: Office,
    started: datetime,
    dice: Random,
) -> Iterator[Step]:
    """All steps of a question in order; those that would come after ``started`` are left to the caller."""
    yield Step(asked_at, What.ASK, item)
    if fate.end is End.PENDING:
        return
    shown_at = asked_at + timedelta(minutes=dice.uniform(4, _PUBLISHED_WITHIN))
    yield Step(shown_at, What.MASK if fate.masked else What.PUBLISH, item)
    if fate.hidden:
        yield Step(shown_at + timedelta(hours=2), What.HIDE, item)
    if fate.end is End.WITHDRAWN:
        yield Step(shown_at + timedelta(hours=dice.uniform(1, 5)), What.WITHDRAW, item)
        return
    redirected_at = office.later(shown_at, dice.uniform(0.3, 2))
    yield Step(redirected_at, What.REDIRECT, item)
    if fate.end is End.RECEIVED:
        return
    begins_at = max(redirected_at, _work_begins(conference, fate, started, office))
    assigned_at = office.later(begins_at, dice.uniform(0.2, 3))
    if assigned_at >= started:
        assigned_at = redirected_at + (started - redirected_at) * dice.uniform(0.2, 0.8)
    yield Step(assigned_at, What.ASSIGN, item)
    yield from _work(item, assigned_at, fate, conference, office, started, dice)


def _work_begins(
    conference: ConferenceTimes | None, fate: Fate, started: datetime, office: Office
) -> datetime:
    """Questions of a conference are assigned once it has ended; what is easy is answered before."""
    if conference is None or conference.ends_at > started:
        return started - timedelta(days=365)
    return conference.ends_at


def _work(
    item: int,
    assigned_at: datetime,
    fate: Fate,
    conference: ConferenceTimes | None,
    office: Office,
    started: datetime,
    dice: Random,
) -> Iterator[Step]:
    if fate.end is End.DECLINED:
        at = office.later(assigned_at, dice.uniform(6, 40))
        yield Step(_before(at, assigned_at, started, dice), What.DECLINE, item)
        return
    last = min(started, _due(assigned_at, conference, office))
    if fate.extended:
        yield Step(assigned_at + (last - assigned_at) * dice.uniform(0.75, 0.93), What.EXTEND, item)
    if fate.end is End.ASSIGNED:
        if dice.random() < 0.3:
            yield Step(assigned_at + (last - assigned_at) * dice.uniform(0.2, 0.6), What.NOTE, item)
        return
    ends_at = last if fate.end in UNFINISHED else min(last, _signed_at(assigned_at, last, office, dice))
    span = ends_at - assigned_at
    yield Step(assigned_at + span * dice.uniform(0.3, 0.6), What.DRAFT, item)
    if fate.end is End.DRAFTED:
        return
    yield Step(assigned_at + span * dice.uniform(0.62, 0.8), What.HAND_OVER, item)
    if fate.end is End.RETURNED:
        yield Step(assigned_at + span * dice.uniform(0.82, 0.95), What.RETURN, item)
    if fate.end is End.SIGNED:
        yield Step(assigned_at + span * dice.uniform(0.85, 0.98), What.SIGN, item)


def _due(assigned_at: datetime, conference: ConferenceTimes | None, office: Office) -> datetime:
    """About when the answer is due: the work is spread before it."""
    start: date = assigned_at.astimezone(office.zone).date()
    if conference is not None:
        start = max(start, conference.ends_on)
    return office.at(office.shifted(start, TERM - 1), 17.5)


def _signed_at(assigned_at: datetime, last: datetime, office: Office, dice: Random) -> datetime:
    """Most answers come in the second half of the term, some in days."""
    days = dice.choices((2, 4, 7, 10, 12, 13), weights=(1, 2, 3, 4, 5, 3))[0]
    at = office.later(assigned_at, days * HOURS_A_DAY + dice.uniform(0, 4))
    return at if at < last else last


def _before(at: datetime, first: datetime, started: datetime, dice: Random) -> datetime:
    return at if at < started else first + (started - first) * dice.uniform(0.3, 0.9)
