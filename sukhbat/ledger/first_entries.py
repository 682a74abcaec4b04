"""The first entries of new subjects, many at once: what intake writes thousands of times a minute.

A subject that nobody has heard of has no actor's tag yet, so that one is drawn without looking; the whole content of
the entry is known before anything is written, and with it the hash of its leaf.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.db import connection

from sukhbat.kernel.ids import uuid7
from sukhbat.ledger.actions import Line
from sukhbat.ledger.rules import EntryContent


@dataclass(frozen=True)
class FirstEntry:
    """An entry that is not written yet, and who stands behind its actor's tag."""

    content: EntryContent
    person_id: UUID | None


def first_entry(line: Line, *, now: datetime) -> FirstEntry:
    """The entry a line makes of a subject that has none. Writes nothing."""
    person_id = line.actor.person_id
    content = EntryContent(
        id=uuid7(),
        at=now,
        event=line.event.name,
        subject=line.subject,
        actor_role=line.actor.role,
        actor_tag=uuid4() if person_id else None,
        digest=line.digest,
        facts=line.event.facts(),
    )
    return FirstEntry(content, person_id)


_INSERT = """
WITH incoming AS (
    SELECT * FROM json_to_recordset(%s::json) AS incoming(
        id uuid, at timestamptz, event text, subject text, actor_role text, actor_tag uuid, digest text, facts jsonb,
        person_id uuid
    )
), tag AS (
    INSERT INTO ledger_actortag (tag, subject, person_id)
    SELECT actor_tag, subject, person_id FROM incoming WHERE actor_tag IS NOT NULL
)
INSERT INTO ledger_entry (id, at, event, subject, actor_role, actor_tag, digest, facts, action)
SELECT id, at, event, subject, actor_role, actor_tag, digest, facts, id FROM incoming
"""


def record_first(*, entries: Sequence[FirstEntry]) -> None:
    """Write the first entries of new subjects, each an action of its own, in one statement.

    Raises outside a transaction: an entry lives and dies with what it records. IntegrityError when a subject had
    an entry by the same person already.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("a log entry must be written in the transaction of what it records")
    rows = [
        {
            "id": content.id.hex,
            "at": content.at.isoformat(),
            "event": content.event,
            "subject": content.subject,
            "actor_role": content.actor_role,
            "actor_tag": content.actor_tag.hex if content.actor_tag else None,
            "digest": content.digest,
            "facts": content.facts,
            "person_id": entry.person_id.hex if entry.person_id else None,
        }
        for entry in entries
        for content in (entry.content,)
    ]
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, [json.dumps(rows, ensure_ascii=False)])
