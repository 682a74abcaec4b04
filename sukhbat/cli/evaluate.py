"""``sukhbat evaluate``: how good the readings of this installation are, on labelled texts. No database is touched."""

import json
import resource
import sys
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from sukhbat.cli import evaluate_moderation, evaluate_search
from sukhbat.cli.tables import table
from sukhbat.cli.words import CommandError, say

if TYPE_CHECKING:
    from sukhbat.understanding.evaluating.grouping import Finding, Grouping, Joining


def arguments(parser: ArgumentParser) -> None:
    what = parser.add_subparsers(dest="what", required=True, metavar="WHAT")
    grouping = what.add_parser("grouping", help="whether questions find the others of their concern")
    grouping.add_argument(
        "file", type=Path, help="TSV with the columns concern_id, lang, text; lang is for the breakdown only"
    )
    grouping.add_argument("--json", action="store_true", help="print the figures as JSON")
    grouping.set_defaults(measure=_grouping)
    search = what.add_parser("search", help="whether queries find the questions of their concerns")
    evaluate_search.arguments(search)
    search.set_defaults(measure=evaluate_search.run)
    moderation = what.add_parser("moderation", help="whether personal data, abuse and spam are told")
    evaluate_moderation.arguments(moderation)
    moderation.set_defaults(measure=evaluate_moderation.run)


def run(options: Namespace) -> int:
    """0 when the figures were printed."""
    measure: Callable[[Namespace], int] = options.measure
    return measure(options)


def _grouping(options: Namespace) -> int:
    try:
        from sukhbat.understanding.evaluating.grouping import measured
        from sukhbat.understanding.evaluating.labelled import NotLabelledError, read_labelled
        from sukhbat.understanding.meaning.choosing import NoEmbedderError, chosen_embedder
        from sukhbat.understanding.meaning.zones import shipped_zones
    except ImportError as error:
        raise CommandError(f"the understanding of texts is not installed: {error}", code=2) from error
    try:
        labelled = read_labelled(options.file)
        embedder = chosen_embedder()
    except (NotLabelledError, NoEmbedderError) as error:
        raise CommandError(str(error), code=2) from error
    embedder.embed(["су кашан болады", "Қашан?"])  # what is loaded once is no part of a text's time
    begun, begun_cpu = time.perf_counter(), time.process_time()
    vectors = embedder.embed([one.text for one in labelled])
    spent, cpu = time.perf_counter() - begun, time.process_time() - begun_cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    found = measured(labelled, vectors, shipped_zones(embedder.version))
    cost = {
        "embedder": embedder.version,
        "ms_a_text": round(spent / len(labelled) * 1_000, 2),
        "cpu_ms_a_text": round(cpu / len(labelled) * 1_000, 2),
        "peak_mib": peak // 2**20,
    }
    if options.json:
        say(json.dumps(cost | asdict(found), ensure_ascii=False, indent=2))
    else:
        _print(found, cost)
    return 0


def _print(found: "Grouping", cost: dict[str, object]) -> None:
    say(f"{found.texts} texts of {found.concerns} concerns, embedder {cost['embedder']}")
    say("")
    table(
        ("texts", "", "first", "across languages", "in five texts", "concern among five"),
        [_row("all", found.all), *(_row(name, one) for name, one in found.by_language.items())],
    )
    say("")
    table(
        ("pairs of texts", "precision", "recall", "F1", "groups", "decisions"),
        [_joined("automatic", found.automatic), _joined("after decisions", found.after_decisions)],
    )
    say("")
    say(f"{cost['ms_a_text']} ms a text ({cost['cpu_ms_a_text']} ms of CPU), memory {cost['peak_mib']} MiB")


def _row(name: str, one: "Finding") -> tuple[str, ...]:
    across = "" if one.across is None else f"{one.across:.3f}"
    return name, str(one.texts), f"{one.first:.3f}", across, f"{one.in_five:.3f}", f"{one.among_five:.3f}"


def _joined(name: str, one: "Joining") -> tuple[str, ...]:
    shares = (f"{share:.3f}" for share in (one.precision, one.recall, one.f1))
    return name, *shares, str(one.groups), str(one.decisions)
