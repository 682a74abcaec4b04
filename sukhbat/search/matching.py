"""Which texts have the words asked for, the best first, and what is counted of them."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import Case, F, FloatField, QuerySet, TextField, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast

from sukhbat.questions.listing import Wanted
from sukhbat.questions.rules import Stage, Visibility
from sukhbat.search.looked_for import Looking
from sukhbat.search.models import SearchText

# The newest matches are ranked, not all of them: so a common word costs no more in a large archive.
CANDIDATES = 1_000
# With fewer matches of all words, texts are looked for that have most of them.
_FEW = 40
# D, C, B, A: the roots and the own lemmas of the answer, then of the question: who asked the same comes before who was
# told about it.
_WEIGHTS = [0.02, 0.05, 0.4, 1.0]
_FACETS = ("language", "theme_id", "region_id", "body_id", "stage", "outcome", "due_on")


class Match(NamedTuple):
    """A public question that was found, with what it can be narrowed by. ``share``: of what the query says, it has so
    much, from 0 to 1."""

    id: UUID
    language: str
    theme_id: UUID | None
    region_id: UUID | None
    body_id: UUID
    stage: str
    outcome: str
    due_on: date
    share: float = 0.0


def public(wanted: Wanted) -> QuerySet[SearchText]:
    """The texts that may be found now, narrowed: what was hidden a moment ago is not among them."""
    shown = SearchText.objects.filter(wanted.where("question__"), question__visibility=Visibility.PUBLIC)
    return shown.exclude(question__stage=Stage.WITHDRAWN)


def matches(looking: Looking, wanted: Wanted) -> list[Match]:
    """Texts with all the words; where they are few, then texts with most of them. At most two queries."""
    if not looking.words:
        return []
    found = _ranked(looking, wanted, looking.all_words, Value(1.0))
    if len(found) < _FEW and looking.most_words is not None:
        known = {one.id for one in found}
        rest = _ranked(looking, wanted, looking.most_words, _share(looking))
        found += [one for one in rest if one.id not in known]
    return found


def matching(looking: Looking, wanted: Wanted) -> list[Match]:
    """The same without an order, to be counted."""
    found: list[Match] = []
    for condition in (looking.all_words, looking.most_words):
        if condition and len(found) < _FEW:
            newest = _newest(condition, wanted)[:CANDIDATES]
            found = [Match(*row) for row in newest.values_list(*_columns())]
    return found


def those(ids: Sequence[UUID], wanted: Wanted) -> list[Match]:
    """Public questions by their ids, in this order, as far as they fit what is wanted."""
    rows = public(wanted).filter(question_id__in=ids).values_list(*_columns())
    found = {row[0]: Match(*row) for row in rows}
    return [found[key] for key in ids if key in found]


def _ranked(looking: Looking, wanted: Wanted, condition: str, share: Combinable) -> list[Match]:
    newest = _newest(condition, wanted).values("question_id")
    ranked = SearchText.objects.filter(question_id__in=newest[:CANDIDATES]).annotate(
        share=share, rank=_rank(looking)
    )
    rows = ranked.order_by("-share", "-rank", "-question_id").values_list(*_columns(), "share")
    return [Match(*row[:-1])._replace(share=row[-1]) for row in rows]


def _newest(condition: str, wanted: Wanted) -> QuerySet[SearchText]:
    """The texts that meet the condition, the newest first.

    Ordered by the key as text, which is the same order: else PostgreSQL, which takes unpacking a vector for free, walks
    the keys and unpacks tens of thousands instead of asking the index of lemmas (measured: 860 ms instead of 20).
    """
    newest = Cast("question_id", TextField()).desc()
    return public(wanted).filter(folded=_query(condition)).order_by(newest)


def _columns() -> list[str]:
    return ["question_id", *(f"question__{name}" for name in _FACETS)]


def _query(text: str) -> SearchQuery:
    return SearchQuery(text, search_type="raw", config="simple")


def _share(looking: Looking) -> Combinable:
    """How much of what the query says a text has, from 0 to 1."""
    whole = sum(one.says for one in looking.words)
    total: Combinable = Value(0.0, output_field=FloatField())
    for one in looking.words:
        has = When(folded=_query(one.tsquery), then=Value(round(one.says / whole, 4)))
        total += Case(has, default=Value(0.0), output_field=FloatField())
    return total


def _rank(looking: Looking) -> Combinable:
    """The word as typed before its other forms, these before what differs in Kazakh letters.

    What is written so has its form, its lemma and its folded lemma; another form has the last two, and so on. Each
    vector is read once: unpacking them is what a rank costs.
    """
    lettered = SearchRank(
        F("lemmas"), _query(f"{looking.any_form} | {looking.any_lettered}"), weights=Value(_WEIGHTS)
    )
    return lettered * 3 + SearchRank(F("folded"), _query(looking.any_word), weights=Value(_WEIGHTS))
