"""Writing questions, many at once: public rows, private parts and the first entries of the log.

One statement for the questions, one for the entries; what was there already is left alone.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, connection

from sukhbat.ledger.first_entries import record_first
from sukhbat.questions.intake import Prepared


class NumberTaken(Exception):
    """A public number was drawn that exists; prepare the batch again."""


@dataclass(frozen=True)
class Known:
    """What is stored under a key: whose it is, and what its receipt needs."""

    author_id: UUID | None
    entered_by_id: UUID | None
    entry_id: UUID
    question_id: UUID
    number: str
    received_at: datetime
    body_id: UUID


def store(batch: Sequence[Prepared]) -> set[UUID]:
    """Insert a batch with its entries, in a transaction; the ids of the questions that are new.

    A key (or a source's id) that is there already keeps its first question and writes nothing. Raises NumberTaken;
    IntegrityError and DataError when a row names what does not exist or cannot be kept, the former perhaps only
    at commit.
    """
    fresh = _insert(batch)
    record_first(entries=[prepared.entry for prepared in batch if prepared.id in fresh])
    return fresh


def known_by_key(keys: Iterable[UUID]) -> dict[UUID, Known]:
    """What is stored under each of the keys; ``body_id`` is the first body, the one that was promised."""
    with connection.cursor() as cursor:
        cursor.execute(_KNOWN, [[str(key) for key in keys]])
        return {row[0]: Known(*row[1:]) for row in cursor.fetchall()}


_KNOWN = """
SELECT p.key, p.author_id, p.entered_by_id, p.entry_id, q.id, q.number, q.received_at, q.first_body_id
FROM questions_questionprivate p JOIN questions_question q ON q.id = p.question_id
WHERE p.key = ANY(%s::uuid[])
"""
_QUESTION_COLUMNS = (
    "id uuid, number text, text text, asker_name text, language text, detected text, region_id uuid, theme_id uuid, "
    "conference_id uuid, body_id uuid, routed_by text, visibility text, received_at timestamptz, "
    "registered_on date, due_on date, due_calculation text, publish_by timestamptz, is_masked boolean, "
    "is_sample boolean"
)
_PRIVATE_COLUMNS = (
    "question_id uuid, key uuid, source text, source_id text, author_id uuid, entered_by_id uuid, original text, "
    "name text, contact text, hide_name boolean, salt bytea, entry_id uuid, consent_version integer, findings jsonb, "
    "flags jsonb, network bytea"
)


def _names(columns: str) -> str:
    return ", ".join(column.split()[0] for column in columns.split(", "))


# The private part goes first: its unique key decides who was first. The foreign key is checked at commit.
_INSERT = f"""
WITH private AS (
    INSERT INTO questions_questionprivate ({_names(_PRIVATE_COLUMNS)})
    SELECT {_names(_PRIVATE_COLUMNS)} FROM json_to_recordset(%s::json) AS incoming({_PRIVATE_COLUMNS})
    ON CONFLICT DO NOTHING
    RETURNING question_id
), question AS (
    INSERT INTO questions_question
        ({_names(_QUESTION_COLUMNS)}, first_body_id, stage, outcome, hidden_ground, body_since_at, version)
    SELECT {_names(_QUESTION_COLUMNS).replace("due_calculation", "due_calculation::jsonb")},
        body_id, 'received', '', '', received_at, 1
    FROM json_to_recordset(%s::json) AS incoming({_QUESTION_COLUMNS})
    WHERE id IN (SELECT question_id FROM private)
)
SELECT question_id FROM private
"""


def _insert(batch: Sequence[Prepared]) -> set[UUID]:
    """Insert in the order of the keys: two batches with the same keys then wait for each other, never in a circle.

    A number drawn twice (1 in 10^12 a pair) spoils the transaction; the caller prepares and begins again.
    """
    rows = sorted(batch, key=lambda prepared: prepared.key.int)
    try:
        with connection.cursor() as cursor:
            cursor.execute(_INSERT, [_json(p.private for p in rows), _json(p.question for p in rows)])
            return {row[0] for row in cursor.fetchall()}
    except IntegrityError as error:
        if "one_question_per_number" not in str(error):
            raise
        raise NumberTaken from error


def _json(rows: Iterable[dict[str, object]]) -> str:
    return json.dumps(list(rows), ensure_ascii=False)
