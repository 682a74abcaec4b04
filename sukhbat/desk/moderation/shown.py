"""How the queue looks to a moderator: the age of what waits, and what may be published from the list."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sukhbat.desk.moderation.marks import Chip, chips
from sukhbat.questions.models import ModerationClaim, Question
from sukhbat.questions.waiting import Marked, Waiting

# A promise as near as this is shown in minutes and seconds.
COUNTED_DOWN = timedelta(minutes=10)
# Longer texts are cut in the list, so nobody has read them there: they are published from their own page.
WHOLE_IN_LIST = 600


@dataclass(frozen=True)
class Row:
    """One question of the queue as the page shows it."""

    question: Question
    marks: Marked
    claim: ModerationClaim | None
    is_mine: bool
    age: str
    is_whole: bool
    is_counting: bool

    @property
    def is_quick(self) -> bool:
        """Whether it may be published from the list: read whole, nothing found, nobody else at it."""
        return self.is_whole and not self.marks.any and (self.claim is None or self.is_mine)

    @property
    def chips(self) -> list[Chip]:
        return chips(self.marks)


def row(waiting: Waiting, person_id: object, *, now: datetime) -> Row:
    question, claim = waiting.question, waiting.claim
    return Row(
        question=question,
        marks=waiting.marks,
        claim=claim,
        is_mine=claim is not None and claim.moderator_id == person_id,
        age=age(question, now=now),
        is_counting=is_counting(question, now=now),
        is_whole=len(question.text) <= WHOLE_IN_LIST,
    )


def age(question: Question, *, now: datetime) -> str:
    """``late`` after the promised time, ``half`` after half of it, else ``fresh``."""
    if now >= question.publish_by:
        return "late"
    half = question.received_at + (question.publish_by - question.received_at) / 2
    return "half" if now >= half else "fresh"


def is_counting(question: Question, *, now: datetime) -> bool:
    """Whether the time left is counted down: the five minutes of a live part."""
    return now < question.publish_by <= now + COUNTED_DOWN
