"""Questions and supports flat out: so many people, each of whom sends again at once."""

from argparse import Namespace
from pathlib import Path
from typing import Any

from ops.load.live_stage import Stage
from ops.load.processes import out

PEOPLE = 6_000
HEAD = (
    "| {what} | at once | acknowledged a second | p50 ms | p95 ms | p99 ms | CPU ms each: live | PostgreSQL | both | "
    "refused | lost | pgbench rows/s |\n|---|---|---|---|---|---|---|---|---|---|---|---|"
)


def submissions(stage: Stage, options: Namespace) -> None:
    """Questions through the whole path; of the jobs only the folding of counters runs, and no pages."""
    _flat_out(stage, options, "ask", "questions")


def supports(stage: Stage, options: Namespace) -> None:
    """Supports of the questions of a sample conference."""
    _flat_out(stage, options, "support", "supports")


def _flat_out(stage: Stage, options: Namespace, verb: str, what: str) -> None:
    port = stage.start_live()
    stage.start_folding()
    passes = stage.passes(PEOPLE)
    _run(stage, port, passes, f"0s {verb} each 16; 3s end", what)  # warm
    out(HEAD.format(what=what))
    for each in map(int, options.each.split(",")):
        script = f"0s {verb} each {each}; {options.seconds}s end"
        before = stage.cpu(f"live{port}"), stage.cpu("postgres")
        report = _run(stage, port, passes, script, what, "--check", "0")
        own, server = stage.cpu(f"live{port}") - before[0], stage.cpu("postgres") - before[1]
        found, latency = report[what], report[what]["latency_ms"]
        count = max(1, found["acknowledged"])
        refused = ", ".join(f"{n} × {code}" for code, n in found["refused"].items()) or "0"
        out(
            f"| {count:,} {what} | {each} | {count / report['seconds']:,.0f} | {latency['p50']} | {latency['p95']} | "
            f"{latency['p99']} | {own / count * 1e3:.3f} | {server / count * 1e3:.3f} | "
            f"{(own + server) / count * 1e3:.3f} | {refused} | {report['checked']['lost']} | {stage.single_rows()} |"
        )


def _run(stage: Stage, port: int, passes: Path, script: str, what: str, *more: str) -> dict[str, Any]:
    return stage.rehearse(port, script, passes, *more).report()
