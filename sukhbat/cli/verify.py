"""``sukhbat verify``: a receipt checked on any machine, needing neither a database nor this installation."""

import json
from argparse import ArgumentParser, Namespace
from pathlib import Path

from sukhbat.cli.words import CommandError, complain, say
from sukhbat.questions.receipt_rules import verify_receipt


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("receipt", type=Path, help="the receipt as it was downloaded (JSON)")
    parser.add_argument("--text", type=Path, help="a file with the question as it was sent")
    parser.add_argument("--key", help="the operator's public key (base64) from a place you trust")


def run(options: Namespace) -> int:
    """Say everything that is wrong with a receipt; 1 when something is."""
    document = _document(options.receipt)
    text = _read(options.text).strip() if options.text else None
    problems = verify_receipt(document, text=text, public_key=options.key)
    for problem in problems:
        complain(problem.sentence)
    if problems:
        return 1
    say("The receipt holds: its signature, its entry in the log and its dates agree.")
    if options.key is None:
        say("Its signature was checked with the key inside it. Compare that key with the one at /log/key.")
    if text is None:
        say("Whether the text is the one that was sent was not checked; name it with --text.")
    return 0


def _document(path: Path) -> object:
    try:
        return json.loads(_read(path))
    except (ValueError, RecursionError) as error:
        raise CommandError(f"{path} is not a receipt: it is not JSON.") from error


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"{path} cannot be read: {error}.") from error
