"""Searching public questions and answers.

The question itself is asked, too: what was hidden or taken back a moment ago is not found, even before its
text left the index.
"""

from dataclasses import dataclass
from uuid import UUID

from django.contrib.postgres.search import SearchQuery, SearchRank, TrigramWordDistance
from django.db import connection, transaction
from django.db.models import F, Q, QuerySet

from sukhbat.answers.queries import Written, answers_of
from sukhbat.questions.listing import Wanted
from sukhbat.questions.models import Question
from sukhbat.questions.queries import questions_by_id
from sukhbat.questions.rules import Stage, Visibility
from sukhbat.search.models import Cursor, SearchText
from sukhbat.search.rules import Ask

PAGE = 20
REACTION = "search"
# The newest matches are ranked, not all of them: so a common word costs no more in a large archive.
CANDIDATES = 1_000
NEAREST_LETTERS = 5
ALIKE = "0.5"
# D, C, B (the answer) and A (the question): who asked the same comes before who was told about it.
WEIGHTS = [0.0, 0.0, 0.05, 1.0]


@dataclass(frozen=True)
class Hit:
    """A found question with its signed answer, if it has one."""

    question: Question
    answer: Written | None


@dataclass(frozen=True)
class Found:
    """A page of hits. ``is_guess`` when nothing matched and words of similar letters are shown instead.

    ``total`` is exact up to CANDIDATES; at that number there are more.
    """

    hits: list[Hit]
    total: int
    is_guess: bool


def search(asked: Ask, wanted: Wanted, *, page: int) -> Found:
    """A page (from 1) of public questions with all the words, the best match first; at most seven queries."""
    ids = _by_word(asked, wanted)
    is_guess = not ids
    if is_guess:
        ids = _by_letters(asked, wanted)
    shown = ids[(page - 1) * PAGE : page * PAGE]
    questions = questions_by_id(shown)
    answers = answers_of(row.pk for row in questions.values() if row.answered_at is not None)
    hits = [
        Hit(questions[key], answers.get(key))
        for key in shown
        if key in questions and may_be_found(questions[key])
    ]
    return Found(hits, len(ids), is_guess)


def indexed_up_to() -> int:
    """The last leaf index whose question can be found; -1 before the first."""
    index = Cursor.objects.filter(name=REACTION).values_list("index", flat=True).first()
    return -1 if index is None else index


def may_be_found(question: Question) -> bool:
    """Whether a question belongs to the index: public, and not taken back by its author."""
    return question.is_public and question.stage != Stage.WITHDRAWN


def _public(wanted: Wanted) -> QuerySet[SearchText]:
    shown = SearchText.objects.filter(wanted.where("question__"), question__visibility=Visibility.PUBLIC)
    return shown.exclude(question__stage=Stage.WITHDRAWN)


def _by_word(asked: Ask, wanted: Wanted) -> list[UUID]:
    exact, loose = (
        SearchQuery(text, search_type="raw", config="simple") for text in (asked.exact, asked.loose)
    )
    newest = _public(wanted).filter(vector=loose).order_by("-question_id").values("question_id")[:CANDIDATES]
    ranked = SearchText.objects.filter(question_id__in=newest).annotate(
        rank=SearchRank(F("vector"), exact, weights=WEIGHTS) * 2
        + SearchRank(F("vector"), loose, weights=WEIGHTS)
    )
    return list(ranked.order_by("-rank", "-question_id").values_list("question_id", flat=True))


def _by_letters(asked: Ask, wanted: Wanted) -> list[UUID]:
    """What is written almost alike: the trigram index finds each word in spite of a typing error."""
    alike = Q()
    for word in asked.words[:NEAREST_LETTERS]:
        alike &= Q(words__trigram_word_similar=word)
    found = _public(wanted).filter(alike).order_by("-question_id").values("question_id")[:CANDIDATES]
    distance = TrigramWordDistance(" ".join(asked.words[:NEAREST_LETTERS]), "words")
    ranked = SearchText.objects.filter(question_id__in=found).annotate(distance=distance)
    nearest = ranked.order_by("distance", "-question_id").values_list("question_id", flat=True)
    with transaction.atomic(), connection.cursor() as cursor:
        # One letter missing of seven must still count as alike; PostgreSQL's own 0.6 is stricter.
        cursor.execute("SELECT set_config('pg_trgm.word_similarity_threshold', %s, true)", [ALIKE])
        return list(nearest[: PAGE * 5])
