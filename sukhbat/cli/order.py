"""``sukhbat order``: check an exported order on any machine, or export one from this installation."""

import json
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from sukhbat.cli.words import CommandError, complain, say
from sukhbat.conferences.rules.verifying import (
    Difference,
    NotAnOrderError,
    Verdict,
    read_seed,
    verify_order,
)

DIFFERENCES_SHOWN = 10


def arguments(parser: ArgumentParser) -> None:
    acts = parser.add_subparsers(dest="act", required=True, metavar="ACT")
    verify = acts.add_parser("verify", help="make an exported order again from its own data and compare")
    verify.add_argument("file", type=Path, help="the export as it was downloaded (order.json)")
    verify.add_argument(
        "--seed", metavar="HEX", help="the seed as the log tells it, instead of the one inside"
    )
    export = acts.add_parser("export", help="write the order of a conference, as everybody may download it")
    export.add_argument("slug", help="the conference, as in its address")


def run(options: Namespace) -> int:
    """Verify: 0 when it holds, 1 when not, 2 when it cannot be checked. Export: JSON to the output."""
    return _verify(options) if options.act == "verify" else _export(options.slug)


def _verify(options: Namespace) -> int:
    document = _document(options.file)
    try:
        seed = read_seed(options.seed) if options.seed else None
        verdict = verify_order(document, seed=seed)
    except NotAnOrderError as error:
        raise CommandError(str(error), code=2) from error
    _tell(verdict)
    if options.seed is None:
        say("The seed came from the export. Compare seed and commitment with the log: /log, conference/….")
    return 0 if verdict.holds else 1


def _tell(verdict: Verdict) -> None:
    if not verdict.keeps_commitment:
        complain("The seed is not the one that was committed to before the live part.")
    for difference in verdict.differences[:DIFFERENCES_SHOWN]:
        complain(_sentence(difference))
    if len(verdict.differences) > DIFFERENCES_SHOWN:
        complain(f"And {len(verdict.differences) - DIFFERENCES_SHOWN} more places differ.")
    if verdict.holds:
        say(
            f"The order holds: {verdict.places} places made again from {verdict.candidates} questions, "
            "and the seed is the one committed to."
        )


def _sentence(difference: Difference) -> str:
    told, made = (_place(place) for place in (difference.told, difference.made))
    return f"Place {difference.place}: the export says {told}, its data give {made}."


def _place(place: tuple[str, str, str | None] | None) -> str:
    if place is None:
        return "nothing"
    number, part, group = place
    return f"{number} by {part}" + (f" ({group})" if group else "")


def _document(path: Path) -> object:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"{path} cannot be read: {error}.", code=2) from error
    except (ValueError, RecursionError) as error:
        raise CommandError(f"{path} is no exported order: it is not JSON.", code=2) from error


def _export(slug: str) -> int:
    from sukhbat.cli.environment import ready

    with ready():
        from sukhbat.conferences.queries import conference
        from sukhbat.kernel import clock
        from sukhbat.questions.order_export import export_order

        now = clock.now()
        found = conference(slug, now=now)
        document = export_order(found, now=now) if found else None
    if document is None:
        raise CommandError(f"There is no conference {slug} with an order.")
    json.dump(document, sys.stdout, ensure_ascii=False, indent=None, separators=(",", ":"))
    sys.stdout.write("\n")
    return 0
