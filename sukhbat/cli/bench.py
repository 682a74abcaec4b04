"""``sukhbat bench``: how fast texts are grouped on this machine, very many at once or one by one. No database."""

import json
from argparse import ArgumentParser, Namespace
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from sukhbat.cli import bench_streaming
from sukhbat.cli.clock import StageClock
from sukhbat.cli.words import CommandError, say, whisper

if TYPE_CHECKING:
    from sukhbat.understanding.evaluating.bulk import BulkFigures, Pairs

FEWEST, MOST = 100, 5_000_000
CORPUS = Path(__file__).parents[2] / "corpus"
PLAINLY = (
    "Texts made by a program of the corpus's questions (training and dev parts): concerns by Zipf's law, retyped with "
    "typing errors, greetings, dropped letters, other places, numbers and case; 15 % letters about several matters. "
    "Good for speed; the models were trained on most of these concerns, so only the line 'unseen' says how good it is."
)


def arguments(parser: ArgumentParser) -> None:
    what = parser.add_subparsers(dest="what", required=True, metavar="WHAT")
    grouping = what.add_parser("grouping", help="group N texts in bulk; measures time, memory and quality")
    grouping.add_argument("count", type=int, metavar="N", help="how many texts")
    grouping.add_argument(
        "--distinct", action="store_true", help="no two texts alike (otherwise 3 of 4 repeat)"
    )
    grouping.add_argument("--json", action="store_true", help="print the figures as JSON")
    grouping.add_argument("--threads", type=int, default=2, help="for the trained embedder (2)")
    grouping.add_argument("--corpus", type=Path, default=CORPUS, help="the folder of concerns and questions")
    streaming = what.add_parser("streaming", help="find the concern of texts as they come, one by one")
    bench_streaming.arguments(streaming)
    streaming.add_argument("--corpus", type=Path, default=CORPUS, help="the folder of concerns and questions")


def run(options: Namespace) -> int:
    """0 when the figures were printed."""
    return bench_streaming.run(options) if options.what == "streaming" else _grouping(options)


def _grouping(options: Namespace) -> int:
    try:
        from sukhbat.understanding.bulk.grouping import grouped_in_bulk
        from sukhbat.understanding.bulk.meanings import embedded
        from sukhbat.understanding.evaluating.bulk import measured_bulk
        from sukhbat.understanding.evaluating.stream import NoCorpusError, streamed
        from sukhbat.understanding.meaning.choosing import NoEmbedderError, chosen_embedder
        from sukhbat.understanding.meaning.static import StaticEmbedder
        from sukhbat.understanding.meaning.weights import pinned_weights
        from sukhbat.understanding.meaning.zones import shipped_zones
    except ImportError as error:
        raise CommandError(f"the understanding of texts is not installed: {error}", code=2) from error
    if not FEWEST <= options.count <= MOST:
        raise CommandError(f"N must be from {FEWEST} to {MOST:,}", code=2)
    try:
        stream = streamed(options.corpus, options.count, distinct=options.distinct)
        clock = StageClock(tell=whisper)
        clock("loading", 0, 0)
        embedder = chosen_embedder()
        static = StaticEmbedder(pinned_weights())
        zones, static_zones = shipped_zones(embedder.version), shipped_zones(static.version)
    except (NoCorpusError, NoEmbedderError, LookupError) as error:
        raise CommandError(str(error), code=2) from error
    found = grouped_in_bulk(
        stream.texts,
        static=static,
        meanings=embedded(stream.texts, embedder, threads=max(1, options.threads)),
        zones=zones,
        static_zones=static_zones,
        progress=clock,
    )
    clock.stop()
    figures = measured_bulk(stream, found)
    cost = clock.cost(options.count) | {"embedder": embedder.version, "static": static.version}
    if options.json:
        say(json.dumps({"made": PLAINLY} | cost | asdict(figures), ensure_ascii=False, indent=2))
    else:
        _print(figures, clock, cost)
    return 0


def _print(figures: "BulkFigures", clock: StageClock, cost: dict[str, object]) -> None:
    say(PLAINLY)
    say("")
    say(f"{figures.texts:,} texts, {figures.different:,} different, {figures.wordings:,} wordings")
    say(
        f"{figures.embedded:,} wordings with {figures.embedded_share:.1%} of the texts by {cost['embedder']}, "
        f"the rest by {cost['static']} (wordings too, at {figures.wording_bound})"
    )
    say(f"{figures.groups:,} groups, {figures.alone:,} of them of one text")
    say("")
    say(f"{'stage':<12}{'seconds':>10}{'CPU':>10}")
    for name, spent in clock.spent.items():
        say(f"{name:<12}{spent.seconds:>10.1f}{spent.cpu:>10.1f}")
    say(f"{'together':<12}{cost['seconds']:>10}{cost['cpu_seconds']:>10}")
    say("")
    say(
        f"{cost['texts_a_second']:,} texts a second, memory {cost['peak_mib']:,} MiB at most "
        f"({cost['before_mib']:,} MiB with the texts before)"
    )
    say("")
    say(f"precision of wordings {figures.wording_precision:.4f}")
    say(
        f"joined by the static table: {figures.by_static:.1%} of the texts, "
        f"{figures.by_static_right:.1%} of them rightly"
    )
    say(f"{'pairs of texts':<16}{'texts':>10}{'precision':>11}{'recall':>9}{'F1':>8}{'in largest':>12}")
    for name, one in (
        ("known", figures.known),
        ("unseen", figures.unseen),
        ("everything", figures.everything),
    ):
        say(_row(name, one))


def _row(name: str, one: "Pairs") -> str:
    return f"{name:<16}{one.texts:>10,}{one.precision:>11.3f}{one.recall:>9.3f}{one.f1:>8.3f}{one.gathered:>12.3f}"
