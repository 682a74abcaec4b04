"""``sukhbat bench streaming``: how long a text waits until its concern is found, by the product's own search."""

import json
import time
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING
from uuid import UUID

from sukhbat.cli.clock import peak_mib
from sukhbat.cli.words import CommandError, say

if TYPE_CHECKING:
    from sukhbat.similar.held import Held
    from sukhbat.understanding.meaning.zones import Zones

PLAINLY = (
    "Texts of the corpus, one after the other, on one thread; the concerns among which each is sought have vectors "
    "made by chance, so only the time is measured. What is known of the concerns found was worked out before."
)
_BODY = UUID(int=1)
_SEED = 1


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--concerns", type=int, default=20_000, help="how many there are (20,000)")
    parser.add_argument("--each", type=int, default=5, help="questions in a concern (5)")
    parser.add_argument("--texts", type=int, default=500, help="how many are timed (500)")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")


def run(options: Namespace) -> int:
    """0 when the figures were printed."""
    try:
        from sukhbat.understanding.evaluating.stream import NoCorpusError, streamed
        from sukhbat.understanding.meaning.choosing import NoEmbedderError, chosen_embedder
        from sukhbat.understanding.meaning.zones import Zones, shipped_zones
    except ImportError as error:
        raise CommandError(f"the understanding of texts is not installed: {error}", code=2) from error
    if min(options.concerns, options.each, options.texts) < 1:
        raise CommandError("--concerns, --each and --texts must be 1 or more", code=2)
    try:
        texts = streamed(options.corpus, options.texts).texts
        embedder = chosen_embedder()
    except (NoCorpusError, NoEmbedderError) as error:
        raise CommandError(str(error), code=2) from error
    vectors = embedder.embed(texts)
    landmarks = shipped_zones(embedder.version).landmarks
    held = _held(
        options.concerns, options.each, Zones(join=1, suggest=1, landmarks=landmarks), vectors.shape[1]
    )
    for vector in vectors:
        held.joins(vector, _BODY)
    waited: list[tuple[float, float]] = []
    begun_cpu = time.process_time()
    for text in texts:
        begun = time.perf_counter()
        vector = embedder.embed([text])[0]
        meant = time.perf_counter()
        held.joins(vector, _BODY)
        waited.append((meant - begun, time.perf_counter() - meant))
    cpu = (time.process_time() - begun_cpu) / len(waited)
    _print(options, waited, cpu, embedder.version)
    return 0


def _held(concerns: int, each: int, zones: "Zones", size: int) -> "Held":
    """So many concerns of questions that lie around them."""
    import numpy as np

    from sukhbat.similar.held import Held
    from sukhbat.similar.places import Place
    from sukhbat.understanding.meaning.embedder import normalised
    from sukhbat.understanding.meaning.vectors import rounded

    held = Held(size, zones)
    chance = np.random.default_rng(_SEED)
    for start in range(0, concerns, 1_000):
        count = min(1_000, concerns - start)
        middles = chance.normal(size=(count, size)).astype(np.float32)
        noise = chance.normal(size=(count * each, size)).astype(np.float32) / 2
        around = np.repeat(middles, each, 0) + noise
        questions = [UUID(int=start * each + place + 1) for place in range(count * each)]
        held.hold(
            [Place(question, _BODY, "kk", True) for question in questions],
            rounded(normalised(np.asarray(around, np.float32))),
        )
    names = [UUID(int=place // each + 1) for place in range(concerns * each)]
    held.stand_all([UUID(int=place + 1) for place in range(concerns * each)], names)
    return held


def _print(options: Namespace, waited: list[tuple[float, float]], cpu: float, version: str) -> None:
    figures = {
        "made": PLAINLY,
        "embedder": version,
        "concerns": options.concerns,
        "questions": options.concerns * options.each,
        "texts": len(waited),
        "cpu_ms": round(cpu * 1_000, 2),
        "peak_mib": peak_mib(),
        "meaning_ms": _quantiles([one for one, _other in waited]),
        "search_ms": _quantiles([other for _one, other in waited]),
        "together_ms": _quantiles([sum(both) for both in waited]),
    }
    if options.json:
        say(json.dumps(figures, ensure_ascii=False, indent=2))
        return
    say(PLAINLY)
    say("")
    say(
        f"{figures['texts']:,} texts among {figures['concerns']:,} concerns of {figures['questions']:,} questions"
    )
    say(f"{'ms of waiting':<16}{'p50':>8}{'p95':>8}{'p99':>8}")
    for name in ("meaning", "search", "together"):
        row = figures[f"{name}_ms"]
        say(f"{name:<16}" + "".join(f"{row[share]:>8.1f}" for share in ("p50", "p95", "p99")))
    say("")
    say(f"{figures['cpu_ms']} ms of CPU a text, memory {figures['peak_mib']:,} MiB, {version}")


def _quantiles(seconds: list[float]) -> dict[str, float]:
    ordered = sorted(seconds)
    return {
        f"p{share}": round(ordered[min(len(ordered) - 1, len(ordered) * share // 100)] * 1_000, 2)
        for share in (50, 95, 99)
    }
