"""Measures taking questions in: batches of several sizes into a database of its own, thrown away after.

    python -m ops.load.intake [--rows 6000] [--profile]

Prints for each size of a batch rows a second by the clock, and the CPU each row cost: of this process and of
PostgreSQL. Texts are samples in Kazakh, Russian and English of 60 to 400 characters by different people; fsync and
synchronous_commit are on. In the same run pgbench commits single rows, for comparison.
"""

import argparse
import cProfile
import gc
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from ops.load.processes import cpu_of_family, server_pid
from sukhbat.kernel.embedded_postgres import Cluster
from sukhbat.kernel.postgres.binaries import find_binaries

if TYPE_CHECKING:
    from sukhbat.questions.taking_in import Arrival

SIZES = (1, 16, 64, 256)
SHORTEST, LONGEST = 60, 400
PEOPLE = 5_000
SINGLE = "INSERT INTO load_single (text) VALUES (repeat('a', 200));\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rows", type=int, default=6_000, help="how many for each size of a batch")
    parser.add_argument("--profile", action="store_true", help="say where this process spends its time")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="sukhbat-load-") as name:
        folder = Path(name)
        folder.chmod(0o711)  # started by root, the server runs as another user
        with Cluster(folder / "postgres") as cluster:
            os.environ |= {
                "DATABASE_URL": cluster.url,
                "SUKHBAT_VAR": name,
                "DJANGO_SETTINGS_MODULE": "sukhbat.settings.demo",
            }
            _fill()
            say(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f} before the run")
            _single_rows(cluster)
            gc.collect()
            gc.freeze()  # as a service does once it has started: what it has loaded is never garbage
            for size in SIZES:
                with _profiled(options.profile and size == SIZES[-2]):
                    _measure(cluster, size, min(options.rows, 150 * size * 4))
            say(f"load {os.getloadavg()[0]:.1f} after the run")


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _fill() -> None:
    import django

    django.setup()
    from sukhbat.cli.demo.directory import fill_directory
    from sukhbat.cli.preparing import prepare_database
    from sukhbat.kernel.clock import now
    from sukhbat.people.models import Person

    prepare_database(progress=lambda sentence: None)
    fill_directory(now=now())
    people = [Person(id=_person(number), email=f"p{number}@example.kz") for number in range(PEOPLE)]
    Person.objects.bulk_create(people)


def _person(number: int) -> UUID:
    return UUID(int=(7 << 76) | (2 << 62) | number)


def _conference() -> UUID:
    from datetime import timedelta

    from sukhbat.bodies.queries import coordinator_body
    from sukhbat.conferences.models import Conference
    from sukhbat.kernel.clock import local_day, now

    moment = now()
    titles = {f"title_{code}": "Load" for code in ("kk", "ru", "en")}
    times = {
        "announced_at": moment - timedelta(days=20),
        "collecting_at": moment - timedelta(days=8),
        "starts_at": moment - timedelta(minutes=5),
        "ends_at": moment + timedelta(hours=2),
    }
    made, _is_new = Conference.objects.get_or_create(
        slug="load",
        defaults={**titles, **times, "body": coordinator_body(), "terms_start_on": local_day(moment)},
    )
    found: UUID = made.pk
    return found


def _arrivals(count: int) -> "list[Arrival]":
    from sukhbat.bodies.queries import regions, themes
    from sukhbat.cli.demo.content_files import questions
    from sukhbat.kernel.clock import local_day, now
    from sukhbat.questions.intake import Submission
    from sukhbat.questions.rules import Source
    from sukhbat.questions.taking_in import Arrival

    dice = random.Random()  # noqa: S311  a load, no secret
    texts = [(row.language, row.text) for row in questions()]
    places = [row.pk for row in regions()]
    subjects = [row.pk for row in themes(on=local_day(now()))]
    conference_id = _conference()
    arrivals = []
    for _number in range(count):
        language, text = dice.choice(texts)
        wanted = dice.randint(SHORTEST, LONGEST)
        while len(text) < wanted:
            text = f"{text} {dice.choice(texts)[1]}"
        submission = Submission(
            key=uuid4(),
            text=text[:LONGEST],
            language=language if language in ("kk", "ru", "en") else "kk",
            source=Source.WEB,
            author_id=_person(dice.randrange(PEOPLE)),
            theme_id=dice.choice(subjects),
            region_id=dice.choice(places),
            consent_version=1,
        )
        arrivals.append(Arrival(submission, conference_id, network=f"10.0.{dice.randrange(250)}.1"))
    return arrivals


def _measure(cluster: Cluster, size: int, rows: int) -> None:
    """Take rows in by batches of one size and print what each cost."""
    from sukhbat.kernel.clock import now
    from sukhbat.kernel.models import Bucket
    from sukhbat.questions.taking_in import Taken, take_in_all

    Bucket.objects.all().delete()
    arrivals = _arrivals(rows)
    take_in_all(arrivals=_arrivals(size), now=now())
    texts = _texts_alone(arrivals)
    began, own, server = time.monotonic(), time.process_time(), _server_seconds(cluster)
    waits = []
    for start in range(0, rows, size):
        at = time.monotonic()
        told = take_in_all(arrivals=arrivals[start : start + size], now=now())
        waits.append((time.monotonic() - at) * 1e3)
        wrong = [outcome for outcome in told if not isinstance(outcome, Taken)]
        if wrong:
            raise SystemExit(f"refused: {wrong[0]}")
    seconds, own = time.monotonic() - began, (time.process_time() - own) / rows * 1e3
    server = (_server_seconds(cluster) - server) / rows * 1e3
    waits.sort()
    say(
        f"batches of {size:>3}: {rows / seconds:>5.0f} rows/s; CPU ms a row: texts {texts:.3f} + rest of python "
        f"{own - texts:.3f} + postgres {server:.3f} = {own + server:.3f}; "
        f"ms a batch: p50 {waits[len(waits) // 2]:.1f}, p99 {waits[len(waits) * 99 // 100]:.1f}"
    )


def _texts_alone(arrivals: "list[Arrival]") -> float:
    """CPU ms a row of reading the texts: cleaned, measured, searched for personal data, their language told."""
    from sukhbat.understanding.language import detect
    from sukhbat.understanding.personal_data import find, mask
    from sukhbat.understanding.text import clean, validate_length

    began = time.process_time()
    for arrival in arrivals:
        text = clean(arrival.submission.text)
        validate_length(text)
        if found := find(text):
            find(mask(text, found))
        detect(text)
    return (time.process_time() - began) / len(arrivals) * 1e3


def _server_seconds(cluster: Cluster) -> float:
    return cpu_of_family(server_pid(cluster))


def _single_rows(cluster: Cluster) -> None:
    """What the same server gives to single-row transactions, one and sixteen connections at once."""
    import psycopg

    with psycopg.connect(cluster.url, autocommit=True) as connection:
        connection.execute("CREATE TABLE load_single (id bigserial PRIMARY KEY, text text)")
    pgbench = find_binaries(cluster.place.account, made_by=None, copies=cluster.elsewhere).folder / "pgbench"
    with tempfile.NamedTemporaryFile("w", suffix=".sql") as script:
        script.write(SINGLE)
        script.flush()
        for clients in (1, 16):
            before, own = _server_seconds(cluster), os.times()
            command = [str(pgbench), "-n", "-T", "8", "-c", str(clients), "-f", script.name, cluster.url]
            done = subprocess.run(command, capture_output=True, text=True, check=True)
            after = os.times()
            figures = dict(line.partition("=")[::2] for line in done.stdout.splitlines() if "=" in line)
            rate = float(figures["tps "].split()[0])
            server = (_server_seconds(cluster) - before) / (rate * 8) * 1e3
            client = (
                after.children_user - own.children_user + after.children_system - own.children_system
            ) / (rate * 8)
            say(
                f"pgbench, single rows, {clients:>2} connections: {rate:>6.0f} rows/s, "
                f"CPU ms a row: client {client * 1e3:.3f} + postgres {server:.3f}"
            )


@contextmanager
def _profiled(wanted: Any) -> Iterator[None]:
    if not wanted:
        yield
        return
    import pstats

    profile = cProfile.Profile()
    profile.enable()
    yield
    profile.disable()
    pstats.Stats(profile).sort_stats("tottime").print_stats(45)


if __name__ == "__main__":
    main()
