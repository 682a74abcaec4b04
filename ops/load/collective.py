"""Measures one answer to all who asked the same: 41,000 people in one act, and other work beside it.

    python -m ops.load.collective [--questions 41000]

A database of its own, thrown away after. Each question has an asker with an address. Prints the seconds of taking the
list, of a page of it, of the signature (one transaction), the slowest of the acts that others did while it ran, and
the seconds until every asker had their notice and their letter stood in the outbox.
"""

import argparse
import os
import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, TypeVar

from ops.load.after_air import BATCH, drained, say, settle, timed
from ops.load.database import own_database

if TYPE_CHECKING:
    from sukhbat.bodies.models import Body
    from sukhbat.concerns.models import Concern
    from sukhbat.people.models import Person

T = TypeVar("T")
VARIANTS = 40
ANSWER = (
    "Құрметті азаматтар! Ауылдарға талшықты-оптикалық желі 2027 жылғы 1 қыркүйекке дейін тартылады. "
    "Жұмыстың кестесі министрліктің сайтында, ай сайын жаңартылады. Шағым беру жолы төменде жазылған. "
) * 6


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--questions", type=int, default=41_000)
    options = parser.parse_args()
    with own_database():
        measure(options.questions)


def measure(count: int) -> None:
    """Fill, group, then do what an executor, a signatory and the jobs do."""
    from django.db import connection

    from sukhbat.answers import recipients
    from sukhbat.answers.collective import fingerprint_of
    from sukhbat.concerns import answering
    from sukhbat.concerns.counting import count_changed
    from sukhbat.kernel.clock import now as moment
    from sukhbat.notices.models import Letter, Notice

    now = moment()
    body, (executor, signatory) = fill(count, now)
    seconds, concern = timed_of(lambda: group(now))
    say(f"{count} questions grouped in {seconds:.1f} s")
    seconds, _n = timed(lambda: drained(lambda: count_changed(now=now), at_least=500))
    say(f"its people counted in {seconds:.1f} s")
    settle(now)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    draft(executor, concern, now)
    seconds, _a = timed_of(lambda: answering.hand_over(person=executor, number=concern.number, now=now))
    say(f"handed over with its list in {seconds:.1f} s")
    found = answering.draft_to_all(concern)
    assert found is not None
    seconds, seen = timed_of(lambda: fingerprint_of(found, recipients.choices_of(found.answer)))
    say(f"the fingerprint of text and list in {seconds:.2f} s")
    seconds, _p = timed_of(lambda: recipients.page_of(found.answer, page=count // recipients.PAGE // 2))
    say(f"a page of the list in {seconds * 1_000:.0f} ms")
    before = Notice.objects.count(), Letter.objects.count()
    others = Others(body, now)
    others.start()
    seconds, (_answer, signed) = timed_of(
        lambda: answering.sign(person=signatory, number=concern.number, seen=seen, now=now)
    )
    say(f"{signed} questions answered in one transaction of {seconds:.1f} s: {signed / seconds:.0f} a second")
    others.stop()
    say(f"meanwhile {others.done} questions were received, the slowest in {others.slowest * 1_000:.0f} ms")
    seconds, _read = timed(lambda: settle(now + timedelta(minutes=1)))
    notices, letters = Notice.objects.count() - before[0], Letter.objects.count() - before[1]
    say(f"{notices} notices and {letters} letters of it written in {seconds:.1f} s")
    say(f"{os.cpu_count()} processors")


class Others(threading.Thread):
    """Somebody who asks the same body one question after another, on a connection of their own."""

    def __init__(self, body: "Body", now: datetime) -> None:
        super().__init__(daemon=True)
        self.body, self.now = body, now
        self.done, self.slowest = 0, 0.0
        self._ending = threading.Event()

    def run(self) -> None:
        from django.db import connection

        try:
            while not self._ending.is_set():
                began = time.monotonic()
                ask(self.body, self.now, start=10_000_000 + self.done, count=1)
                self.slowest = max(self.slowest, time.monotonic() - began)
                self.done += 1
        finally:
            connection.close()

    def stop(self) -> None:
        self._ending.set()
        self.join()


def fill(count: int, now: datetime) -> "tuple[Body, tuple[Person, Person]]":
    """A body with two officers, and its questions, each of another person."""
    from sukhbat.bodies.models import Body, Officer
    from sukhbat.bodies.rules import Role
    from sukhbat.cli.demo.directory import fill_directory
    from sukhbat.cli.preparing import prepare_database
    from sukhbat.people.models import Person

    prepare_database(progress=lambda *_said: None)
    fill_directory(now=now)
    body = Body.objects.filter(parent__isnull=False).first()
    assert body is not None
    officers = []
    for role in (Role.EXECUTOR, Role.SIGNATORY):
        officers.append(Person.objects.create_user(email=f"{role.value}@example.kz", name=role.value))
        Officer.objects.create(
            person=officers[-1], body=body, role=role, from_on=now.date() - timedelta(days=30)
        )
    Person.objects.bulk_create(
        [Person(email=f"asker{n}@example.kz", name=f"Asker {n}", language="ru") for n in range(count)],
        batch_size=2_000,
    )
    for start in range(0, count, BATCH):
        ask(body, now, start=start, count=min(BATCH, count - start))
    return body, (officers[0], officers[1])


def ask(body: "Body", now: datetime, *, start: int, count: int) -> None:
    """Questions of a body in one of many wordings; from the asker of the same number, if there is one."""
    from uuid import uuid4

    from sukhbat.people.models import Person
    from sukhbat.questions.importing import import_batch
    from sukhbat.questions.intake import Submission
    from sukhbat.questions.rules import Source
    from sukhbat.questions.world import intake_world

    emails = [f"asker{n}@example.kz" for n in range(start, start + count)]
    people = dict(Person.objects.filter(email__in=emails).values_list("email", "pk"))
    import_batch(
        submissions=[
            Submission(
                key=uuid4(),
                text=f"Когда в наше село проведут интернет, вариант {n % VARIANTS}? Улица {n}.",
                language="ru",
                source=Source.WEB,
                author_id=people.get(emails[n - start]),
                chosen_body_id=body.pk,
            )
            for n in range(start, start + count)
        ],
        world=intake_world(now=now),
        now=now,
    )


def group(now: datetime) -> "Concern":
    """All of them in one concern."""
    from sukhbat.concerns.models import Concern
    from sukhbat.concerns.regrouping import Grouped, apply_grouping
    from sukhbat.questions.models import Question

    ids = list(Question.objects.order_by("pk").values_list("pk", flat=True))
    grouped = [Grouped(key, 1, 0.5 + (n % 500) / 1_000) for n, key in enumerate(ids)]
    apply_grouping(grouped=grouped, version="load", now=now)
    return Concern.objects.select_related("body").get()


def draft(executor: "Person", concern: "Concern", now: datetime) -> None:
    from sukhbat.answers.drafts import DraftText
    from sukhbat.answers.rules import Confirmed
    from sukhbat.concerns import answering

    confirmed = Confirmed(has_facts=True, says_what_is_done=True, names_post=True, says_how_to_complain=True)
    answering.save_draft(
        person=executor,
        number=concern.number,
        texts={code: DraftText(ANSWER, "«Байланыс туралы» заң") for code in ("kk", "ru")},
        confirmed=confirmed,
        binding="kk",
        now=now,
    )


def timed_of(run: Callable[[], T]) -> tuple[float, T]:
    began = time.monotonic()
    done = run()
    return time.monotonic() - began, done


if __name__ == "__main__":
    main()
