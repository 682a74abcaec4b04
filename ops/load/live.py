"""Measures the live hour: ``python -m ops.load.live submissions|supports|viewers|processes|together [OPTIONS]``.

An installation of its own is started and thrown away: embedded PostgreSQL with fsync and synchronous_commit on, the
live service, and for ``together`` pages and jobs as well. The audience is `sukhbat rehearse` in another process on the
same machine, so that the figures are those of a machine that bears both. CPU is from /proc.
"""

import argparse
from collections.abc import Callable, Mapping

from ops.load.live_stage import Stage, stage
from ops.load.processes import machine, out

PEOPLE = 6_000
Measure = Callable[[Stage, argparse.Namespace], None]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("what", choices=sorted(_measures()))
    parser.add_argument(
        "--seconds", type=int, default=15, help="length of submissions and supports (%(default)s)"
    )
    parser.add_argument("--each", default="64,256", help="how many send at the same time (%(default)s)")
    parser.add_argument("--viewers", default="2000,10000,18000", help="numbers of viewers (%(default)s)")
    parser.add_argument("--minutes", type=float, default=10, help="length of `together` (%(default)s)")
    options = parser.parse_args()
    out(machine())
    with stage() as found:
        _measures()[options.what](found, options)
    out(machine())


def _measures() -> Mapping[str, Measure]:
    from ops.load import live_sending, live_together, live_viewers

    return {
        "submissions": live_sending.submissions,
        "supports": live_sending.supports,
        "viewers": live_viewers.viewers,
        "processes": live_viewers.processes,
        "together": live_together.together,
    }


if __name__ == "__main__":
    main()
