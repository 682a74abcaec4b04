"""The answers that a question got before the one in force: why each was not the last, and its text."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sukhbat.answers.models import AnswerVersion
from sukhbat.answers.queries import Written


@dataclass(frozen=True)
class EarlierAnswer:
    """An answer that another one followed. ``asked_at`` is None when not its asker asked for that one."""

    answer: Written
    shown: AnswerVersion
    asked_at: datetime | None


def earlier_answers(
    before: Sequence[Written], said_different_at: Sequence[datetime], *, language: str
) -> list[EarlierAnswer]:
    """``before`` are the answers below the one in force, the last first; ``language`` is the reader's choice or ''."""
    return [
        EarlierAnswer(row, shown_of(row, language), asked_at=_asked_at(row, said_different_at))
        for row in before
    ]


def shown_of(answer: Written, language: str) -> AnswerVersion:
    """The text in the language the reader chose by the switch, else in the page's own."""
    return answer.versions.get(language, answer.shown)


def _asked_at(row: Written, said_different_at: Sequence[datetime]) -> datetime | None:
    """When the asker first said, after this answer to all, that it is not about their question."""
    signed_at = row.answer.signed_at
    if row.recipient is None or signed_at is None:
        return None
    return min((at for at in said_different_at if at >= signed_at), default=None)
