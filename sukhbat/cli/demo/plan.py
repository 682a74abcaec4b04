"""The history of the sample state as a list of steps in time, from the files and the first start. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from random import Random

from sukhbat.cli.demo import fates
from sukhbat.cli.demo.content_files import Asked, Matter, matters, questions
from sukhbat.cli.demo.fates import End, Fate
from sukhbat.cli.demo.item_steps import item_steps
from sukhbat.cli.demo.steps import Step, What
from sukhbat.cli.demo.times import ConferenceTimes, conference_times
from sukhbat.cli.demo.working_time import Office
from sukhbat.web.demo.cast import MINISTRY

SEED = 20_261_116
DIRECT = ""
ASKED_WITHIN = 58  # working days before the first start in which questions went to bodies directly
FRESH = timedelta(hours=32)
LATELY = 8  # how many of those came within the last 30 hours
LAST_HOURS = timedelta(hours=3)
OFTEN = 0.09  # the share of the questions in Kazakh that one person asks


class By(StrEnum):
    """Who brought a question in."""

    PERSON = "person"
    OPERATOR = "operator"


@dataclass(frozen=True)
class Item:
    """One question of the history with everything decided about it."""

    asked: Asked
    matter: Matter
    conference: str
    asked_at: datetime
    fate: Fate
    region: str
    chooses_body: bool
    shows_name: bool
    asker: int
    by: By = By.PERSON


@dataclass(frozen=True)
class Plan:
    """What is to happen, in order; steps name items by their index."""

    items: tuple[Item, ...]
    steps: tuple[Step, ...]
    conferences: dict[str, ConferenceTimes]


def make_plan(office: Office, started: datetime) -> Plan:
    """The same history for the same start, nothing of it after ``started``."""
    dice = Random(SEED)  # noqa: S311  a stable choice is wanted, no secret
    times = conference_times(office, started)
    items = [
        item
        for key in ("internet", "social", "city", DIRECT)
        for item in _items(key, times.get(key), office, started, dice)
    ]
    steps = [step for key, each in times.items() for step in _conference_steps(key, each, started)]
    steps += _daily_steps(office, started)
    for index, item in enumerate(items):
        own = Random(SEED + index)  # noqa: S311
        steps += item_steps(index, item.asked_at, item.fate, times.get(item.conference), office, started, own)
    in_time = sorted((step for step in steps if step.at < started), key=lambda step: (step.at, step.order))
    return Plan(tuple(items), tuple(in_time), times)


def _items(
    key: str, times: ConferenceTimes | None, office: Office, started: datetime, dice: Random
) -> Iterator[Item]:
    found = _in_order(key, dice)
    moments = sorted(_moments(key, times, len(found), office, started, dice))
    for row, moment, usual in zip(found, moments, _fates(key, moments, office, started, dice), strict=True):
        matter = matters()[row.matter]
        is_for_the_door = key == DIRECT and matter.body == MINISTRY and moment > started - FRESH
        fate = Fate(End.RECEIVED) if is_for_the_door else usual
        by_operator = key == DIRECT and fate.end is not End.WITHDRAWN and dice.random() < 0.1
        yield Item(
            asked=row,
            matter=matter,
            conference=key,
            asked_at=_latest(started, dice) if fate.end is End.PENDING else moment,
            fate=fate,
            region=dice.choice(matter.regions),
            chooses_body=key == DIRECT and dice.random() < 0.5,
            shows_name=dice.random() < 0.4,
            asker=_asker(row, fate, dice),
            by=By.OPERATOR if by_operator else By.PERSON,
        )


def _in_order(key: str, dice: Random) -> list[Asked]:
    """The questions of a conference, or those to bodies, in the order of asking."""
    found = [row for row in questions() if matters()[row.matter].conference == key]
    dice.shuffle(found)
    if key != DIRECT:
        return found
    # The dispatcher whom one can become has something to give out.
    for_the_door = [row for row in found if matters()[row.matter].body == MINISTRY][: LATELY // 2]
    return [row for row in found if row not in for_the_door] + for_the_door


def _asker(row: Asked, fate: Fate, dice: Random) -> int:
    """One account has a history to look at; it is not the one whose questions are declined."""
    often = row.language == "kk" and fate.end is not End.DECLINED and dice.random() < OFTEN
    return 0 if often else 1 + dice.randrange(38)


def _moments(
    key: str, times: ConferenceTimes | None, count: int, office: Office, started: datetime, dice: Random
) -> Iterable[datetime]:
    if times is None:
        first = office.at(office.shifted(started.astimezone(office.zone).date(), -ASKED_WITHIN), 8)
        last = started - timedelta(minutes=30)
        lately = max(0, count - LATELY)
        spread = [first + (last - first) * dice.random() ** 0.8 for _ in range(lately)]
        spread += [last - timedelta(hours=30) * dice.random() for _ in range(count - lately)]
        return (min(last, _awake(moment, office, dice)) for moment in spread)
    first = times.collecting_at
    last = min(times.ends_at, started) - timedelta(minutes=5)
    return (min(last, _awake(first + (last - first) * dice.random(), office, dice)) for _ in range(count))


def _awake(moment: datetime, office: Office, dice: Random) -> datetime:
    """Most people ask in the evening or at midday, few at night."""
    local = moment.astimezone(office.zone)
    return office.at(local.date(), dice.triangular(7, 23.5, 19)) if local.hour < 7 else local


def _latest(started: datetime, dice: Random) -> datetime:
    return started - timedelta(minutes=10) - (LAST_HOURS - timedelta(minutes=10)) * dice.random()


def _fates(key: str, moments: list[datetime], office: Office, started: datetime, dice: Random) -> list[Fate]:
    if key == "internet":
        return fates.closed_conference(len(moments), dice)
    if key == "social":
        return fates.answering_conference(len(moments), dice)
    if key == "city":
        return fates.collecting_conference(len(moments), dice)
    today = started.astimezone(office.zone).date()
    ages = [
        office.calendar.working_days_between(moment.astimezone(office.zone).date(), today)
        for moment in moments
    ]
    return fates.asked_directly(ages, dice)


def _conference_steps(key: str, times: ConferenceTimes, started: datetime) -> Iterator[Step]:
    yield Step(times.announced_at, What.ANNOUNCE, conference=key)
    if times.postponed_at is not None:
        yield Step(times.postponed_at, What.POSTPONE, conference=key)
    if times.closed_at is not None:
        yield Step(times.closed_at, What.CLOSE_CONFERENCE, conference=key)


def _daily_steps(office: Office, started: datetime) -> Iterator[Step]:
    """What the jobs do each working morning: close what may no longer be judged, remind of due dates."""
    today = started.astimezone(office.zone).date()
    for back in range(ASKED_WITHIN, -1, -1):
        day = office.shifted(today, -back)
        yield Step(office.at(day, 0.5), What.CLOSE_JUDGED)
        if back <= 10:
            yield Step(office.at(day, 0.6), What.REMIND)
