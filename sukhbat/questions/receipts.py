"""Receipts: what the author keeps, as a page's facts and as a signed document."""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings

from sukhbat.bodies.models import Body
from sukhbat.bodies.queries import body as body_by_slug
from sukhbat.kernel.localized import LANGUAGES, localized
from sukhbat.ledger.models import Entry
from sukhbat.ledger.queries import entries_about, leaf_index
from sukhbat.ledger.rules import LEAF_VERSION, leaf_bytes, leaf_hash, moment_text
from sukhbat.ledger.signing import public_key, sign
from sukhbat.questions.models import Question, QuestionPrivate
from sukhbat.questions.receipt_rules import DIGEST_RULE, FORMAT, VERSION, signed_bytes
from sukhbat.terms.rules import DueDate


@dataclass(frozen=True)
class Receipt:
    """What was promised when the question arrived; body and due date may have moved since."""

    question: Question
    private: QuestionPrivate
    entry: Entry
    leaf_index: int | None
    body: Body
    due_on: date

    @property
    def leaf_hash(self) -> str:
        return leaf_hash(self.entry.content()).hex()

    @property
    def calculation(self) -> DueDate | None:
        """How the promised due date was computed; None when it moved since, for then another is kept."""
        kept = DueDate.from_json(self.question.due_calculation)
        return kept if kept.due_on == self.due_on else None


def receipt_of(question: Question) -> Receipt:
    """The receipt of a question, from the log. The caller has asked policies.may_see_receipt."""
    private = QuestionPrivate.objects.get(question=question)
    entry = entries_about(question.number).get(pk=private.entry_id)
    slug = str(entry.facts["body"])
    body = question.first_body if question.first_body.slug == slug else body_by_slug(slug)
    return Receipt(
        question=question,
        private=private,
        entry=entry,
        leaf_index=leaf_index(entry.pk),
        body=body or question.first_body,
        due_on=date.fromisoformat(str(entry.facts["due_on"])),
    )


def receipt_document(receipt: Receipt) -> dict[str, Any]:
    """The signed document (docs in receipt_rules). The text itself stays out: the author adds it at will."""
    question, entry = receipt.question, receipt.entry
    document: dict[str, Any] = {
        "format": FORMAT,
        "version": VERSION,
        "number": question.number,
        "received_at": moment_text(question.received_at),
        "body": {
            "slug": receipt.body.slug,
            "name": {code: localized(receipt.body, "name", code) for code in LANGUAGES},
        },
        "due_on": receipt.due_on.isoformat(),
        "calculation": receipt.calculation.to_json() if receipt.calculation else None,
        "conference": entry.facts.get("conference"),
        "digest": {
            "salt": bytes(receipt.private.salt).hex(),
            "language": entry.facts["language"],
            "rule": DIGEST_RULE,
        },
        "entry": json.loads(leaf_bytes(entry.content())[len(LEAF_VERSION) :]),
        "leaf_hash": receipt.leaf_hash,
        "leaf_index": receipt.leaf_index,
        "key": {"name": settings.RECEIPT_KEY_NAME, "public_key": public_key()},
    }
    return {**document, "signature": sign(signed_bytes(document))}
