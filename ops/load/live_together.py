"""Everything at once: viewers, questions, supports, a working host, people who read the pages, and the jobs."""

import threading
import time
from argparse import Namespace
from collections.abc import Mapping
from http.client import HTTPConnection, HTTPException
from typing import Any

from ops.load.live_stage import Stage
from ops.load.processes import out, user_memory
from sukhbat.cli.rehearse.spread import Spread

VIEWERS, QUESTIONS, SUPPORTS = 10_000, 50, 200
PEOPLE = 6_000
ARRIVING = 60  # seconds
READS_EVERY = 0.2
READERS = 2
CHILDREN = ("pages", "jobs", "postgres")


class Readers:
    """People without a session who open the conference, its list, the home page and a body's page in turn."""

    def __init__(self, stage: Stage) -> None:
        paths = (
            "/ru/",
            f"/ru/conferences/{stage.slug}/",
            f"/kk/conferences/{stage.slug}/",
            "/en/conferences/",
            "/ru/bodies/",
        )
        self._paths = paths
        self._port = stage.port
        self.took = {path: Spread() for path in paths}
        self.all = Spread()
        self.failed: dict[str, int] = {}
        self._stopped = threading.Event()
        self._threads = [threading.Thread(target=self._read, daemon=True) for _ in range(READERS)]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        self._stopped.set()
        for thread in self._threads:
            thread.join()

    def _read(self) -> None:
        turn = 0
        while not self._stopped.wait(READS_EVERY):
            path = self._paths[turn % len(self._paths)]
            turn += 1
            begun = time.monotonic()
            link = HTTPConnection("127.0.0.1", self._port, timeout=30)
            try:
                link.request("GET", path)
                answer = link.getresponse()
                answer.read()
                failure = "" if answer.status == 200 else str(answer.status)
            except (OSError, HTTPException) as error:
                failure = type(error).__name__
            finally:
                link.close()
            if failure:
                self.failed[failure] = self.failed.get(failure, 0) + 1
            self.took[path].add(time.monotonic() - begun)
            self.all.add(time.monotonic() - begun)


def together(stage: Stage, options: Namespace) -> None:
    """For so many minutes after everybody has come."""
    stage.start_pages()
    stage.start_jobs()
    port = stage.start_live()
    names = (f"live{port}", *CHILDREN)
    passes = stage.passes(PEOPLE)
    length = ARRIVING + options.minutes * 60
    script = (
        f"0s viewers {VIEWERS} in {ARRIVING}s; {ARRIVING}s ask {QUESTIONS}/s; {ARRIVING}s support {SUPPORTS}/s; "
        f"{ARRIVING}s host 20s; {length:.0f}s end"
    )
    running = stage.rehearse(
        port, script, passes, "--direct", "--host", "host1.presidential-administration@example.kz"
    )
    time.sleep(ARRIVING)
    before = {name: stage.cpu(name) for name in names}
    readers = Readers(stage)
    readers.start()
    begun = time.monotonic()
    time.sleep(max(0, options.minutes * 60 - 2))
    seconds = time.monotonic() - begun
    used = {name: (stage.cpu(name) - before[name]) / seconds for name in names}
    memory = user_memory(stage.pid(f"live{port}")) / 2**20
    readers.stop()
    _tell(running.report(), readers, used, memory, options.minutes)


def _tell(
    report: dict[str, Any], readers: Readers, used: dict[str, float], memory: float, minutes: float
) -> None:
    out(f"| {minutes:g} minutes together | count | p50 ms | p95 ms | p99 ms | refused or failed | lost |")
    out("|---|---|---|---|---|---|---|")
    for what in ("questions", "supports"):
        found = report[what]
        count = f"{found['acknowledged']:,} of {found['sent']:,}"
        failed = f"{found['refused'] or 0} | {report['checked']['lost']}"
        out(_row(f"{what} acknowledged", count, found["latency_ms"], failed))
    seen = report["viewers"]
    failed = f"dropped {seen['dropped']}, {seen['refused'] or 0} | "
    out(_row(f"news on {VIEWERS:,} screens", f"{seen['messages']:,} messages", seen["delay_ms"], failed))
    out(_row("all pages", f"{readers.all.count:,}", readers.all.in_ms(), f"{readers.failed or 0} | "))
    for path, took in readers.took.items():
        out(_row(path, f"{took.count:,}", took.in_ms(), " | "))
    shares = ", ".join(f"{name} {share:.2f}" for name, share in used.items())
    out(f"\nHost: {report['hosting']}. Processors used: {shares}. User memory of live: {memory:.0f} MiB.")


def _row(name: str, count: str, found: Mapping[str, Any], rest: str) -> str:
    return f"| {name} | {count} | {found['p50']} | {found['p95']} | {found['p99']} | {rest} |"
