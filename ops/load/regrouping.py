"""Measures a regrouping of everything open when there is more than can be compared each with each.

    python -m ops.load.regrouping [--questions 30000] [--decisions 200]

A database of its own, thrown away after. The questions are the made-up stream of ``sukhbat bench grouping``, all of
one body, embedded by the model of this release; a signatory merges and parts as the corpus says. Prints the cost of
each regrouping and what it changed, and whether the decisions hold.
"""

import argparse
import os
import resource
import time
from collections import Counter, defaultdict
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from ops.load.after_air import BATCH, say
from ops.load.database import own_database

if TYPE_CHECKING:
    from sukhbat.bodies.models import Body
    from sukhbat.people.models import Person

CORPUS = Path(__file__).parents[2] / "corpus"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--questions", type=int, default=30_000)
    parser.add_argument("--decisions", type=int, default=200)
    options = parser.parse_args()
    with own_database(fsync=False):
        measure(options.questions, options.decisions)


def measure(count: int, decisions: int) -> None:
    """Fill, regroup, decide, and regroup twice more."""
    from sukhbat.kernel.clock import now as moment
    from sukhbat.understanding.evaluating.stream import streamed
    from sukhbat.understanding.meaning.choosing import chosen_embedder

    now = moment()
    version = chosen_embedder().version
    stream = streamed(CORPUS, count)
    body, signatory = directory(now)
    ids = ask(stream.texts, body, now)
    embed(stream.texts, ids)
    matter = dict(zip(ids, stream.concern.tolist(), strict=True))
    regrouped("the first", version, now)
    merges, partings = decide(matter, decisions, signatory, now)
    regrouped(f"after {merges} merges and {partings} partings", version, now)
    say("  {} decisions of pairs, {} of them broken".format(*broken()))
    regrouped("the same again", version, now)
    say(
        f"{os.cpu_count()} processors, {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MiB at most"
    )


def regrouped(name: str, version: str, now: datetime) -> None:
    """Regroup as the process does, with its time."""
    from sukhbat.similar.regroup import regroup

    began, cpu = time.monotonic(), time.process_time()
    figures = regroup(version=version, now=now)
    seconds, cpu = time.monotonic() - began, time.process_time() - cpu
    say(f"{name}: {seconds:.0f} s, {cpu:.0f} s of CPU in Python; {figures}")


def directory(now: datetime) -> "tuple[Body, Person]":
    """The sample directory, and a signatory of one of its bodies."""
    from sukhbat.bodies.models import Body, Officer
    from sukhbat.bodies.rules import Role
    from sukhbat.cli.demo.directory import fill_directory
    from sukhbat.cli.preparing import prepare_database
    from sukhbat.people.models import Person

    prepare_database(progress=lambda *_said: None)
    fill_directory(now=now)
    body = Body.objects.filter(parent__isnull=False).first()
    assert body is not None
    signatory = Person.objects.create_user(email="signatory@example.kz", name="Signatory")
    Officer.objects.create(
        person=signatory, body=body, role=Role.SIGNATORY, from_on=now.date() - timedelta(days=30)
    )
    return body, signatory


def ask(texts: list[str], body: "Body", now: datetime) -> list[UUID]:
    """One question of each text, public; their keys in the order of the texts."""
    from sukhbat.questions.importing import import_batch
    from sukhbat.questions.intake import Submission
    from sukhbat.questions.models import Question, QuestionPrivate
    from sukhbat.questions.rules import Source, Visibility
    from sukhbat.questions.world import intake_world
    from sukhbat.understanding.language import detect

    keys = [uuid4() for _ in texts]
    world = intake_world(now=now)
    for start in range(0, len(texts), BATCH):
        submissions = [
            Submission(
                key=key,
                text=text,
                language=detect(text).language,
                source=Source.WEB,
                chosen_body_id=body.pk,
            )
            for key, text in zip(keys[start : start + BATCH], texts[start : start + BATCH], strict=True)
        ]
        import_batch(submissions=submissions, world=world, now=now)
    Question.objects.update(visibility=Visibility.PUBLIC)
    of_key = dict(QuestionPrivate.objects.values_list("key", "question_id"))
    return [of_key[key] for key in keys]


def embed(texts: list[str], ids: list[UUID]) -> None:
    """Keep the vector of each question."""
    import numpy as np

    from sukhbat.concerns.vectors import keep_vectors
    from sukhbat.understanding.bulk.meanings import embedded
    from sukhbat.understanding.meaning.choosing import chosen_embedder
    from sukhbat.understanding.meaning.vectors import packed

    embedder = chosen_embedder()
    meanings = embedded(texts, embedder, threads=os.cpu_count() or 1)
    for start in range(0, len(texts), BATCH):
        places = np.arange(start, min(start + BATCH, len(texts)))
        rows = packed(meanings(places))
        keep_vectors(rows=list(zip(ids[start : start + BATCH], rows, strict=True)), version=embedder.version)


def decide(matter: dict[UUID, int], decisions: int, signatory: "Person", now: datetime) -> tuple[int, int]:
    """Concerns of one matter are merged, questions of another one parted from theirs; how many of each."""
    from sukhbat.concerns.actions import part_question
    from sukhbat.concerns.merging import merge_concerns
    from sukhbat.concerns.models import Concern, Membership
    from sukhbat.questions.models import Question

    standing: dict[UUID, list[UUID]] = defaultdict(list)
    for question, concern in Membership.objects.values_list("question_id", "concern_id"):
        standing[concern].append(question)
    most = {
        concern: Counter(matter[one] for one in questions).most_common(1)[0][0]
        for concern, questions in standing.items()
    }
    strangers = [
        next(one for one in questions if matter[one] != most[concern])
        for concern, questions in standing.items()
        if any(matter[one] != most[concern] for one in questions)
    ][: decisions // 2]
    numbers = Question.objects.filter(pk__in=strangers).values_list("number", flat=True)
    for number in numbers:
        part_question(person=signatory, number=number, now=now)
    same: dict[int, list[int]] = defaultdict(list)
    number_of = dict(Concern.objects.values_list("pk", "number"))
    for concern in sorted(standing, key=lambda concern: -len(standing[concern])):
        same[most[concern]].append(number_of[concern])
    pairs = [pair for concerns in same.values() for pair in pairwise(concerns)][: decisions // 2]
    for first, other in pairs:
        merge_concerns(person=signatory, number=other, into=first, now=now)
    return len(pairs), len(numbers)


def broken() -> tuple[int, int]:
    """All decisions in force, and those that do not hold."""
    from sukhbat.concerns.deciding import in_force
    from sukhbat.concerns.models import Membership
    from sukhbat.concerns.rules import Kind

    concern_of = dict(Membership.objects.values_list("question_id", "concern_id"))
    rows = list(in_force())

    def holds(kind: str, first: UUID, second: UUID) -> bool:
        places = concern_of.get(first), concern_of.get(second)
        stand_together = None not in places and places[0] == places[1]
        return stand_together == (kind == Kind.TOGETHER)

    return len(rows), sum(not holds(row.kind, row.first_id, row.second_id) for row in rows)


if __name__ == "__main__":
    main()
