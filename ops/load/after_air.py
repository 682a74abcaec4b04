"""Measures the minutes after a live part: who is told within which time, and a backlog of checks before it.

    python -m ops.load.after_air [--questions 41000] [--waiting 20000]

A database of its own, thrown away after. Each question has an asker with an address. Prints the plan of the search
for texts whose time is up, the seconds that showing the backlog took, the seconds until every question had gone to
writing, and until every asker had their notice and their letter stood in the outbox.
"""

import argparse
import os
import sys
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from ops.load.database import own_database

if TYPE_CHECKING:
    from sukhbat.conferences.models import Conference

BATCH = 500
MINUTE = timedelta(minutes=1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--questions", type=int, default=41_000)
    parser.add_argument("--waiting", type=int, default=20_000)
    options = parser.parse_args()
    with own_database():
        measure(options.questions, options.waiting)


def measure(count: int, waiting: int) -> None:
    """Fill, then run what the jobs run, each until nothing is left."""
    from django.db import connection

    from sukhbat.kernel.clock import now as moment
    from sukhbat.notices.models import Letter, Notice
    from sukhbat.questions.after_air import CHUNK, tell_remainder
    from sukhbat.questions.models import Question
    from sukhbat.questions.moderation import publish_overdue

    now = moment()
    conference = fill(count, now)
    settle(now)
    late = now + 6 * MINUTE
    Question.objects.filter(
        pk__in=list(Question.objects.order_by("-id").values_list("pk", flat=True)[: max(0, count - waiting)])
    ).update(publish_by=now + timedelta(days=2))
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    say(plan(late))
    seconds, shown = timed(lambda: drained(lambda: publish_overdue(now=late), at_least=1))
    say(f"{shown} waiting texts shown in {seconds:.1f} s: {shown / seconds:.0f} a second")
    idle, _none = timed(lambda: publish_overdue(now=late))
    say(f"a look that finds nothing: {idle * 1_000:.1f} ms")
    settle(now)
    over = conference.ends_at + MINUTE
    before = Notice.objects.count(), Letter.objects.count()
    seconds, told = timed(lambda: drained(lambda: tell_remainder(now=over), at_least=CHUNK))
    say(f"{told} questions gone to writing in {seconds:.1f} s: {told / seconds:.0f} a second")
    seconds, _read = timed(lambda: settle(over))
    notices, letters = Notice.objects.count() - before[0], Letter.objects.count() - before[1]
    say(f"{notices} notices and {letters} letters of it written in {seconds:.1f} s")
    say(f"{os.cpu_count()} processors")


def fill(count: int, now: datetime) -> "Conference":
    """A live conference and its questions, each of another person."""
    from uuid import uuid4

    from sukhbat.bodies.models import Body, Theme
    from sukhbat.cli.demo.content_files import questions
    from sukhbat.cli.demo.directory import fill_directory
    from sukhbat.cli.preparing import prepare_database
    from sukhbat.conferences.models import Conference
    from sukhbat.people.models import Person
    from sukhbat.questions.importing import import_batch
    from sukhbat.questions.intake import Submission
    from sukhbat.questions.rules import Source
    from sukhbat.questions.world import conference_facts, intake_world

    prepare_database(progress=lambda *_said: None)
    fill_directory(now=now)
    body = Body.objects.filter(parent__isnull=False).first()
    assert body is not None
    titles = {f"title_{code}": "The live hour" for code in ("kk", "ru", "en")}
    conference = Conference.objects.create(
        slug="live-hour",
        body=body,
        announced_at=now - timedelta(days=20),
        collecting_at=now - timedelta(days=10),
        starts_at=now - 10 * MINUTE,
        ends_at=now + timedelta(hours=1),
        terms_start_on=now.date(),
        **titles,
    )
    people = Person.objects.bulk_create(
        [Person(email=f"asker{n}@example.kz", name=f"Asker {n}", language="ru") for n in range(count)],
        batch_size=2_000,
    )
    themes = list(Theme.objects.values_list("pk", flat=True))
    texts = [row.text for row in questions()]
    facts, world = conference_facts(conference), intake_world(now=now)
    for start in range(0, count, BATCH):
        import_batch(
            submissions=[
                Submission(
                    key=uuid4(),
                    text=f"{texts[n % len(texts)]} ({n})",
                    language="ru",
                    source=Source.WEB,
                    author_id=people[n].pk,
                    theme_id=themes[n % len(themes)],
                    conference=facts,
                )
                for n in range(start, min(start + BATCH, count))
            ],
            world=world,
            now=now,
        )
    return conference


def settle(now: datetime) -> int:
    """Number the log and tell everyone of all there is; how many entries were read."""
    from django.db import transaction

    from sukhbat.ledger.actions import number_leaves
    from sukhbat.notices.reactions import react

    read = 0
    while True:
        with transaction.atomic():
            numbered = number_leaves(now=now, window=None)
        done = drained(lambda: react(now=now), at_least=1)
        read += done
        if not numbered and not done:
            return read


def plan(now: datetime) -> str:
    """How PostgreSQL finds texts whose time is up."""
    from sukhbat.questions.queries import overdue_publication

    return str(overdue_publication(now=now)[:BATCH].explain(analyze=True, buffers=True))


def drained(run: Callable[[], int], *, at_least: int) -> int:
    """Run until less than a full batch was done; how much was done."""
    total = 0
    while (done := run()) >= at_least:
        total += done
    return total + done


def timed(run: Callable[[], int]) -> tuple[float, int]:
    began = time.monotonic()
    done = run()
    return time.monotonic() - began, done


def say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
