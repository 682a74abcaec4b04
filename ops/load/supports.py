"""Measures supports: change_supports in batches, over a database of its own that is thrown away, with fsync.

    python -m ops.load.supports [--supports 60000] [--batches 1,16,64,256]

Prints, for each size of a batch, supports a second and the CPU of each: of this process and of PostgreSQL (all its
processes, from /proc). The tally is folded every second as the jobs do, and that is counted too. The numbers of
the end are compared with the rows.
"""

import argparse
import os
import random
import resource
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from ops.load.database import own_database

if TYPE_CHECKING:
    from sukhbat.questions.supports import Wish

PEOPLE, QUESTIONS, NETWORKS = 10_000, 500, 2_000
DICE = random.Random(20261124)  # noqa: S311  the same wishes each time, no secret


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--supports", type=int, default=60_000)
    parser.add_argument("--batches", default="1,16,64,256")
    chosen = parser.parse_args()
    with own_database():
        wishes = prepare()
        for size in (int(size) for size in chosen.batches.split(",")):
            # A batch of one costs far more: fewer show as much.
            measure(wishes, size, min(chosen.supports, size * 1_000))
        check()


def prepare() -> "Iterator[Wish]":
    """Schema, people and public questions of a live conference; then wishes, each of another pair."""
    from django.core.management import call_command

    from sukhbat.bodies.models import Body
    from sukhbat.conferences.models import Conference
    from sukhbat.kernel import clock
    from sukhbat.kernel.ids import new_number
    from sukhbat.people.models import Person
    from sukhbat.questions.models import Question, QuestionPrivate

    call_command("migrate", verbosity=0)
    now, today = clock.now(), clock.local_day(clock.now())
    titles = {"title_kk": "Интернет", "title_ru": "Интернет", "title_en": "The internet"}
    names = {"name_kk": "Министрлік", "name_ru": "Министерство", "name_en": "Ministry"}
    body = Body.objects.create(slug="ministry", kind="ministry", coordinates=True, **names)
    conference = Conference.objects.create(
        slug="measured",
        body=body,
        announced_at=now - timedelta(days=20),
        collecting_at=now - timedelta(days=9),
        starts_at=now - timedelta(minutes=1),
        ends_at=now + timedelta(hours=3),
        terms_start_on=today,
        **titles,
    )
    people = Person.objects.bulk_create(
        [Person(email=f"p{i}@example.kz", password="!") for i in range(PEOPLE)]  # noqa: S106  nobody signs in
    )
    columns = {
        "body": body, "first_body": body, "conference": conference, "routed_by": "conference",
        "visibility": "public", "received_at": now, "registered_on": today, "body_since_at": now,
        "due_on": today + timedelta(days=15), "due_calculation": {}, "publish_by": now, "language": "kk",
    }  # fmt: skip
    questions = Question.objects.bulk_create(
        [Question(number=new_number(), text=f"Сұрақ {i}", **columns) for i in range(QUESTIONS)]
    )
    QuestionPrivate.objects.bulk_create(
        [
            QuestionPrivate(
                question=one, key=one.pk, source="web", original=one.text, salt=b"", entry_id=one.pk
            )
            for one in questions
        ]
    )
    return _wishes([person.pk for person in people], [question.number for question in questions])


def _wishes(people: list, numbers: list[str]) -> "Iterator[Wish]":
    """Some questions are wished for far more than others, as in life."""
    from sukhbat.questions.supports import Wish

    seen: set[int] = set()
    while True:
        person, question = DICE.randrange(len(people)), int(DICE.random() ** 3 * len(numbers))
        pair = person * QUESTIONS + question
        if pair not in seen:
            seen.add(pair)
            network = f"10.0.{person % NETWORKS // 256}.{person % NETWORKS % 256}"
            yield Wish(people[person], numbers[question], True, network)


@dataclass(frozen=True)
class _Used:
    """Seconds so far: by the clock, of this process's CPU, of PostgreSQL's CPU."""

    clock: float
    python: float
    postgres: float


def _used() -> _Used:
    mine = resource.getrusage(resource.RUSAGE_SELF)
    return _Used(time.monotonic(), mine.ru_utime + mine.ru_stime, _postgres_seconds())


def _postgres_seconds() -> float:
    """User and system time of every process of the server, those that have ended included."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (backend,) = cursor.fetchone() or (0,)
    master = _stat(backend)[1]
    ticks = 0
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and (entry / "stat").exists():
            pid = int(entry.name)
            own = _stat(pid)
            if pid == master:
                ticks += sum(own[11:15])
            elif own[1] == master:
                ticks += sum(own[11:13])
    return ticks / os.sysconf("SC_CLK_TCK")


def _stat(pid: int) -> list[int]:
    """The numbers of /proc/<pid>/stat after the name: [1] is the parent, [11:15] the times."""
    try:
        text = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace")
    except OSError:  # it has ended meanwhile
        return [0] * 20
    return [0, *map(int, text.rpartition(")")[2].split()[1:20])]


def measure(wishes: "Iterator[Wish]", size: int, count: int) -> None:
    """Fulfil so many wishes in batches of one size and print what they cost."""
    from sukhbat.kernel import clock
    from sukhbat.questions.support_tally import fold_supports
    from sukhbat.questions.supports import Supported, change_supports

    batches = [[next(wishes) for _ in range(size)] for _ in range(count // size)]
    taken, slowest, folded_at, began = 0, 0.0, time.monotonic(), _used()
    for batch in batches:
        started = time.monotonic()
        answers = change_supports(wishes=batch, now=clock.now())
        taken += sum(isinstance(answer, Supported) for answer in answers)
        slowest = max(slowest, time.monotonic() - started)
        if time.monotonic() - folded_at >= 1:
            fold_supports()
            folded_at = time.monotonic()
    ended = _used()
    seconds = ended.clock - began.clock
    python, postgres = ((ended.python - began.python) / taken, (ended.postgres - began.postgres) / taken)
    sys.stdout.write(
        f"batches of {size:>4}: {taken:>6} supports, {taken / seconds:>6.0f} a second; each {python * 1e6:>4.0f} µs "
        f"of Python and {postgres * 1e6:>4.0f} µs of PostgreSQL; the slowest batch {slowest * 1e3:.0f} ms\n"
    )


def check() -> None:
    """The numbers are those of the rows; ends with 1 where they are not."""
    from sukhbat.questions.support_tally import fold_supports, recount

    fold_supports()
    if broken := recount():
        sys.exit("\n".join(broken))
    sys.stdout.write(f"Every number is that of the rows; {os.cpu_count()} processors.\n")


if __name__ == "__main__":
    main()
