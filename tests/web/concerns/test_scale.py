"""Twenty thousand concerns in 720,000 cells: the list, its last page, four filters at once, the map, what rises."""

import sys
import time

import pytest
from django.core.cache import caches
from django.db import connection

from sukhbat.concerns.public.listing import LAST_PAGE, public_concerns
from sukhbat.concerns.public.page import page_of
from sukhbat.concerns.public.rising import rising
from sukhbat.concerns.rules import Facet
from tests.people import MONDAY

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
CONCERNS = 20_000
VALUES = {
    "region": [f"region-{n}" for n in range(20)],
    "language": ["kk", "ru", "en"],
    "theme": [f"theme-{n}" for n in range(3)],
    "week": [f"2026-{month:02}-02" for month in range(1, 10)] + ["2026-11-23"],
}
EVERY = {
    Facet.REGION: "region-3",
    Facet.LANGUAGE: "kk",
    Facet.THEME: "theme-1",
    Facet.WEEK: "2026-11-23",
}
CONCERN = """
INSERT INTO concerns_concern (id, body_id, opened_at)
SELECT gen_random_uuid(), %s, %s FROM generate_series(1, %s)
"""
TALLY = """
INSERT INTO concerns_concerntally
    (concern_id, questions, people, in_work, public_questions, public_people, counted_at)
SELECT id, people, people, 0, people, people, %s
FROM (SELECT id, 5 + (random() * random() * 400)::int AS people FROM concerns_concern) AS made
"""
CELL = """
INSERT INTO concerns_concerncell (concern_id, facet, value, questions, people, public_questions, public_people)
SELECT concern_id, %s, value, n, n, n, n FROM (
    SELECT concern_id, value, greatest(1, (random() * random() * public_people / 3)::int) AS n
    FROM concerns_concerntally, unnest(%s::text[]) AS value
) AS made
"""


@pytest.fixture
def many(state):
    with connection.cursor() as cursor:
        cursor.execute(CONCERN, [state.ministry.pk, MONDAY, CONCERNS])
        cursor.execute(TALLY, [MONDAY])
        for facet, values in VALUES.items():
            cursor.execute(CELL, [facet, values])
        for table in ("concern", "concerntally", "concerncell"):
            cursor.execute(f"ANALYZE concerns_{table}")


def test_the_list_is_quick_however_long_it_is(many, capsys):
    reads = {
        "list": lambda: public_concerns({}, page=1, language="kk"),
        "last page": lambda: public_concerns({}, page=LAST_PAGE, language="kk"),
        "four filters": lambda: public_concerns(EVERY, page=1, language="kk"),
        "a language's last page": lambda: public_concerns(
            {Facet.LANGUAGE: "kk"}, page=LAST_PAGE, language="kk"
        ),
        "whole page": lambda: page_of({}, page=1, language="kk", today=MONDAY.date()),
        "whole page of four filters": lambda: page_of(EVERY, page=1, language="kk", today=MONDAY.date()),
        "rising": lambda: rising(today=MONDAY.date(), language="kk"),
    }
    took = {name: min(_seconds(read) for _ in range(3)) for name, read in reads.items()}
    with capsys.disabled():
        told = ", ".join(f"{name} {1000 * seconds:.0f} ms" for name, seconds in took.items())
        sys.stdout.write(f"\n{told}\n")
    # Ten times what it takes on two idle cores: a busy machine passes, a plan that reads all cells does not.
    assert all(seconds < (1.5 if name.startswith("whole page") else 0.6) for name, seconds in took.items()), (
        took
    )


def _seconds(read) -> float:
    caches["fragments"].clear()
    begun = time.perf_counter()
    read()
    return time.perf_counter() - begun
