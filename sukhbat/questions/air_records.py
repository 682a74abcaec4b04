"""The records of answers given on air, by question: for letters, for the desk and for the one who confirms them."""

from collections.abc import Iterable
from uuid import UUID

from sukhbat.questions.models import Airing, Question
from sukhbat.questions.rules import AirState


def records_of(question_ids: Iterable[UUID]) -> dict[UUID, Airing]:
    """The airings that ended with a record, with speaker and conference; one query."""
    found = Airing.objects.select_related("speaker", "conference").filter(
        question_id__in=list(question_ids), state=AirState.ANSWERED
    )
    return {row.question_id: row for row in found}


def record_of(question_id: UUID) -> Airing | None:
    """The airing of a question that was answered on air; None for every other one."""
    return records_of([question_id]).get(question_id)


def raise_version(question: Question) -> None:
    """Say that the page of a locked question changed, though no stage moved: what is kept of it is made anew."""
    question.version += 1
    question.save(update_fields=["version"])
