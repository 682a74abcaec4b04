"""Signing what was acknowledged: one signature for a whole batch, a document for each question of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings

from sukhbat.ledger import merkle
from sukhbat.ledger.rules import canonical, moment_text
from sukhbat.ledger.signing import public_key, sign
from sukhbat.questions.promise_rules import FORMAT, VERSION, root_bytes


@dataclass(frozen=True)
class Pledge:
    """What is promised for one question: the body (its slug) answers by a day; the log has the leaf."""

    number: str
    leaf_hash: bytes
    received_at: datetime
    body: str
    due_on: date


def sign_promises(pledges: Sequence[Pledge]) -> list[dict[str, Any]]:
    """The promises of a batch as documents (promise_rules), in the same order."""
    if not pledges:
        return []
    key = {"name": settings.RECEIPT_KEY_NAME, "public_key": public_key()}
    promises = [_promise(pledge, key["name"]) for pledge in pledges]
    root, paths = merkle.root_and_paths([canonical(promise) for promise in promises])
    signature = sign(root_bytes(key_name=key["name"], size=len(promises), root=root))
    return [
        {
            "format": FORMAT,
            "version": VERSION,
            "promise": promise,
            "index": index,
            "size": len(promises),
            "path": [node.hex() for node in path],
            "root": root.hex(),
            "key": key,
            "signature": signature,
        }
        for index, (promise, path) in enumerate(zip(promises, paths, strict=True))
    ]


def _promise(pledge: Pledge, key_name: str) -> dict[str, str]:
    return {
        "number": pledge.number,
        "leaf_hash": pledge.leaf_hash.hex(),
        "received_at": moment_text(pledge.received_at),
        "body": pledge.body,
        "due_on": pledge.due_on.isoformat(),
        "key": key_name,
    }
