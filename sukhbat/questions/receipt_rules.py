"""A receipt as a document that anyone can check, without Django, a database or this installation.

The document is JSON. Its signature is Ed25519 (RFC 8032) over the RFC 8785 form of everything but itself. Its
entry is the very content of the log's leaf, so that the leaf's hash can be computed again and looked up.
"""

import base64
import binascii
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import rfc8785
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from sukhbat.kernel.ids import read_number
from sukhbat.ledger.rules import LEAF_VERSION, content_digest

FORMAT = "sukhbat-receipt"
VERSION = 1
DIGEST_RULE = (
    "SHA-256 over the salt and then, for the text and for the language in turn, its length in bytes of UTF-8 "
    "(8 bytes, big-endian) and these bytes"
)
Document = Mapping[str, Any]


@dataclass(frozen=True)
class Problem:
    """One thing that does not hold: a stable code and a sentence in English."""

    code: str
    sentence: str


def signed_bytes(document: Document) -> bytes:
    """What is signed: the RFC 8785 form of all but the signature. ValueError when there is none."""
    try:
        return rfc8785.dumps({name: value for name, value in document.items() if name != "signature"})
    except (rfc8785.CanonicalizationError, RecursionError, UnicodeError) as error:
        raise ValueError("the document has no canonical form") from error


def verify_receipt(
    document: object, *, text: str | None = None, public_key: str | None = None
) -> list[Problem]:
    """Everything that is wrong with a receipt; an empty list is a receipt that holds.

    ``text``: the question as it was sent; when given, it must be the one the log is bound to. ``public_key``:
    base64 of the operator's key from a trusted place; without it the signature is checked with the key that
    stands in the receipt, which proves that nothing was changed since, not who signed. Never raises.
    """
    if not isinstance(document, dict):
        return [Problem("not_a_receipt", "This is not a receipt: a JSON object was expected.")]
    if document.get("format") != FORMAT:
        return [Problem("not_a_receipt", f"This is not a receipt: its format is not {FORMAT}.")]
    if document.get("version") != VERSION:
        return [Problem("unknown_version", "This receipt is of a version that this program does not know.")]
    checks: list[Callable[[], list[Problem]]] = [
        lambda: _signature_problems(document, public_key),
        lambda: _entry_problems(document),
        lambda: _fact_problems(document),
        lambda: _text_problems(document, text),
    ]
    problems: list[Problem] = []
    for check in checks:
        try:
            problems += check()
        except (KeyError, TypeError, ValueError, AttributeError, RecursionError):
            problems.append(Problem("incomplete", "A part of the receipt is missing or is not of its kind."))
    return list(dict.fromkeys(problems))


def _signature_problems(document: Document, public_key: str | None) -> list[Problem]:
    named = str(document["key"]["public_key"])
    if public_key is not None and named != public_key:
        return [Problem("other_key", "The receipt names another key than the operator's.")]
    try:
        key = Ed25519PublicKey.from_public_bytes(base64.b64decode(named, validate=True))
        key.verify(base64.b64decode(str(document["signature"]), validate=True), signed_bytes(document))
    except (InvalidSignature, binascii.Error, ValueError):
        return [
            Problem(
                "bad_signature", "The signature does not fit: the receipt was changed after it was signed."
            )
        ]
    return []


def _entry_problems(document: Document) -> list[Problem]:
    entry = dict(document["entry"])
    number = str(document["number"])
    problems = []
    if read_number(number) != number:
        problems.append(
            Problem("bad_number", "The number is not one of a question: its check character is wrong.")
        )
    if entry["subject"] != number or entry["event"] != "question:received":
        problems.append(
            Problem("other_entry", "The entry of the log is not about the receipt of this question.")
        )
    leaf = hashlib.sha256(b"\x00" + LEAF_VERSION + rfc8785.dumps(entry)).hexdigest()
    if leaf != document["leaf_hash"]:
        problems.append(Problem("bad_leaf", "The hash of the leaf is not the one of the entry."))
    index = document["leaf_index"]
    if index is not None and (not isinstance(index, int) or isinstance(index, bool) or index < 0):
        problems.append(Problem("bad_index", "The place in the log is not a whole number."))
    return problems


def _fact_problems(document: Document) -> list[Problem]:
    facts = document["entry"]["facts"]
    named = {
        "body": document["body"]["slug"],
        "due_on": document["due_on"],
        "conference": document["conference"],
        "language": document["digest"]["language"],
    }
    problems = [
        Problem("other_fact", f"The receipt and the log differ about {name}.")
        for name, value in named.items()
        if facts.get(name) != value
    ]
    date.fromisoformat(document["due_on"])
    datetime.fromisoformat(document["received_at"])
    calculation = document["calculation"]
    if calculation is not None and calculation["due_on"] != document["due_on"]:
        problems.append(Problem("other_calculation", "The calculation leads to another due date."))
    return problems


def _text_problems(document: Document, text: str | None) -> list[Problem]:
    salt = bytes.fromhex(document["digest"]["salt"])
    bound = document["entry"]["digest"]
    if text is not None and content_digest(salt, text, document["digest"]["language"]) != bound:
        return [Problem("other_text", "The text is not the one that the log is bound to.")]
    return []
