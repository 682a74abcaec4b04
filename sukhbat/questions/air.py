"""Reading the live part: what is on air, what comes next, what was answered."""

from dataclasses import dataclass
from uuid import UUID

from sukhbat.questions.models import Airing
from sukhbat.questions.rules import AirState

ANSWERED = 10
_SHOWN = ("question__region", "question__theme", "question__body", "host", "speaker__body")


@dataclass(frozen=True)
class Air:
    """The live part of a conference at a moment: at most one airing on air, the line in order, the newest answers."""

    on_air: Airing | None
    line: list[Airing]
    answered: list[Airing]

    @property
    def seen(self) -> str:
        """What a host who looks at this has seen on air, as the acts want it."""
        return str(self.on_air.pk) if self.on_air else ""


def air_of(conference_id: UUID, *, answered: int = ANSWERED) -> Air:
    """What is on air and lined up, and the newest answers; two queries."""
    found = Airing.objects.select_related(*_SHOWN).filter(conference_id=conference_id)
    current = list(found.filter(state__in=[AirState.ON_AIR, AirState.NEXT]).order_by("position", "id"))
    return Air(
        on_air=next((row for row in current if row.state == AirState.ON_AIR), None),
        line=[row for row in current if row.state == AirState.NEXT],
        answered=list(found.filter(state=AirState.ANSWERED).order_by("-ended_at")[:answered]),
    )


def airing_of(question_id: UUID) -> Airing | None:
    """Where a question stands in the live part, or stood; None when it never came near it."""
    found = Airing.objects.select_related(*_SHOWN, "conference").filter(question_id=question_id)
    return found.exclude(state=AirState.TAKEN_OFF).first()


def states_of(question_ids: list[UUID]) -> dict[UUID, AirState]:
    """Which of the questions are lined up, on air, answered there or left for writing."""
    found = Airing.objects.filter(question_id__in=question_ids).exclude(state=AirState.TAKEN_OFF)
    return {question_id: AirState(state) for question_id, state in found.values_list("question_id", "state")}
