"""The figures of ``/metrics``, read when they are asked for: no process keeps a count of its own."""

from collections.abc import Iterator
from datetime import datetime

from prometheus_client import CollectorRegistry
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.registry import Collector

from sukhbat.kernel.clock import local_day
from sukhbat.kernel.loops import loop_runs
from sukhbat.ledger.queries import last_index
from sukhbat.notices.queries import outbox, read_up_to
from sukhbat.questions import counters
from sukhbat.questions.listing import oldest_unassigned_at, overdue_total, without_owner
from sukhbat.questions.waiting import queue, queue_counts
from sukhbat.search.queries import indexed_up_to
from sukhbat.similar import client


def exposition(*, now: datetime) -> tuple[bytes, str]:
    """The text that a Prometheus server scrapes, and its content type."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Figures(now))
    return generate_latest(registry), CONTENT_TYPE_LATEST


class _Figures(Collector):
    def __init__(self, now: datetime) -> None:
        self.now = now

    def describe(self) -> list[Metric]:
        """Nothing ahead of time: registering must not read the database."""
        return []

    def collect(self) -> Iterator[Metric]:
        yield from self._questions()
        yield from self._moderation()
        yield from self._letters()
        yield from self._log()
        yield from self._loops()
        yield from self._meanings()

    def _questions(self) -> Iterator[Metric]:
        balance = counters.total_balance()
        yield _gauge("questions_received", "Questions received in all", balance.received)
        yield _gauge("questions_in_work", "Questions received, assigned or disputed", balance.in_work)
        late = overdue_total(today=local_day(self.now))
        yield _gauge("questions_overdue", "Questions in work past their due date", late)
        yield _gauge(
            "questions_unrouted", "Questions without a body or a due date; must be 0", without_owner()
        )
        yield _gauge("balance_closes", "1 when the balance of all questions closes", int(balance.closes))
        oldest = self._age(oldest_unassigned_at())
        yield _gauge("unassigned_age_seconds", "Age of the oldest question that nobody was assigned", oldest)

    def _moderation(self) -> Iterator[Metric]:
        waiting = queue_counts(now=self.now)
        yield _gauge("moderation_waiting", "Questions that wait for a check", sum(row.all for row in waiting))
        yield _gauge("moderation_late", "Of these, past their time", sum(row.late for row in waiting))
        first = queue(now=self.now, limit=1)
        age = self._age(first[0].question.received_at if first else None)
        yield _gauge("moderation_age_seconds", "Age of the question that must be checked next", age)

    def _letters(self) -> Iterator[Metric]:
        box = outbox()
        letters = GaugeMetricFamily("sukhbat_letters", "Letters by state", labels=["state"])
        for state, number in box.by_state.items():
            letters.add_metric([state], number)
        yield letters
        oldest = self._age(box.oldest_waiting_at)
        yield _gauge("letters_waiting_age_seconds", "Age of the oldest letter not sent", oldest)
        yield _gauge("notices_set_aside", "Entries that could not be told to anyone yet", box.set_aside)

    def _log(self) -> Iterator[Metric]:
        last = last_index()
        yield _gauge("log_entries", "Entries of the log that have their place", last + 1)
        behind = GaugeMetricFamily(
            "sukhbat_log_behind", "Entries a reaction has not read", labels=["reaction"]
        )
        behind.add_metric(["notices"], max(last - read_up_to(), 0))
        behind.add_metric(["search"], max(last - indexed_up_to(), 0))
        yield behind

    def _loops(self) -> Iterator[Metric]:
        ages = GaugeMetricFamily("sukhbat_loop_age_seconds", "Since a loop last came round", labels=["loop"])
        failing = GaugeMetricFamily("sukhbat_loop_failing", "1 when its last round failed", labels=["loop"])
        for run in loop_runs():
            ages.add_metric([run.name], self._age(run.ran_at))
            failing.add_metric([run.name], int(bool(run.failure)))
        yield ages
        yield failing

    def _meanings(self) -> Iterator[Metric]:
        said = client.health() or {}
        yield _gauge("similar_up", "1 when meanings are compared", int(said.get("status") == "ready"))
        for name, text in (
            ("questions", "Questions whose meaning is held"),
            ("concerns", "Concerns that are held"),
            ("lag", "Entries of the log not read yet"),
            ("memory_mib", "Resident memory, MiB"),
        ):
            yield _gauge(f"similar_{name}", text, int(said.get(name, 0)))

    def _age(self, moment: datetime | None) -> float:
        """Seconds since a moment; 0 when there is nothing that could be old."""
        return max((self.now - moment).total_seconds(), 0.0) if moment else 0.0


def _gauge(name: str, text: str, value: float) -> Metric:
    return GaugeMetricFamily(f"sukhbat_{name}", text, value=value)
