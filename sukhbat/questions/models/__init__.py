"""All tables of questions, by what they are for."""

from sukhbat.questions.models.air import Airing, OrderEdition, OrderInput, RecordVersion
from sukhbat.questions.models.asking import Access, Draft, Reminder
from sukhbat.questions.models.counting import Delta, Tally
from sukhbat.questions.models.moderating import Ground, ModerationClaim
from sukhbat.questions.models.question import PublishedVersion, Question, QuestionPrivate
from sukhbat.questions.models.supports import Support, SupportCancellation, SupportDelta, SupportTally

__all__ = [
    "Access",
    "Airing",
    "Delta",
    "Draft",
    "Ground",
    "ModerationClaim",
    "OrderEdition",
    "OrderInput",
    "PublishedVersion",
    "Question",
    "QuestionPrivate",
    "RecordVersion",
    "Reminder",
    "Support",
    "SupportCancellation",
    "SupportDelta",
    "SupportTally",
    "Tally",
]
