"""``sukhbat evaluate search``: whether queries find the questions of their concerns.

It is the product that is measured: the texts are taken in, published and read into the index as people's questions
are (in an embedded PostgreSQL in a temporary folder), and ``search.queries.order``, which pages show, finds them. What
is near in meaning comes from the same index in memory that the ``similar`` process holds; only its socket is left out.
"""

import json
import resource
import sys
import time
from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from sukhbat.cli.tables import table
from sukhbat.cli.throwaway import throwaway_database
from sukhbat.cli.words import CommandError, say, whisper
from sukhbat.understanding.evaluating.asked import Query, read_queries
from sukhbat.understanding.evaluating.labelled import Labelled, NotLabelledError, read_labelled

if TYPE_CHECKING:
    from sukhbat.search.measures import Asked, Finding
    from sukhbat.search.queries import Meaning

BATCH = 500
WORST = 0.95


@dataclass(frozen=True)
class Cost:
    """What the queries cost, the query's vector included. ``not_taken`` texts were too short for a question."""

    embedder: str
    texts: int
    not_taken: int
    ms_a_query: float
    ms_p95: float
    peak_mib: int


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("texts", type=Path, help="TSV with the columns concern_id, lang, text")
    parser.add_argument("queries", type=Path, help="TSV with the columns query, lang, relevant_concern_ids")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.add_argument("--misses", action="store_true", help="print the queries that miss a concern, too")


def run(options: Namespace) -> int:
    """0 when the figures were printed."""
    try:
        texts = read_labelled(options.texts)
        queries = read_queries(options.queries)
    except NotLabelledError as error:
        raise CommandError(str(error), code=2) from error
    with throwaway_database():
        from sukhbat.search.measures import by_language, finding, quantile

        concerns = _filled(texts)
        meaning, embedder = _meaning(texts, concerns)
        asked = _asked(queries, {key: texts[place].concern for key, place in concerns.items()}, meaning)
    sizes = dict(Counter(one.concern for one in texts))
    spent = [one.milliseconds for one in asked]
    cost = Cost(
        embedder=embedder,
        texts=len(texts),
        not_taken=len(texts) - len(concerns),
        ms_a_query=round(sum(spent) / len(spent), 1),
        ms_p95=round(quantile(spent, WORST), 1),
        peak_mib=_peak(),
    )
    whole, parts = finding(asked, sizes), by_language(asked, sizes)
    if options.json:
        figures = asdict(cost) | {
            "all": asdict(whole),
            "by_language": {key: asdict(one) for key, one in parts.items()},
        }
        say(json.dumps(figures, ensure_ascii=False, indent=2))
    else:
        _print(whole, parts, cost)
    if options.misses:
        _print_misses(queries, asked)
    return 0


def _filled(texts: Sequence[Labelled]) -> dict[UUID, int]:
    """Take the texts in, publish and index them; the place of each by its question."""
    from sukhbat.cli.demo.directory import fill_directory
    from sukhbat.kernel import clock
    from sukhbat.ledger.actions import number_leaves
    from sukhbat.search.reactions import react

    fill_directory(now=clock.now())
    whisper(f"Taking in {len(texts)} texts.")
    placed: dict[UUID, int] = {}
    for start in range(0, len(texts), BATCH):
        placed |= _taken_in(texts[start : start + BATCH], start)
        number_leaves(now=clock.now(), window=None)
        while react():
            pass
    return placed


def _taken_in(texts: Sequence[Labelled], start: int) -> dict[UUID, int]:
    """One batch, published at once as if nobody had checked it in time."""
    from datetime import timedelta
    from uuid import uuid4

    from django.db import transaction

    from sukhbat.kernel import clock
    from sukhbat.kernel.refusals import Refusal
    from sukhbat.questions.intake import Submission, prepare
    from sukhbat.questions.moderation import publish_overdue
    from sukhbat.questions.rules import Source
    from sukhbat.questions.storing import store
    from sukhbat.questions.world import intake_world

    now = clock.now()
    world = intake_world(now=now)
    placed, batch = {}, []
    for place, one in enumerate(texts, start):
        arrived = Submission(key=uuid4(), text=one.text, language=one.language[:2], source=Source.IMPORT)
        prepared = prepare(arrived, world, now=now)
        if not isinstance(prepared, Refusal):
            batch.append(prepared)
            placed[prepared.id] = place
    with transaction.atomic():
        store(batch)
        while publish_overdue(now=now + timedelta(days=30), limit=BATCH):
            pass
    return placed


def _meaning(texts: Sequence[Labelled], placed: dict[UUID, int]) -> tuple["Meaning | None", str]:
    """Who tells what is near in meaning, and the name of the model; without one, nobody."""
    from sukhbat.search.queries import NEAR, Near

    try:
        from sukhbat.similar.embedding import loaded_embedding
        from sukhbat.similar.held import Held
        from sukhbat.similar.places import Place
        from sukhbat.understanding.meaning.choosing import NoEmbedderError
        from sukhbat.understanding.meaning.vectors import rounded
    except ImportError as error:
        return None, f"none ({error})"
    try:
        embedding = loaded_embedding()
    except NoEmbedderError as error:
        return None, f"none ({error})"
    whisper(f"Making vectors with {embedding.version}.")
    keys = list(placed)
    rows = rounded(embedding.embedder.embed([texts[placed[key]].text for key in keys]))
    held = Held(embedding.size, embedding.zones)
    held.hold([Place(key, key, texts[placed[key]].language[:2], True) for key in keys], rows)
    while held.measure_some(BATCH):
        pass

    def near(text: str) -> list[Near]:
        found = held.near(embedding.embedder.embed([text])[0], count=NEAR, apart=True)
        return [Near(hit.key, round(hit.score, 4)) for hit in found]

    return near, embedding.version


def _asked(queries: Sequence[Query], concerns: dict[UUID, str], meaning: "Meaning | None") -> list["Asked"]:
    """What each query finds."""
    from sukhbat.kernel import clock
    from sukhbat.questions.listing import Wanted
    from sukhbat.search.measures import AT, Asked
    from sukhbat.search.queries import order
    from sukhbat.search.rules import ask

    wanted = Wanted(today=clock.local_day(clock.now()))
    found: list[Asked] = []
    for one in [queries[0], *queries]:  # what is loaded once is no part of a query's time
        begun = time.perf_counter()
        asked = ask(one.text)
        keys = [hit.id for hit in order(asked, wanted, meaning).fused[:AT]] if asked else []
        spent = (time.perf_counter() - begun) * 1_000
        found.append(Asked(one.language, one.relevant, tuple(concerns[key] for key in keys), spent))
    return found[1:]


def _peak() -> int:
    """The greatest memory of this process in MiB: the model with its index, and Django; not PostgreSQL's."""
    return (
        resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        * (1 if sys.platform == "darwin" else 1024)
        // 2**20
    )


def _print(whole: "Finding", parts: dict[str, "Finding"], cost: Cost) -> None:
    say(f"{cost.texts} texts, {whole.queries} queries, embedder {cost.embedder}")
    if cost.not_taken:
        say(f"{cost.not_taken} texts are too short to be taken in as questions")
    say("")
    table(
        ("queries", "", "recall at 10", "of texts", "precision at 10", "first is right"),
        [_row("all", whole), *(_row(name, one) for name, one in parts.items())],
    )
    say("")
    say(f"{cost.ms_a_query} ms a query, {cost.ms_p95} ms at most for 95 %; memory {cost.peak_mib} MiB")


def _row(name: str, one: "Finding") -> tuple[str, ...]:
    shares = (one.recall, one.recall_of_texts, one.precision, one.first)
    return name, str(one.queries), *(f"{share:.3f}" for share in shares)


def _print_misses(queries: Sequence[Query], asked: Sequence["Asked"]) -> None:
    for query, one in zip(queries, asked, strict=True):
        if missed := one.relevant - set(one.found):
            say(
                f"{query.text}\tmissed {' '.join(sorted(missed))}\tfound {' '.join(dict.fromkeys(one.found))}"
            )
