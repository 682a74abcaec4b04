"""A whole body grouped: set-based, so that its cost is some microseconds of processor time a question.

`SUKHBAT_SCALE=100000 pytest -s tests/concerns/test_scale.py` prints the figures of docs/adr/0011.
"""

import os
import random
import resource
import sys
import time
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection

from sukhbat.concerns.actions import part_question
from sukhbat.concerns.counting import count_changed
from sukhbat.concerns.listing import concerns_of_body
from sukhbat.concerns.merging import merge_concerns
from sukhbat.concerns.models import Concern, Membership
from sukhbat.concerns.regrouping import Grouped, Report, apply_grouping
from sukhbat.concerns.streaming import Nearest, stand_in_streamed
from sukhbat.questions.models import Question
from tests.concerns.steps import VERSION, ask_many, asker
from tests.people import MONDAY

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
SIZE = int(os.environ.get("SUKHBAT_SCALE", "20000"))
LATER = MONDAY + timedelta(hours=1)
# A copy of one question under many keys; every second one has no account.
COPY = """
INSERT INTO {table} ({columns}) SELECT {values} FROM {table} q, generate_series(1, %s) n WHERE q.{key} = %s
"""
KEY = "('018f0000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid"


def copies(question):
    own = {
        "questions_question": {"id": KEY, "number": "lpad(n::text, 9, '0')", "visibility": "'public'"},
        "questions_questionprivate": {
            "question_id": KEY,
            "key": "gen_random_uuid()",
            "author_id": "CASE WHEN n %% 2 = 0 THEN author_id END",
        },
    }
    with connection.cursor() as cursor:
        for table, values in own.items():
            columns = [
                column.name for column in connection.introspection.get_table_description(cursor, table)
            ]
            key = next(iter(values))
            cursor.execute(
                COPY.format(
                    table=table,
                    key=key,
                    columns=", ".join(columns),
                    values=", ".join(values.get(column, column) for column in columns),
                ),
                [SIZE, question.pk],
            )
            cursor.execute(f"ANALYZE {table}")
    return [UUID(f"018f0000-0000-7000-8000-{n:012x}") for n in range(1, SIZE + 1)]


def server_seconds():
    """Processor time of the server's process for this connection."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()
    try:
        with open(f"/proc/{pid}/stat") as stat:
            fields = stat.read().rsplit(")", 1)[1].split()
    except OSError:  # a server elsewhere
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def measured(name, act):
    server, own = server_seconds(), time.process_time()
    result = act()
    own, server = time.process_time() - own, server_seconds() - server
    sys.stdout.write(
        f"\n{name:44} {own + server:6.2f} s of processor time, {server:5.2f} s of it the server's"
    )
    return result, own + server


def count_all():
    while count_changed(now=LATER):
        pass


def test_a_body_of_many_questions(state):
    asked = ask_many(state, 3)
    ids = copies(asked[0])
    dice = random.Random(1)

    def any_group():
        return 1 + int(dice.paretovariate(0.6)) % (SIZE // 10)

    # Four of ten ask the same; the rest is many small concerns.
    groups = [0 if dice.random() < 0.4 else any_group() for _ in ids]

    def regroup():
        grouped = [Grouped(key, group, 0.8) for key, group in zip(ids, groups, strict=True)]
        return apply_grouping(grouped=grouped, version=VERSION, now=LATER)

    first, seconds = measured(f"first grouping of {SIZE:,}", regroup)
    assert first.joined == Membership.objects.count() > SIZE * 0.9
    assert seconds < SIZE / 1_000 * 0.1  # measured: 0.02 s a thousand
    again, _seconds = measured("the same again", regroup)
    assert again == Report()
    groups = [any_group() if dice.random() < 0.1 else group for group in groups]
    moved, _seconds = measured("one of ten elsewhere", regroup)
    assert moved.moved > SIZE * 0.05
    measured(f"count {Concern.objects.count():,} concerns", count_all)
    largest = Membership.objects.get(question_id=ids[groups.index(0)]).concern
    measured("a body's first page", lambda: concerns_of_body(state.ministry.pk, language="kk"))
    Question.objects.filter(pk=ids[groups.index(0)]).update(version=2)
    measured("the page when the largest changed", lambda: concerns_of_body(state.ministry.pk, language="kk"))
    found = [Nearest(one.pk, largest.pk, 0.7) for one in asked[1:]]
    streamed, seconds = measured(
        "stream into the largest", lambda: stand_in_streamed(found=found, version=VERSION, now=LATER)
    )
    assert (streamed, seconds < 1) == (2, True)
    measured(
        "mine is different",
        lambda: part_question(person=asker(asked[1]), number=asked[1].number, now=LATER),
    )
    other = Concern.objects.exclude(pk=largest.pk).filter(ended_at=None).first()
    size = Membership.objects.filter(concern=largest).count()
    measured(
        f"merge {size:,} questions into another",
        lambda: merge_concerns(person=state.gulnar, number=largest.number, into=other.number, now=LATER),
    )
    sys.stdout.write(f"\npeak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")
