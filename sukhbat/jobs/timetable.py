"""The loops: what runs how often, and which of them share a lane (a thread and a connection)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sukhbat.assignments import offices
from sukhbat.concerns import counting
from sukhbat.conferences import ordering
from sukhbat.jobs import saved_searches, work
from sukhbat.ledger.actions import NUMBERING_BATCH
from sukhbat.notices import reactions, sending, together
from sukhbat.notices.searches import telling
from sukhbat.questions import (
    after_air,
    closing,
    counters,
    live_checks,
    moderation,
    reminders,
    repeats,
    support_counts,
    support_tally,
)
from sukhbat.questions.order import Editions
from sukhbat.questions.repeats import FlagRepeats
from sukhbat.search import reactions as search

DAY = 86_400.0
HOUR = 3_600.0


class Lane(StrEnum):
    """Loops of one lane wait for each other; a slow mail server holds up only mail."""

    LOG = "log"
    MAIL = "mail"
    LIVE = "live"
    ORDER = "order"
    SLOW = "slow"
    CHECKS = "checks"


@dataclass(frozen=True)
class Loop:
    """``run`` is called every so many seconds; at once again when it did ``full`` or more."""

    name: str
    every: float
    run: Callable[[datetime], int]
    lane: Lane
    full: int | None = None


def loops(stop: Callable[[], bool]) -> tuple[Loop, ...]:
    """All loops, fresh. ``stop`` tells those that work in steps to end early."""
    return (
        Loop(work.NUMBERING, 1, work.Numbering(), Lane.LOG, full=NUMBERING_BATCH),
        Loop("react", 1, lambda now: reactions.react(now=now), Lane.LOG, full=reactions.BATCH),
        Loop("search", 1, lambda now: search.react(), Lane.LOG, full=search.BATCH),
        Loop("fold_counters", 2, work.fold_counters, Lane.LOG, full=counters.FOLD_BATCH),
        Loop(
            "fold_supports",
            1,
            lambda now: support_tally.fold_supports(),
            Lane.LOG,
            full=support_tally.FOLD_BATCH,
        ),
        Loop(
            "send_letters",
            1,
            lambda now: sending.send_waiting(now=now, stop=stop),
            Lane.MAIL,
            full=sending.AT_ONCE,
        ),
        Loop(
            "hasten_checks",
            2,
            lambda now: live_checks.hasten_checks(now=now),
            Lane.LIVE,
            full=live_checks.BATCH,
        ),
        Loop("publish_overdue", 2, lambda now: moderation.publish_overdue(now=now), Lane.LIVE, full=500),
        Loop("after_air", 5, lambda now: after_air.tell_remainder(now=now), Lane.LIVE, full=after_air.CHUNK),
        Loop("note_counts", 10, lambda now: support_counts.note_counts(now=now), Lane.LIVE),
        Loop("ensure_orders", 5, lambda now: ordering.ensure_orders(now=now), Lane.ORDER),
        Loop("editions", 3, Editions(), Lane.ORDER),
        Loop("reveal_orders", 10, lambda now: ordering.reveal_orders(now=now), Lane.ORDER),
        Loop(
            "count_concerns", 5, lambda now: counting.count_changed(now=now), Lane.SLOW, full=counting.BATCH
        ),
        Loop(
            "tell_of_concerns",
            30,
            lambda now: together.tell_of_concerns(now=now),
            Lane.SLOW,
            full=together.BATCH,
        ),
        Loop(
            "saved_searches",
            60,
            lambda now: saved_searches.tell_of_new(now, stop=stop),
            Lane.SLOW,
            full=telling.BATCH,
        ),
        Loop("reminders", 60, lambda now: reminders.note_due_dates(now=now), Lane.SLOW, full=reminders.BATCH),
        Loop("closing", 60, lambda now: closing.close_judged(now=now), Lane.SLOW, full=closing.BATCH),
        Loop("left_items", 600, lambda now: offices.return_left_items(now=now), Lane.SLOW),
        Loop("partitions", HOUR, work.make_partitions, Lane.SLOW),
        Loop("flag_repeats", 5, FlagRepeats(), Lane.CHECKS, full=repeats.BATCH),
        Loop("balances", HOUR, work.assert_balances, Lane.CHECKS),
        Loop("tidy", HOUR, work.tidy, Lane.SLOW),
        Loop("number_all_leaves", DAY, work.number_all_leaves, Lane.CHECKS, full=NUMBERING_BATCH),
    )
