"""``sukhbat evaluate moderation``: whether personal data, abuse and spam are told. What intake runs is what is run."""

import json
import time
from argparse import ArgumentParser, Namespace
from dataclasses import asdict
from pathlib import Path

from sukhbat.cli.tables import table
from sukhbat.cli.words import CommandError, say
from sukhbat.understanding.evaluating.labelled import NotLabelledError
from sukhbat.understanding.evaluating.moderation import (
    Moderation,
    Telling,
    marks_of,
    measured,
    read_marked,
)

_MICROSECONDS = 1_000_000


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "file",
        type=Path,
        help="TSV with the columns label (pii, spam, abuse, clean; several with commas), lang, text",
    )
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.add_argument("--misses", action="store_true", help="print the texts that are told wrongly, too")


def run(options: Namespace) -> int:
    """0 when the figures were printed."""
    try:
        texts = read_marked(options.file)
    except NotLabelledError as error:
        raise CommandError(str(error), code=2) from error
    begun, begun_cpu = time.perf_counter(), time.process_time()
    marks = [marks_of(one.text) for one in texts]
    spent, cpu = time.perf_counter() - begun, time.process_time() - begun_cpu
    found = measured(texts, marks)
    cost = {
        "us_a_text": round(spent / len(texts) * _MICROSECONDS, 1),
        "cpu_us_a_text": round(cpu / len(texts) * _MICROSECONDS, 1),
    }
    if options.json:
        say(json.dumps(cost | asdict(found), ensure_ascii=False, indent=2))
    else:
        _print(found, cost)
    if options.misses:
        for one, told in zip(texts, marks, strict=True):
            if one.labels != told:
                wanted, was = (",".join(sorted(names)) or "clean" for names in (one.labels, told))
                say(f"{wanted} · {was} · {one.language} · {one.text}")
    return 0


def _print(found: Moderation, cost: dict[str, float]) -> None:
    say(f"{found.texts} texts, {found.clean} of them clean")
    say("")
    head = ("label", "language", "texts", "recall", "precision", "false alarms per 1,000 clean")
    rows = [_row(label, "all", telling) for label, telling in found.labels.items()]
    for language, labels in found.by_language.items():
        rows += [_row(label, language, telling) for label, telling in labels.items()]
    table(head, sorted(rows, key=lambda row: list(found.labels).index(row[0])))
    say("")
    if found.any_false_alarms_per_thousand_clean is not None:
        say(f"clean texts with any mark: {found.any_false_alarms_per_thousand_clean} per 1,000")
    say(f"{cost['us_a_text']} µs a text ({cost['cpu_us_a_text']} µs of CPU)")


def _row(label: str, language: str, one: Telling) -> tuple[str, ...]:
    shares = ("–" if share is None else f"{share:.3f}" for share in (one.recall, one.precision))
    alarms = one.false_alarms_per_thousand_clean
    return label, language, str(one.texts), *shares, "–" if alarms is None else f"{alarms:.2f}"
