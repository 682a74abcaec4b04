"""A promise: what a question's sender is given the moment it is stored. Anyone can check it; pure, without Django.

It is JSON. ``promise`` holds the number, the hash of the leaf its entry makes in the log, when it was received, by
which body and until when it is answered. The RFC 8785 form of it is a leaf of a Merkle tree (RFC 6962) over all that
arrived in the same moment; ``path`` leads from it to the root, and one Ed25519 signature (RFC 8032) over the RFC 8785
form of format, version, key's name, size and root stands for all of them. The receipt, which has the calculation
and the entry itself, can be fetched later.
"""

import base64
import binascii
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import rfc8785
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from sukhbat.kernel.ids import read_number
from sukhbat.ledger import merkle
from sukhbat.questions.receipt_rules import Problem

FORMAT = "sukhbat-promise"
VERSION = 1
LONGEST_PATH = 64
_FIELDS = frozenset({"number", "leaf_hash", "received_at", "body", "due_on", "key"})
Document = Mapping[str, Any]


def root_bytes(*, key_name: str, size: int, root: bytes) -> bytes:
    """What is signed: the canonical form of the root and of what it is the root of."""
    return rfc8785.dumps(
        {"format": FORMAT, "version": VERSION, "key": key_name, "size": size, "root": root.hex()}
    )


def is_promise(document: object) -> bool:
    """Whether a document calls itself a promise."""
    return isinstance(document, dict) and document.get("format") == FORMAT


def verify_promise(document: object, *, public_key: str | None = None) -> list[Problem]:
    """Everything that is wrong with a promise; an empty list is one that holds. Never raises.

    ``public_key``: base64 of the operator's key from a trusted place; without it the signature is checked with the
    key that stands in the promise, which proves that nothing was changed since, not who signed.
    """
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        return [Problem("not_a_promise", "This is not a promise of this format.")]
    if not _are_whole(document.get("version")) or document["version"] != VERSION:
        return [Problem("unknown_version", "This promise is of a version that this program does not know.")]
    try:
        return _fact_problems(document) + _signature_problems(document, public_key)
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError, rfc8785.CanonicalizationError):
        return [Problem("incomplete", "A part of the promise is missing or is not of its kind.")]


def _fact_problems(document: Document) -> list[Problem]:
    promise = document["promise"]
    if set(promise) != _FIELDS or not all(isinstance(value, str) for value in promise.values()):
        raise ValueError("not the fields of a promise")
    date.fromisoformat(promise["due_on"])
    datetime.fromisoformat(promise["received_at"])
    problems = []
    if len(bytes.fromhex(promise["leaf_hash"])) != len(merkle.EMPTY):
        raise ValueError("not a hash")
    if read_number(promise["number"]) != promise["number"]:
        problems.append(
            Problem("bad_number", "The number is not one of a question: its check character is wrong.")
        )
    if promise["key"] != document["key"]["name"]:
        problems.append(Problem("other_key", "The promise and its signature name different keys."))
    return problems


def _signature_problems(document: Document, public_key: str | None) -> list[Problem]:
    named = str(document["key"]["public_key"])
    if public_key is not None and named != public_key:
        return [Problem("other_key", "The promise names another key than the operator's.")]
    index, size, path = document["index"], document["size"], document["path"]
    root = bytes.fromhex(document["root"])
    # A path is as long as the tree is high; no honest one is longer.
    if not _are_whole(index, size) or not isinstance(path, list) or len(path) > LONGEST_PATH:
        raise ValueError("no place in a tree")
    leaf = rfc8785.dumps(document["promise"])
    if not merkle.verify(leaf, index, size, [bytes.fromhex(node) for node in path], root):
        return [Problem("not_in_the_batch", "What is promised is not what was signed: it was changed.")]
    signed = root_bytes(key_name=document["key"]["name"], size=size, root=root)
    try:
        key = Ed25519PublicKey.from_public_bytes(base64.b64decode(named, validate=True))
        key.verify(base64.b64decode(str(document["signature"]), validate=True), signed)
    except (InvalidSignature, binascii.Error, ValueError):
        return [
            Problem(
                "bad_signature", "The signature does not fit: the promise was changed after it was signed."
            )
        ]
    return []


def _are_whole(*values: object) -> bool:
    return all(isinstance(value, int) and not isinstance(value, bool) for value in values)
