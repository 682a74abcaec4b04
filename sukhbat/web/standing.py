"""Where a question stands in the published order and why, as templates read it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sukhbat.questions.models import Question
from sukhbat.questions.order import Standing, standing_in_order

FACETS: Mapping[str, Promise] = {
    "region": _("of its region"),
    "language": _("in its language"),
    "theme": _("of its theme"),
}


@dataclass(frozen=True)
class ShownStanding:
    """``facet`` says in words whose quota gave the place; '' for the other parts of the order."""

    standing: Standing
    facet: str | Promise


def shown_standing(question: Question, *, now: datetime) -> ShownStanding | None:
    """None for a question that takes no part in an order now; three queries at most."""
    found = standing_in_order(question, now=now)
    if found is None:
        return None
    facet = (found.group or "").partition(":")[0]
    return ShownStanding(found, FACETS.get(facet, ""))
