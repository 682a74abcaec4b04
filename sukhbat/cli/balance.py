"""``sukhbat balance``."""

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from sukhbat.cli.environment import ready
from sukhbat.cli.words import complain, out, say

if TYPE_CHECKING:
    from sukhbat.questions.rules import BodyBalance


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--all", action="store_true", help="also the bodies that have no question")


def run(options: Namespace) -> int:
    """The total and each body in one table, then every sum of the database checked; 1 when one does not close."""
    with ready():
        from sukhbat.assignments.balances import body_balances, broken_balances
        from sukhbat.bodies.queries import bodies
        from sukhbat.kernel import clock
        from sukhbat.questions import counters

        now = clock.now()
        found = bodies(on=clock.local_day(now))
        balances = body_balances([body.pk for body in found])
        rows = [(body.slug, balances[body.pk]) for body in found]
        _table([row for row in rows if options.all or row[1].held.received or row[1].arrived])
        total = counters.total_balance()
        say(
            f"All questions: received {total.received} = answered {total.answered} + in work {total.in_work} "
            f"+ declined {total.declined} + withdrawn {total.withdrawn}."
        )
        broken = broken_balances(now=now)
        for line in broken:
            complain(line)
        say("Every balance closes; the counters agree with the questions." if not broken else "")
    return int(bool(broken))


def _table(rows: "list[tuple[str, BodyBalance]]") -> None:
    from rich.table import Table

    table = Table(box=None, header_style="dim")
    table.add_column("body", no_wrap=True)
    for title in ("arrived", "sent here", "answered", "in work", "declined", "withdrawn", "sent on"):
        table.add_column(title, justify="right")
    for slug, balance in rows:
        held = balance.held
        figures = (
            balance.arrived, balance.redirected_in, held.answered, held.in_work, held.declined,
            held.withdrawn, balance.redirected_out,
        )  # fmt: skip
        table.add_row(slug, *map(str, figures))
    # Wide enough for the longest name also where the output is no terminal.
    out.print(table, width=max(out.width, 130))
