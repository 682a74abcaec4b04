"""How a rehearsal is going: a table that changes on a terminal, else a line now and then."""

import asyncio

from rich.live import Live
from rich.table import Table

from sukhbat.cli.rehearse.figures import Figures, Sending
from sukhbat.cli.rehearse.spread import Spread
from sukhbat.cli.words import out, say

TABLE_EVERY, LINE_EVERY = 0.5, 10.0  # seconds


async def show_progress(figures: Figures, *, ends_at: float) -> None:
    """Show until cancelled; ``ends_at`` is the script's length in seconds."""
    loop = asyncio.get_running_loop()
    begun = loop.time()
    if not out.is_terminal:
        while True:
            await asyncio.sleep(LINE_EVERY)
            say(_line(figures, loop.time() - begun, ends_at))
    with Live(console=out, refresh_per_second=4, transient=True) as live:
        while True:
            live.update(_table(figures, loop.time() - begun, ends_at))
            await asyncio.sleep(TABLE_EVERY)


def _table(figures: Figures, now: float, ends_at: float) -> Table:
    table = Table(title=f"{_clock(now)} of {_clock(ends_at)}", title_justify="left", box=None, pad_edge=False)
    for column in ("", "sent", "acknowledged", "refused", "sent again", "p50 ms", "p99 ms"):
        table.add_column(column, justify="left" if not column else "right")
    for name, sending in (("Questions", figures.questions), ("Supports", figures.supports)):
        latency = sending.latency
        again = sending.shed + sending.broken
        row = (sending.sent, sending.acknowledged, sending.refused.total(), again, *_ms(latency, 0.5, 0.99))
        table.add_row(name, *map(str, row))
    watching = figures.watching
    table.add_section()
    table.add_row("Viewers", f"{watching.now} now", f"{watching.messages} messages", f"{watching.polling} poll",
                  f"{watching.dropped} dropped", *map(str, _ms(watching.delay, 0.5, 0.99)))  # fmt: skip
    if figures.hosting.on_air:
        hosting = figures.hosting
        table.add_row(
            "Host",
            f"{hosting.on_air} on air",
            f"{hosting.answered} answered",
            f"{hosting.to_writing} in writing",
        )
    return table


def _line(figures: Figures, now: float, ends_at: float) -> str:
    watching = figures.watching
    return (
        f"{_clock(now)} of {_clock(ends_at)}: {watching.now} viewers ({watching.polling} poll), "
        f"{watching.messages} messages, delay p99 {_ms(watching.delay, 0.99)[0]} ms; "
        f"questions {_sent(figures.questions)}; supports {_sent(figures.supports)}; "
        f"{figures.hosting.on_air} put on air"
    )


def _sent(sending: Sending) -> str:
    return (
        f"{sending.acknowledged} of {sending.sent} acknowledged, {sending.refused.total()} refused, "
        f"p99 {_ms(sending.latency, 0.99)[0]} ms"
    )


def _ms(spread: Spread, *shares: float) -> list[str]:
    found = [spread.at(share) for share in shares]
    return ["-" if value is None else f"{value * 1000:.0f}" for value in found]


def _clock(seconds: float) -> str:
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes}:{rest:02}"
