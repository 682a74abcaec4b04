"""The concerns that the questions found stand in: one answer for many, shown above them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import get_language

from sukhbat.concerns.in_short import InShort, in_short
from sukhbat.concerns.standing import standing_of
from sukhbat.questions.models import Question
from sukhbat.questions.queries import questions_by_id
from sukhbat.search.queries import Hit

_SHOWN = 3
_FEWEST = 2


@dataclass(frozen=True)
class ShownConcern:
    """A concern with the question that stands for it."""

    concern: InShort
    question: Question


def concerns_among(hits: Sequence[Hit]) -> list[ShownConcern]:
    """The concerns in which two or more of those stand that have the words, at most three.

    Three queries, one when there is none.
    """
    standing = standing_of(hit.question.pk for hit in hits if hit.has_words)
    best = [key for key, count in Counter(standing.values()).most_common(_SHOWN) if count >= _FEWEST]
    known = in_short(best, language=(get_language() or "kk")[:2])
    questions = questions_by_id(one.question for one in known.values())
    return [
        ShownConcern(known[key], questions[known[key].question])
        for key in best
        if key in known and known[key].question in questions
    ]
