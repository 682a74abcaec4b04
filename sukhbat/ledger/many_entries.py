"""Tens of thousands of entries of one act: two statements, no object for each.

The same rows as ``actions.record_all`` writes, for subjects that may have a history already (``first_entries`` is for
those that have none).
"""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID, uuid4

from django.db import connection

from sukhbat.kernel.ids import uuid7
from sukhbat.ledger.actions import Line
from sukhbat.ledger.models import ActorTag

_Behind = tuple[str, UUID]

_TAGS = """
INSERT INTO ledger_actortag (tag, subject, person_id)
SELECT tag, subject, person_id FROM json_to_recordset(%s::json) AS incoming(tag uuid, subject text, person_id uuid)
ON CONFLICT (subject, person_id) DO NOTHING
RETURNING subject, person_id
"""
# The tags come with the rows: a join by subject and person is planned by the person's number of tags as it was before
# this very act multiplied it, which cost minutes for 41,000 entries.
_ENTRIES = """
INSERT INTO ledger_entry (id, at, event, subject, actor_role, actor_tag, digest, facts, action)
SELECT id, %s, event, subject, actor_role, actor_tag, digest, facts, %s
FROM json_to_recordset(%s::json) AS incoming(
    id uuid, event text, subject text, actor_role text, actor_tag uuid, digest text, facts jsonb
)
"""


def record_many(*, lines: Sequence[Line], now: datetime) -> list[UUID]:
    """Write the entries of one act, in order, with one shared action id; their ids.

    Raises outside a transaction: an entry lives and dies with what it records.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("a log entry must be written in the transaction of what it records")
    tags, ids = _tags(lines), [uuid7() for _line in lines]
    rows = [_row(key, line, tags) for key, line in zip(ids, lines, strict=True)]
    with connection.cursor() as cursor:
        cursor.execute(_ENTRIES, [now, uuid7(), json.dumps(rows, ensure_ascii=False)])
    return ids


def _tags(lines: Sequence[Line]) -> Mapping[_Behind, UUID]:
    """The tag of each subject and person: a fresh one, or the one that is there."""
    drawn = {
        (line.subject, line.actor.person_id): uuid4() for line in lines if line.actor.person_id is not None
    }
    rows = [
        {"tag": tag.hex, "subject": subject, "person_id": person.hex}
        for (subject, person), tag in drawn.items()
    ]
    with connection.cursor() as cursor:
        cursor.execute(_TAGS, [json.dumps(rows)])
        fresh = set(cursor.fetchall())
    known = drawn.keys() - fresh
    found = ActorTag.objects.filter(subject__in=[subject for subject, _person in known]) if known else []
    return drawn | {(row.subject, row.person_id): row.tag for row in found}


def _row(key: UUID, line: Line, tags: Mapping[_Behind, UUID]) -> dict[str, object]:
    person = line.actor.person_id
    return {
        "id": key.hex,
        "event": line.event.name,
        "subject": line.subject,
        "actor_role": line.actor.role,
        "actor_tag": tags[line.subject, person].hex if person else None,
        "digest": line.digest,
        "facts": line.event.facts(),
    }
