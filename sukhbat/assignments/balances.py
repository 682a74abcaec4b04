"""The balance of bodies, redirects included, and the assertion that every one in the database closes."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count

from sukhbat.assignments.models import Redirect
from sukhbat.bodies.queries import directory
from sukhbat.bodies.registers import succeeded
from sukhbat.conferences.queries import all_conferences
from sukhbat.kernel.clock import local_day
from sukhbat.kernel.snapshots import one_snapshot
from sukhbat.questions import counters, support_tally
from sukhbat.questions.rules import BodyBalance


@dataclass(frozen=True)
class Redirected:
    """How many questions came to a body and left it, by redirects and by succession."""

    into: int = 0
    out: int = 0


def redirected(body_ids: list[UUID]) -> dict[UUID, Redirected]:
    """The redirects of many bodies, and what went over when one succeeded another; two queries."""
    into = Redirect.objects.filter(to_body_id__in=body_ids).values_list("to_body_id").annotate(n=Count("pk"))
    out = (
        Redirect.objects.filter(from_body_id__in=body_ids)
        .values_list("from_body_id")
        .annotate(n=-Count("pk"))
    )
    counts = {body_id: [*pair] for body_id, pair in succeeded(body_ids).items()}
    for body_id, n in into.union(out, all=True):
        counts[body_id][n < 0] += abs(n)
    return {body_id: Redirected(*pair) for body_id, pair in counts.items()}


def body_balances(body_ids: list[UUID]) -> dict[UUID, BodyBalance]:
    """arrived + redirected in = answered + in work + declined + withdrawn + redirected out; 4 queries."""
    arrived, held, moved = (
        counters.arrived(body_ids),
        counters.balances("body", body_ids),
        redirected(body_ids),
    )
    return {
        body_id: BodyBalance(
            arrived=arrived[body_id],
            redirected_in=moved[body_id].into,
            redirected_out=moved[body_id].out,
            held=held[body_id],
        )
        for body_id in body_ids
    }


def broken_balances(*, now: datetime) -> list[str]:
    """A line for each balance of the whole database that does not close; an empty list is right.

    The total, every conference, every body with its redirects, every counter against the questions themselves and
    every tally against its supports, all of one moment.
    """
    with one_snapshot():
        broken = [f"counter: {line}" for line in counters.recount()]
        broken += [f"supports: {line}" for line in support_tally.recount()]
        if not (total := counters.total_balance()).closes:
            broken.append(f"all questions: {total}")
        broken += _broken_conferences()
        broken += _broken_bodies(list(directory(on=local_day(now)).body_parents))
    return broken


def _broken_conferences() -> list[str]:
    conferences = {row.pk: row.slug for row in all_conferences()}
    found = counters.balances("conference", list(conferences))
    return [
        f"conference {conferences[key]}: {balance}" for key, balance in found.items() if not balance.closes
    ]


def _broken_bodies(body_ids: list[UUID]) -> list[str]:
    found = body_balances(body_ids)
    return [f"body {body_id}: {balance}" for body_id, balance in found.items() if not balance.closes]
