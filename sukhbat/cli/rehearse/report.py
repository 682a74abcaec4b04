"""What a rehearsal came to, as JSON and as lines to read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from sukhbat.cli.rehearse.figures import Figures, Hosting, Polling, Sending, Watching
from sukhbat.cli.rehearse.spread import Spread


@dataclass(frozen=True)
class Report:
    """The figures with where and when they were taken."""

    target: str
    conference: str
    began_at: datetime
    seconds: float
    figures: Figures

    @property
    def failed(self) -> bool:
        """Whether something acknowledged is lost, or a promise does not hold."""
        return bool(self.figures.checking.lost or self.figures.checking.bad_promises)


def as_json(report: Report) -> Mapping[str, object]:
    """The whole report; durations in milliseconds."""
    found, checked = report.figures, report.figures.checking
    return {
        "target": report.target,
        "conference": report.conference,
        "began_at": report.began_at.isoformat(timespec="seconds"),
        "seconds": round(report.seconds, 1),
        "questions": _sending(found.questions),
        "supports": _sending(found.supports),
        "viewers": _watching(found.watching),
        "snapshots": _polling(found.snapshots),
        "hosting": _hosting(found.hosting),
        "checked": {
            "how": checked.how,
            "looked_for": checked.looked_for,
            "found": checked.found,
            "lost": len(checked.lost),
            "lost_numbers": checked.lost[:100],
            "unchecked": dict(checked.unchecked),
            "promises": checked.promises,
            "bad_promises": checked.bad_promises[:100],
        },
        "failed": report.failed,
        "timeline": {
            "columns": ["at", "viewers", "messages", "deliveries", "questions", "supports"],
            "rows": [[round(at, 2), *counts] for at, *counts in found.timeline],
        },
    }


def as_lines(report: Report) -> Iterator[str]:
    """The report for a person."""
    found, checked = report.figures, report.figures.checking
    yield f"The rehearsal of {report.conference} at {report.target} took {report.seconds:.0f} s."
    watching = found.watching
    yield (
        f"Viewers: {watching.opened} streams opened, {watching.reconnected} of them again; {watching.dropped} "
        f"dropped; turned away: {_codes(watching.refused)}; {watching.messages} messages received."
    )
    yield f"  connecting {_spread(watching.connect)}; delay of news {_spread(watching.delay)}"
    if found.snapshots.asked:
        polled = found.snapshots
        yield (
            f"Snapshots: {polled.asked} asked for, {polled.unchanged} unchanged, failed: {_codes(polled.failed)}; "
            f"{_spread(polled.latency)}"
        )
    yield from _sending_lines("Questions", found.questions, report.seconds)
    yield from _sending_lines("Supports", found.supports, report.seconds)
    hosting = found.hosting
    if hosting.on_air or hosting.refused:
        yield (
            f"Host: {hosting.on_air} put on air, {hosting.answered} answered, {hosting.to_writing} left for "
            f"writing; refused: {_codes(hosting.refused)}."
        )
    yield (
        f"Looked for {checked.looked_for} of what was acknowledged ({checked.how or 'nothing to look for'}): "
        f"{checked.found} found, lost: {len(checked.lost)}; not checked: {_codes(checked.unchecked)}."
    )
    yield f"Promises checked: {checked.promises}, wrong: {len(checked.bad_promises)}."


def _sending_lines(name: str, sending: Sending, seconds: float) -> Iterator[str]:
    if not sending.sent:
        return
    yield (
        f"{name}: {sending.sent} sent, {sending.acknowledged} acknowledged ({sending.acknowledged / seconds:.1f} a "
        f"second), {sending.repeats} of them as known; refused: {_codes(sending.refused)}; never answered: "
        f"{sending.unanswered}; held back: {sending.held_back}."
    )
    yield (
        f"  sent again after {sending.shed} answers of an overloaded service and {sending.broken} broken "
        f"connections; {_spread(sending.latency)}"
    )


def _spread(spread: Spread) -> str:
    found = spread.in_ms()
    if not spread.count:
        return "not measured"
    return f"p50 {found['p50']:.0f} ms, p95 {found['p95']:.0f} ms, p99 {found['p99']:.0f} ms, max {found['max']:.0f} ms"


def _codes(found: Mapping[str, int]) -> str:
    return ", ".join(f"{count} × {code}" for code, count in sorted(found.items())) or "none"


def _sending(sending: Sending) -> Mapping[str, object]:
    return {
        "sent": sending.sent,
        "acknowledged": sending.acknowledged,
        "known_key": sending.repeats,
        "refused": dict(sending.refused),
        "shed": sending.shed,
        "broken": sending.broken,
        "unanswered": sending.unanswered,
        "held_back": sending.held_back,
        "latency_ms": sending.latency.in_ms(),
    }


def _watching(watching: Watching) -> Mapping[str, object]:
    return {
        "opened": watching.opened,
        "reconnected": watching.reconnected,
        "dropped": watching.dropped,
        "refused": dict(watching.refused),
        "messages": watching.messages,
        "deliveries": watching.deliveries,
        "connect_ms": watching.connect.in_ms(),
        "delay_ms": watching.delay.in_ms(),
    }


def _polling(polling: Polling) -> Mapping[str, object]:
    return {
        "asked": polling.asked,
        "unchanged": polling.unchanged,
        "failed": dict(polling.failed),
        "latency_ms": polling.latency.in_ms(),
    }


def _hosting(hosting: Hosting) -> Mapping[str, object]:
    return {
        "on_air": hosting.on_air,
        "answered": hosting.answered,
        "to_writing": hosting.to_writing,
        "refused": dict(hosting.refused),
    }
