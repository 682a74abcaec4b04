"""The questions of one body as its desk sorts them: piles, their sizes in one query, and a page of one.

Which questions somebody holds is known above this app; it comes in as a query of question ids (``among``).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from sukhbat.questions.models import Question
from sukhbat.questions.rules import IN_WORK, Stage

Ids = QuerySet[Any, Any]
_SHOWN = ("region", "theme", "conference")


@dataclass(frozen=True)
class Pile:
    """Questions in one of the stages, due within days (both included), among those of an id query."""

    stages: frozenset[Stage] = IN_WORK
    due_from: date | None = None
    due_until: date | None = None
    among: Ids | None = None

    @property
    def is_in_work(self) -> bool:
        """Whether all of it is still in work."""
        return self.stages <= IN_WORK

    def where(self) -> Q:
        where = Q(stage__in=[stage.value for stage in self.stages])
        if self.due_from is not None:
            where &= Q(due_on__gte=self.due_from)
        if self.due_until is not None:
            where &= Q(due_on__lte=self.due_until)
        if self.among is not None:
            where &= Q(pk__in=self.among)
        return where


@dataclass(frozen=True)
class Narrow:
    """What narrows a list; None and an empty text are no filter. Each word must stand in the text."""

    theme_id: UUID | None = None
    region_id: UUID | None = None
    language: str | None = None
    conference_id: UUID | None = None
    words: tuple[str, ...] = ()

    def where(self) -> Q:
        named = {
            "theme_id": self.theme_id,
            "region_id": self.region_id,
            "language": self.language,
            "conference_id": self.conference_id,
        }
        where = Q(**{name: value for name, value in named.items() if value is not None})
        for word in self.words:
            where &= Q(text__icontains=word)
        return where


def pile_sizes(body_id: UUID, piles: Mapping[str, Pile]) -> dict[str, int]:
    """How many questions lie in each pile: one query, bounded by what the body has in work.

    One more for each pile that also holds what has ended; it should be narrow by its ids (``among``).
    """
    held = Question.objects.filter(body_id=body_id)
    counted = {
        f"n_{name}": Count("pk", filter=pile.where()) for name, pile in piles.items() if pile.is_in_work
    }
    sizes = held.filter(stage__in=[stage.value for stage in IN_WORK]).aggregate(**counted)
    return {
        name: sizes[f"n_{name}"] if pile.is_in_work else held.filter(pile.where()).count()
        for name, pile in piles.items()
    }


def pile_page(
    body_id: UUID, pile: Pile, *, narrow: Narrow, offset: int, limit: int, newest_first: bool = False
) -> list[Question]:
    """A page of a pile: the most urgent first, or what was answered last."""
    order = ("-answered_at", "-id") if newest_first else ("due_on", "id")
    found = Question.objects.filter(pile.where(), narrow.where(), body_id=body_id)
    return list(found.select_related(*_SHOWN).order_by(*order)[offset : offset + limit])
