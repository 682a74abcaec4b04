"""What a conference's page holds of its reader: their own questions with where each stands, and what sending needs."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings

from sukhbat.conferences.models import Conference
from sukhbat.kernel.clock import local_day
from sukhbat.people.models import Person
from sukhbat.people.queries import consent_in_force
from sukhbat.questions.models import Question
from sukhbat.questions.own import own_in_conference
from sukhbat.web.standing import ShownStanding, shown_standing


@dataclass(frozen=True)
class OwnPlace:
    """``order`` is None for a question that takes no part in a published order (any more)."""

    question: Question
    order: ShownStanding | None


def on_air_context(conference: Conference, person: Person | None, *, now: datetime) -> dict[str, Any]:
    """Where scripts reach the live service and, for a person, their questions and the consent in force."""
    context: dict[str, Any] = {"live_url": settings.LIVE_URL, "zone": settings.TIME_ZONE, "is_person": False}
    if person is None:
        return context
    return {
        **context,
        "is_person": True,
        "own": _own_places(person, conference, now=now),
        "consent": consent_in_force(on=local_day(now)),
    }


def _own_places(person: Person, conference: Conference, *, now: datetime) -> list[OwnPlace]:
    found = own_in_conference(person, conference.pk)
    for row in found:
        row.conference = conference
    return [OwnPlace(row, shown_standing(row, now=now)) for row in found]
