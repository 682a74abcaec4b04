"""Tens of thousands of entries of one act: two statements, no object for each.

The same rows as ``actions.record_all`` writes, for subjects that may have a history already (``first_entries`` is for
those that have none).
"""

import json
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import connection

from sukhbat.kernel.ids import uuid7
from sukhbat.ledger.actions import Line

_TAGS = """
INSERT INTO ledger_actortag (tag, subject, person_id)
SELECT gen_random_uuid(), subject, person_id
FROM json_to_recordset(%s::json) AS incoming(subject text, person_id uuid)
WHERE person_id IS NOT NULL
ON CONFLICT (subject, person_id) DO NOTHING
"""
# A statement of its own: it sees the tags that were there before, whoever wrote them.
_ENTRIES = """
INSERT INTO ledger_entry (id, at, event, subject, actor_role, actor_tag, digest, facts, action)
SELECT incoming.id, %s, incoming.event, incoming.subject, incoming.actor_role, tag.tag, incoming.digest,
       incoming.facts, %s
FROM json_to_recordset(%s::json) AS incoming(
    id uuid, event text, subject text, actor_role text, person_id uuid, digest text, facts jsonb
) LEFT JOIN ledger_actortag tag USING (subject, person_id)
"""


def record_many(*, lines: Sequence[Line], now: datetime) -> list[UUID]:
    """Write the entries of one act, in order, with one shared action id; their ids.

    Raises outside a transaction: an entry lives and dies with what it records.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("a log entry must be written in the transaction of what it records")
    ids = [uuid7() for _line in lines]
    rows = json.dumps([_row(key, line) for key, line in zip(ids, lines, strict=True)], ensure_ascii=False)
    with connection.cursor() as cursor:
        cursor.execute(_TAGS, [rows])
        cursor.execute(_ENTRIES, [now, uuid7(), rows])
    return ids


def _row(key: UUID, line: Line) -> dict[str, object]:
    person = line.actor.person_id
    return {
        "id": key.hex,
        "event": line.event.name,
        "subject": line.subject,
        "actor_role": line.actor.role,
        "person_id": person.hex if person else None,
        "digest": line.digest,
        "facts": line.event.facts(),
    }
