"""Telling the live service that something of a conference changed: one NOTIFY, delivered on commit."""

import json
from uuid import UUID

from django.db import connection

CHANNEL = "sukhbat_live"
# What may have changed: what is on air or lined up; numbers; the leading questions; the phase or a pause.
AIR, COUNTS, LEADING, PHASE = "air", "counts", "leading", "phase"


def signal_conference(conference_id: UUID, *what: str) -> None:
    """Say that parts of a conference changed (AIR … PHASE below); once per act or batch, never per row.

    The receiver reads the tables anew, so that a lost signal costs a moment, no truth.
    """
    payload = json.dumps({"conference": str(conference_id), "what": sorted(what)}, separators=(",", ":"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, payload])
