"""Who leaves a concern is no longer tied to who stays: ties of people's joins and merges are cut or handed on."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sukhbat.concerns.deciding import Known, take_back
from sukhbat.concerns.models import Decision
from sukhbat.concerns.rules import Kind
from sukhbat.ledger.rules import Actor


def detach(
    known: Known,
    leaving: Collection[UUID],
    staying: Collection[UUID],
    *,
    act: UUID,
    actor: Actor,
    now: datetime,
) -> None:
    """Take back the ties between those who leave and all others, and hand on those that were not the leavers' own.

    Somebody may have joined beside a question that now leaves, or it stood for a whole concern in a merge: another one
    that stays takes its place, under the name of who decided that.
    """
    gone = set(leaving)
    cut = [row for row in known.of(Kind.TOGETHER) if (row.first_id in gone) != (row.second_id in gone)]
    take_back(act=act, rows=cut, actor=actor, now=now)
    heirs = sorted(staying)
    there = set(heirs)
    Decision.objects.bulk_create(
        handed
        for row in cut
        if (row.merged_id is not None or row.second_id in gone)
        and (row.second_id if row.first_id in gone else row.first_id) in there
        and (handed := _handed_on(row, gone, heirs, known)) is not None
    )


def _handed_on(row: Decision, gone: set[UUID], heirs: list[UUID], known: Known) -> Decision | None:
    other = row.second_id if row.first_id in gone else row.first_id
    heir = next((one for one in heirs if one != other and not known.closure.are_apart(one, other)), None)
    if heir is None:
        return None
    first, second = (heir, other) if row.first_id in gone else (other, heir)
    return Decision(
        act=row.act,
        kind=row.kind,
        first_id=first,
        second_id=second,
        into_id=row.into_id,
        merged_id=row.merged_id,
        by_id=row.by_id,
        role=row.role,
        at=row.at,
    )
