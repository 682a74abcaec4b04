"""The button by which people support a question. Lists are made of kept pieces, which know no reader and no number
of the moment: a piece only marks the place of its button, and each request puts the buttons in."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from uuid import UUID

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from sukhbat.conferences.models import Conference
from sukhbat.conferences.queries import hides_counts
from sukhbat.conferences.rules import INTAKE
from sukhbat.people.models import Person
from sukhbat.questions.own import own_among
from sukhbat.questions.support_tally import supported_by, supports_of

# What questions/item.html leaves where the button belongs: the question's id and number.
_PLACE = re.compile(r"<!--support ([0-9a-f]{32}) ([0-9A-Z]{9})-->")


@dataclass(frozen=True)
class Supports:
    """Supports of some questions at a moment, which of them are the reader's, and which questions are.

    ``counts`` is None while the order hides them.
    """

    counts: dict[UUID, int] | None = field(default_factory=dict)
    mine: frozenset[UUID] = frozenset()
    own: frozenset[UUID] = frozenset()
    is_open: bool = False

    def of(self, question_id: UUID) -> int | None:
        return None if self.counts is None else self.counts.get(question_id, 0)

    def button(self, question_id: UUID, number: str) -> SafeString:
        """The button of one question; nothing for one's own, and while supports are not taken."""
        if not self.is_open or question_id in self.own:
            return mark_safe("")
        return _button(number, self.of(question_id), question_id in self.mine, get_language() or "")


NO_SUPPORTS = Supports()


def supports_for(
    question_ids: Iterable[UUID], person: Person | None, conference: Conference, *, now: datetime
) -> Supports:
    """Three queries, one for a guest; none where supports are not taken, before collecting and after the end."""
    if conference.phase(now) not in INTAKE:
        return NO_SUPPORTS
    ids = list(dict.fromkeys(question_ids))
    return Supports(
        counts=None if hides_counts(conference, now=now) else supports_of(ids) if ids else {},
        mine=frozenset(supported_by(person, ids)) if person and ids else frozenset(),
        own=frozenset(own_among(person, ids)) if person and ids else frozenset(),
        is_open=True,
    )


def with_buttons(html: str, supports: Supports) -> SafeString:
    """The pieces of a list with their buttons."""
    made = _PLACE.sub(lambda place: supports.button(UUID(place[1]), place[2]), html)
    return mark_safe(made)  # pieces and buttons came out of templates that escape


@lru_cache(maxsize=4096)
def _button(number: str, supports: int | None, mine: bool, language: str) -> SafeString:
    """A pure function of its arguments, ``language`` being the active one."""
    values = {"number": number, "supports": supports, "mine": mine}
    return mark_safe(render_to_string("questions/parts/support.html", values))
