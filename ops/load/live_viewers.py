"""Viewers with one change on air a second: memory and CPU of each, and how late the news is."""

import threading
import time
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from ops.load.live_stage import Stage
from ops.load.processes import cpu_of, out, user_memory

A_SECOND = 400  # viewers that come in each second
SETTLES, WINDOW = 6, 20  # seconds: after the last one came, and of measuring
ALL_THERE, PATIENCE = 0.99, 240  # the share of viewers that is waited for, and seconds
HEAD = (
    "| viewers | user memory each | deliveries | CPU µs a delivery | delay p50 ms | p95 | p99 "
    "| connecting CPU µs each | dropped | refused |\n|---|---|---|---|---|---|---|---|---|---|"
)


def viewers(stage: Stage, options: Namespace) -> None:
    """Each number on a fresh service; then more than there is room for."""
    passes = stage.passes(10)
    out(HEAD)
    for count in map(int, options.viewers.split(",")):
        port = stage.start_live()
        _watch(stage, [port], count, passes)
        stage.stop_live()
    _beyond_capacity(stage, passes)


def processes(stage: Stage, options: Namespace) -> None:
    """Two services, each with its own audience of the greatest number."""
    passes = stage.passes(10)
    out(HEAD)
    count = max(map(int, options.viewers.split(",")))
    _watch(stage, [stage.start_live(), stage.start_live()], count, passes)


def _watch(stage: Stage, ports: list[int], count: int, passes: Any) -> None:
    arriving = -(-count // A_SECOND)
    pids = [stage.pid(f"live{port}") for port in ports]
    empty = [(user_memory(pid), cpu_of(pid)) for pid in pids]
    script = f"0s viewers {count} in {arriving}s; 60m end"
    running = [stage.rehearse(port, script, passes) for port in ports]
    try:
        _wait_for_viewers(ports, int(count * ALL_THERE))
        full = [(user_memory(pid), cpu_of(pid)) for pid in pids]
        with changes_on_air(stage.slug):
            time.sleep(SETTLES)
            first, cpu = time.time(), [cpu_of(pid) for pid in pids]
            time.sleep(WINDOW)
            last, used = time.time(), [cpu_of(pid) - before for pid, before in zip(pids, cpu, strict=True)]
    finally:
        for rehearsal in running:
            rehearsal.stop()
        reports = [rehearsal.report() for rehearsal in running]
    for index, report in enumerate(reports):
        _line(report, count, empty[index], full[index], used[index], (first, last))


def _line(
    report: dict[str, Any],
    count: int,
    empty: tuple[int, float],
    full: tuple[int, float],
    used: float,
    window: tuple[float, float],
) -> None:
    rows = [row for row in report["timeline"]["rows"] if window[0] <= row[0] <= window[1]]
    there = rows[-1][1]
    share = (window[1] - window[0]) / (rows[-1][0] - rows[0][0])
    delivered = (rows[-1][3] - rows[0][3]) * share
    found, delay = report["viewers"], report["viewers"]["delay_ms"]
    refused = ", ".join(f"{n} × {code}" for code, n in found["refused"].items()) or "0"
    out(
        f"| {there:,} of {count:,} | {(full[0] - empty[0]) / there / 1024:.2f} KiB | {delivered:,.0f} in {WINDOW} s | "
        f"{used / delivered * 1e6:.1f} | {delay['p50']} | {delay['p95']} | {delay['p99']} | "
        f"{(full[1] - empty[1]) / there * 1e6:.0f} | {found['dropped']} | {refused} |"
    )


def _beyond_capacity(stage: Stage, passes: Any) -> None:
    """A service with room for 1,000 and 1,500 who want to watch: the rest read the snapshot."""
    port = stage.start_live(environment={"LIVE_CAPACITY": "1000"})
    running = stage.rehearse(port, "0s viewers 1500 in 5s; 30s end", passes)
    with changes_on_air(stage.slug):
        time.sleep(25)
    report: dict[str, Any] = running.report()
    found, polled = report["viewers"], report["snapshots"]
    at_most = max(row[1] for row in report["timeline"]["rows"])
    out(
        f"\nCapacity 1,000, wanted by 1,500: {at_most:,} streams at most, turned away {found['refused']}, dropped "
        f"{found['dropped']}; snapshots {polled['asked']:,}, {polled['unchanged']:,} unchanged (304), failed "
        f"{polled['failed'] or 'none'}, p99 {polled['latency_ms']['p99']} ms; delay p99 {found['delay_ms']['p99']} ms."
    )
    stage.stop_live()


def _wait_for_viewers(ports: list[int], count: int) -> None:
    import json
    import urllib.request

    deadline = time.monotonic() + PATIENCE
    for port in ports:
        while time.monotonic() < deadline:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/live/health", timeout=10) as answer:
                if json.load(answer)["viewers"] >= count:
                    break
            time.sleep(0.2)


@contextmanager
def changes_on_air(slug: str) -> Iterator[None]:
    """Once a second a question is put on air or taken off it, by a host's own acts."""
    import django

    django.setup()
    stopped = threading.Event()
    thread = threading.Thread(target=_change, args=(slug, stopped), daemon=True)
    thread.start()
    try:
        yield
    finally:
        stopped.set()
        thread.join()


def _change(slug: str, stopped: threading.Event) -> None:
    from django.db import connection

    from sukhbat.bodies.queries import people_holding
    from sukhbat.bodies.rules import Role
    from sukhbat.conferences.queries import any_conference
    from sukhbat.kernel import clock
    from sukhbat.questions.air import air_of
    from sukhbat.questions.airing import put_on_air, take_off_air
    from sukhbat.questions.queries import Filters, public_questions

    conference = any_conference(slug)
    assert conference is not None
    host = people_holding(Role.HOST, on=clock.local_day(clock.now())).first()
    assert host is not None
    # The one that is on air from the beginning, again and again.
    air = air_of(conference.pk)
    number = (
        air.on_air.question.number
        if air.on_air
        else public_questions(Filters(conference_id=conference.pk))[0].number
    )
    while not stopped.wait(1.0):
        air = air_of(conference.pk)
        act = put_on_air if air.on_air is None else take_off_air
        act(person=host, slug=slug, number=number, seen=air.seen, now=clock.now())
    connection.close()
