"""Measures the search over 1,000 to 100,000 public questions, and how fast they are read into its index.

    python -m ops.load.search [--sizes 1000,100000] [--rounds 20]

A database of its own, thrown away after. The first 2,000 are taken in and read as people's are; more are copies of
their rows under new keys, which cost the search as much. What is near in meaning is made up (50 questions for each
query): the model's own time stands in docs/understanding.md.
"""

import argparse
import random
import sys
import time
from collections.abc import Callable

from ops.load.database import own_database
from ops.load.processes import cpu_of

QUERIES = {
    "a common word": ("интернет", "мектептеріміздің", "дороги", "su"),
    "two or three words": (
        "ауылда интернет жоқ",
        "дорогой интернет в ауле",
        "балабақша кезегі",
        "school internet",
    ),
    "a sentence": (
        "Почему в нашем ауле до сих пор нет интернета и когда починят дорогу?",
        "Балабақшаға кезек қашан жетеді?",
    ),
    "a typing error": ("инетрнет", "балабакшга", "дроога", "hosptal"),
    "a phrase": ("«мобильный интернет»", '"қазақ тілі"'),
}
NEAR = 50
REAL = 2_000
_COPIES = """
    WITH made AS (
        SELECT q AS old, gen_random_uuid() AS id, copy, row_number() OVER () AS place
        FROM questions_question q CROSS JOIN generate_series(1, %(times)s) AS copy
        WHERE q.visibility = 'public'
    ), questions AS (
        INSERT INTO questions_question
        SELECT (jsonb_populate_record(old, jsonb_build_object('id', id, 'number', lpad(to_hex(place), 9, 'Z')))).*
        FROM made
    )
    INSERT INTO search_searchtext (question_id, language, words, answer_words, lemmas, folded, reading)
    SELECT made.id, t.language, t.words, t.answer_words, t.lemmas, t.folded, t.reading
    FROM made JOIN search_searchtext t ON t.question_id = (made.old).id
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--sizes", default="1000,100000")
    parser.add_argument("--rounds", type=int, default=20)
    chosen = parser.parse_args()
    with own_database(fsync=False):
        from ops.load import pages_data

        pages_data.prepare()
        for size in sorted(int(part) for part in chosen.sizes.split(",")):
            pages_data.grow_to(min(size, REAL))
            indexed(min(size, REAL))
            multiplied(size)
            measured(size, chosen.rounds)


def multiplied(size: int) -> None:
    """Copy rows until there are as many questions; words and lemmas are then seen as much more often."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM search_searchtext")
        there = cursor.fetchone()[0]
        times = size // there
        if times > 1:
            cursor.execute(_COPIES, {"times": times - 1})
            cursor.execute("UPDATE search_searchword SET seen = seen * %s", [times])
            cursor.execute("UPDATE search_searchlemma SET seen = seen * %s", [times])
        cursor.execute("VACUUM ANALYZE")


def indexed(size: int) -> None:
    """Number the entries and read them into the index, timed."""
    from sukhbat.kernel import clock
    from sukhbat.ledger.actions import number_leaves
    from sukhbat.search.reactions import react

    while number_leaves(now=clock.now(), window=None):
        pass
    begun, cpu, read = time.perf_counter(), time.process_time(), 0
    while done := react():
        read += done
    spent, cpu = time.perf_counter() - begun, time.process_time() - cpu
    if not read:
        return
    each = cpu / read * 1_000
    say(f"{size} questions: {read} entries read, {read / spent:.0f} a second, {each:.2f} ms of Python each")


def measured(size: int, rounds: int) -> None:
    """Milliseconds of a page of hits, PostgreSQL included, by kind of query."""
    from django.db import connection

    from sukhbat.kernel import clock
    from sukhbat.questions.listing import Wanted
    from sukhbat.search.models import SearchText
    from sukhbat.search.queries import Near, search
    from sukhbat.search.rules import ask

    with connection.cursor() as cursor:
        cursor.execute("SET max_parallel_workers_per_gather = 0")  # so that one process has all the CPU
    wanted = Wanted(today=clock.local_day(clock.now()))
    dice = random.Random(1)  # noqa: S311  the same each time, no secret
    keys = list(SearchText.objects.values_list("pk", flat=True)[:5_000])

    def near(_text: str) -> list[Near]:
        return [Near(key, -place / 100) for place, key in enumerate(dice.sample(keys, NEAR))]

    for kind, queries in QUERIES.items():
        spent: list[float] = []
        own, server = time.process_time(), _server_cpu()
        for query in queries * rounds:
            asked = ask(query)
            assert asked is not None
            spent.append(timed(lambda asked=asked: search(asked, wanted, page=1, meaning=near)))
        spent.sort()
        own, server = (time.process_time() - own) / len(spent), (_server_cpu() - server) / len(spent)
        say(
            f"  {kind}: p50 {spent[len(spent) // 2]:.0f} ms, p95 {spent[int(len(spent) * 0.95)]:.0f} ms, least "
            f"{spent[0]:.0f} ms; CPU {own * 1_000:.0f} ms of Python and {server * 1_000:.0f} ms of PostgreSQL"
        )


def _server_cpu() -> float:
    """Seconds of CPU of this connection's server process."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return cpu_of(int(cursor.fetchone()[0]))


def timed(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1_000


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
