"""Searching public questions and answers, by words and by meaning.

The question itself is asked, too: what was hidden or taken back a moment ago is not found, even before its
text left the index.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from sukhbat.answers.queries import Written, answers_of
from sukhbat.questions.listing import Wanted
from sukhbat.questions.models import Question
from sukhbat.questions.queries import questions_by_id
from sukhbat.questions.rules import Stage
from sukhbat.search.facets import Counts, counted
from sukhbat.search.fusing import FAR, Fused, Near, fused
from sukhbat.search.looked_for import Looking, looking
from sukhbat.search.matching import CANDIDATES, Match, matches, those
from sukhbat.search.models import Cursor
from sukhbat.search.rules import Ask
from sukhbat.understanding.language import detect

__all__ = [
    "CANDIDATES",
    "PAGE",
    "Found",
    "Hit",
    "Meaning",
    "Near",
    "indexed_up_to",
    "may_be_found",
    "order",
    "search",
]

PAGE = 20
REACTION = "search"
# So many questions near in meaning are asked for.
NEAR = 50

# Given a query, the questions nearest in meaning, the nearest first; None when nobody can tell just now.
Meaning = Callable[[str], Sequence[Near] | None]


@dataclass(frozen=True)
class Hit:
    """A found question with its signed answer, if it has one.

    ``has_words``: it has the words, else its meaning is near. ``is_across``: then, and in another language.
    """

    question: Question
    answer: Written | None
    has_words: bool
    is_across: bool


@dataclass(frozen=True)
class Found:
    """A page of hits.

    ``total`` is exact up to CANDIDATES; at that number there are more. ``meant``: words that no text has, each with
    the one that was looked for instead; ``missing``: those that nothing stands for. ``lemmas`` are to be marked.
    ``is_meaning_away``: only words were compared.
    """

    hits: list[Hit]
    total: int
    with_words: int
    meant: Mapping[str, str]
    missing: tuple[str, ...]
    lemmas: frozenset[str]
    counts: Counts
    is_meaning_away: bool

    @property
    def is_guess(self) -> bool:
        """Whether words of similar letters were looked for instead of those typed."""
        return bool(self.meant)


@dataclass(frozen=True)
class Order:
    """Everything that was found, the best first."""

    fused: list[Fused]
    looking: Looking
    matches: dict[UUID, Match] = field(default_factory=dict)
    near: tuple[UUID, ...] = ()
    is_meaning_away: bool = False


def order(asked: Ask, wanted: Wanted, meaning: Meaning | None = None) -> Order:
    """All that is found, at most CANDIDATES by words and NEAR by meaning; at most five queries.

    This is the order people see, and the one that ``sukhbat evaluate search`` measures.
    """
    looked = looking(asked)
    by_words = matches(looked, wanted)
    near = meaning(asked.text) if meaning and not asked.phrases else ()
    by_meaning = {one.id: one for one in those([one.id for one in near[:NEAR]], wanted)} if near else {}
    known = by_meaning | {one.id: one for one in by_words}
    best = fused({one.id: one.share for one in by_words}, [one for one in near or () if one.id in by_meaning])
    return Order(
        best,
        looked,
        {one.id: known[one.id] for one in best},
        tuple(one.id for one in near or () if one.score >= FAR),
        is_meaning_away=near is None or meaning is None,
    )


def search(asked: Ask, wanted: Wanted, *, page: int, meaning: Meaning | None = None) -> Found:
    """A page (from 1) of public questions, the best first; at most nine queries, and one for each filter in use."""
    whole = order(asked, wanted, meaning)
    shown = whole.fused[(page - 1) * PAGE : page * PAGE]
    questions = questions_by_id(one.id for one in shown)
    answers = answers_of(row.pk for row in questions.values() if row.answered_at is not None)
    language = detect(asked.text).language
    hits = [
        _hit(questions[one.id], answers, has_words=one.has_words, language=language)
        for one in shown
        if one.id in questions and may_be_found(questions[one.id])
    ]
    return Found(
        hits,
        total=len(whole.fused),
        with_words=sum(one.has_words for one in whole.fused),
        meant=whole.looking.meant,
        missing=whole.looking.missing,
        lemmas=whole.looking.lemmas,
        counts=counted(whole.matches.values(), whole.looking, whole.near, wanted),
        is_meaning_away=whole.is_meaning_away,
    )


def _hit(question: Question, answers: dict[UUID, Written], *, has_words: bool, language: str) -> Hit:
    is_across = not has_words and language in {"kk", "ru", "en"} and question.language != language
    return Hit(question, answers.get(question.pk), has_words, is_across)


def indexed_up_to() -> int:
    """The last leaf index whose question can be found; -1 before the first."""
    index = Cursor.objects.filter(name=REACTION).values_list("index", flat=True).first()
    return -1 if index is None else index


def may_be_found(question: Question) -> bool:
    """Whether a question belongs to the index: public, and not taken back by its author."""
    return question.is_public and question.stage != Stage.WITHDRAWN
