"""Many questions are answered at once: the fourth set-based sibling of ``advance`` (docs/adr/0006).

Who takes part is decided above, between the two steps: ``hold`` locks the questions and says how each stands now,
``answer_together`` moves those that still may.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import OperationalError, connection
from django.utils.translation import gettext_lazy as _
from psycopg.errors import LockNotAvailable

from sukhbat.kernel.refusals import Refusal, Refused
from sukhbat.ledger.actions import Line
from sukhbat.ledger.many_entries import record_many
from sukhbat.questions.rules import OUTCOMES, Move, Stage, after

# Whoever holds one of the questions does so for moments; longer is a fault that must not hold all the others.
PATIENCE = "5s"
BUSY = Refusal(
    "busy",
    _("One of the questions is being changed at this very moment. Nothing was done: press again."),
    409,
)
_HOLD = """
SELECT id, number, stage, body_id, language, due_on FROM questions_question
WHERE id = ANY(%s::uuid[]) ORDER BY id FOR NO KEY UPDATE
"""
_ANSWER = """
UPDATE questions_question SET stage = %s, outcome = %s, answered_at = %s, version = version + 1
WHERE id = ANY(%s::uuid[])
"""


@dataclass(frozen=True)
class Held:
    """A locked question as it stands now."""

    id: UUID
    number: str
    stage: Stage
    body_id: UUID
    language: str
    due_on: date

    @property
    def may_be_answered(self) -> bool:
        return after(self.stage, Move.ANSWER_FOR_ALL) is not None


def hold(ids: Collection[UUID]) -> list[Held]:
    """Lock questions until the transaction ends, in the order of their ids, as every act on many does.

    Raises Refused (409) when one of them stays locked by another for five seconds.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('lock_timeout', %s, true)", [PATIENCE])
        try:
            cursor.execute(_HOLD, [array_of(ids)])
        except OperationalError as error:
            if isinstance(error.__cause__, LockNotAvailable):
                raise Refused(BUSY) from error
            raise
        rows = cursor.fetchall()
    return [Held(key, number, Stage(stage), *rest) for key, number, stage, *rest in rows]


def answer_together(*, held: Sequence[Held], lines: Sequence[Line], now: datetime) -> list[UUID]:
    """Answer held questions that may be, each with its entry; ``lines`` and the ids of the entries stand beside them.

    Further lines of the same act may follow.

    ValueError when one may not be answered so from its stage.
    """
    if stuck := next((question for question in held if not question.may_be_answered), None):
        raise ValueError(f"{stuck.number} is {stuck.stage}")
    outcome = OUTCOMES[Move.ANSWER_FOR_ALL]
    with connection.cursor() as cursor:
        cursor.execute(
            _ANSWER, [Stage.ANSWERED.value, outcome.value, now, array_of([row.id for row in held])]
        )
    return record_many(lines=lines, now=now)


def array_of(ids: Collection[UUID]) -> str:
    """Ids as PostgreSQL writes an array of them: 41,000 of them cost the driver's own way a quarter of a second."""
    return "{" + ",".join(map(str, ids)) + "}"
