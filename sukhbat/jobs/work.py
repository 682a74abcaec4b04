"""What the loops do where one call of a domain function is not enough. Each opens its own transactions."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.contrib.sessions.models import Session
from django.db import connection, transaction

from sukhbat.assignments.balances import broken_balances
from sukhbat.kernel.limits import forget_old_buckets
from sukhbat.kernel.loops import ran_at
from sukhbat.ledger import partitions as ledger_partitions
from sukhbat.ledger.actions import NUMBERING_BATCH, number_leaves
from sukhbat.notices import partitions as notice_partitions
from sukhbat.notices.actions import forget_old_letters
from sukhbat.notices.searches.actions import forget_old_findings
from sukhbat.questions import counters
from sukhbat.questions.drafts import forget_old_drafts

NUMBERING = "number_leaves"
HOUR = timedelta(hours=1)
LOCK_TIMEOUT = "3s"


class BalanceBrokenError(Exception):
    """A balance of the database does not close. The lines name counters and bodies, no people."""


class Numbering:
    """Gives leaves each second; after a silence it looks back as far as the silence lasted."""

    def __init__(self) -> None:
        self._caught_up_at: datetime | None = None

    def __call__(self, now: datetime) -> int:
        since = self._caught_up_at or ran_at(NUMBERING)
        # An hour more, for transactions that were under way; before the first round, everything.
        window = HOUR + (now - since) if since else None
        with transaction.atomic():
            done = number_leaves(now=now, window=window)
        if done < NUMBERING_BATCH:
            self._caught_up_at = now
        return done


def number_all_leaves(now: datetime) -> int:
    """The nightly pass over everything: also what a transaction of more than an hour left behind."""
    with transaction.atomic():
        return number_leaves(now=now, window=None)


def fold_counters(now: datetime) -> int:
    with transaction.atomic():
        return counters.fold()


def assert_balances(now: datetime) -> int:
    """Check every balance of the database; BalanceBrokenError names those that do not close."""
    if broken := broken_balances(now=now):
        raise BalanceBrokenError("; ".join(broken[:20]))
    return 0


def tidy(now: datetime) -> int:
    """Remove what has outlived its use; how many rows went."""
    return sum(
        _in_transaction(step, now)
        for step in (
            forget_old_drafts,
            forget_old_buckets,
            forget_old_letters,
            forget_old_findings,
            forget_old_sessions,
        )
    )


def forget_old_sessions(*, now: datetime) -> int:
    """Remove sessions that have ended; how many went. One may hold the address that somebody signed in with."""
    return Session.objects.filter(expire_date__lt=now).delete()[0]


def _in_transaction(step: Callable[..., int], now: datetime) -> int:
    with transaction.atomic():
        return step(now=now)


def make_partitions(now: datetime) -> int:
    """The partitions of this quarter and the next four; how many were new. Gives way rather than wait."""
    made = 0
    for ensure in (ledger_partitions.ensure_partitions, notice_partitions.ensure_partitions):
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SELECT set_config('lock_timeout', %s, true)", [LOCK_TIMEOUT])
            made += ensure(now=now)
    return made
