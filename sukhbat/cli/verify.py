"""``sukhbat verify``: a receipt or a promise checked on any machine, with neither a database nor this installation."""

import json
from argparse import ArgumentParser, Namespace
from pathlib import Path

from sukhbat.cli.words import CommandError, complain, say
from sukhbat.questions.promise_rules import is_promise, verify_promise
from sukhbat.questions.receipt_rules import Problem, verify_receipt


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("receipt", type=Path, help="the receipt or the promise as it was received (JSON)")
    parser.add_argument("--text", type=Path, help="a file with the question as it was sent")
    parser.add_argument("--key", help="the operator's public key (base64) from a place you trust")


def run(options: Namespace) -> int:
    """Say everything that is wrong with a receipt or a promise; 1 when something is."""
    document = _document(options.receipt)
    if is_promise(document):
        return _run_promise(document, options)
    text = _read(options.text).strip() if options.text else None
    if not _holds(verify_receipt(document, text=text, public_key=options.key)):
        return 1
    say("The receipt holds: its signature, its entry in the log and its dates agree.")
    _say_key(options)
    if text is None:
        say("Whether the text is the one that was sent was not checked; name it with --text.")
    return 0


def _run_promise(document: object, options: Namespace) -> int:
    if options.text:
        raise CommandError("A promise does not bind the text. Download the receipt and check that one.")
    if not _holds(verify_promise(document, public_key=options.key)):
        return 1
    say("The promise holds: it is one of those that were signed together, and nothing in it was changed.")
    _say_key(options)
    say("Its leaf_hash is the one of the entry in the question's receipt.")
    return 0


def _holds(problems: list[Problem]) -> bool:
    for problem in problems:
        complain(problem.sentence)
    return not problems


def _say_key(options: Namespace) -> None:
    if options.key is None:
        say("Its signature was checked with the key inside it. Compare that key with the one at /log/key.")


def _document(path: Path) -> object:
    try:
        return json.loads(_read(path))
    except (ValueError, RecursionError) as error:
        raise CommandError(f"{path} is neither a receipt nor a promise: it is not JSON.") from error


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"{path} cannot be read: {error}.") from error
