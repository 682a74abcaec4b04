"""Askers are told which concern their question stands in; from then on they have three working days to object.

The machine writes no entries, so whoever tells asks here whom to tell, and notes that it was done.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection
from django.db.models import F

from sukhbat.concerns.models import Membership

# A streamed question is told of when it stands still for a while: the next regroupings may move it.
SETTLED = timedelta(hours=1)

_TOLD = """
UPDATE concerns_membership m SET told_at = %s
FROM unnest(%s::uuid[], %s::uuid[]) AS told(question_id, concern_id)
WHERE m.question_id = told.question_id AND m.concern_id = told.concern_id AND m.told_at IS NULL
  AND m.since_at <= %s
"""


def to_tell(*, now: datetime, limit: int = 1_000) -> list[tuple[UUID, UUID]]:
    """Questions whose asker was not told yet, each with its concern: those that stand there for an hour, oldest first.

    Who joined by their own word knows it; they are among them, so that their days are counted, too.
    """
    found = Membership.objects.filter(
        told_at=None, since_at__lte=now - SETTLED, question__body_id=F("concern__body_id")
    )
    return list(found.order_by("since_at", "pk").values_list("question_id", "concern_id")[:limit])


def note_told(told: Iterable[tuple[UUID, UUID]], *, now: datetime) -> int:
    """Note that askers were told; how many. Who went to another concern meanwhile is to be told of that one."""
    rows = list(told)
    if not rows:
        return 0
    questions, concerns = zip(*rows, strict=True)
    with connection.cursor() as cursor:
        cursor.execute(_TOLD, [now, list(questions), list(concerns), now])
        return int(cursor.rowcount)
