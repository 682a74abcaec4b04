"""Filling an empty database with the sample state: all of it or nothing, once."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from sukhbat.bodies.registers import directory_sizes
from sukhbat.cli.demo.directory import fill_directory
from sukhbat.cli.demo.live_hour import ensure_live_hour
from sukhbat.cli.demo.plan import make_plan
from sukhbat.cli.demo.play import Play
from sukhbat.cli.demo.working_time import Office
from sukhbat.kernel.clock import zone
from sukhbat.kernel.site import the_site
from sukhbat.ledger.actions import number_leaves
from sukhbat.notices.actions import mark_read_by_all
from sukhbat.notices.reactions import react
from sukhbat.questions import counters
from sukhbat.questions.support_tally import fold_supports
from sukhbat.terms.queries import calendar

# Of what happened before, everybody has read the notices.
UNREAD_SINCE = timedelta(days=3)
Progress = Callable[[int, int], None]


class NotADemoError(Exception):
    """The database holds something that is not the sample state."""


@dataclass(frozen=True)
class Loaded:
    """What filling came to: questions, acts, and the acts that a rule refused (none, when all is well)."""

    questions: int
    acts: int
    refused: tuple[str, ...] = ()


def is_loaded() -> bool:
    """Whether the sample state is there. NotADemoError when the database holds something else."""
    if the_site().is_sample:
        return True
    if any(directory_sizes().values()):
        raise NotADemoError
    return False


def load(*, now: datetime, progress: Progress = lambda done, of: None) -> Loaded:
    """Fill the database. One transaction: a start that is cut short leaves nothing behind.

    ``progress`` is told how many acts of how many are done.
    """
    with transaction.atomic():
        fill_directory(now=now)
        plan = make_plan(Office(calendar(now=now), zone()), now)
        play = Play(plan)
        lately = False
        for done, step in enumerate(plan.steps, start=1):
            if not lately and step.at > now - UNREAD_SINCE:
                lately = True
                _tell_everyone(now=now)
                mark_read_by_all(now=now)
            play.act(step)
            progress(done, len(plan.steps))
        _tell_everyone(now=now)
    refused = tuple(f"{step.what} of {step.item} at {step.at}: {code}" for step, code in play.skipped)
    return Loaded(len(play.numbers), len(plan.steps), refused)


def make_live(*, now: datetime) -> str | None:
    """A conference that is live now, unless one goes on long enough; its address when it was made."""
    slug = ensure_live_hour(now=now)
    if slug is not None:
        _tell_everyone(now=now)
        while fold_supports():
            pass
    return slug


def _tell_everyone(*, now: datetime) -> None:
    """What the jobs do every second, so that the first page is complete."""
    while number_leaves(now=now, window=None):
        pass
    while react(now=now):
        pass
    counters.fold()
