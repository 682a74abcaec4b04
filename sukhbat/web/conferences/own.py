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
from sukhbat.web.conferences.live_part import LivePart


@dataclass(frozen=True)
class OwnPlace:
    """``place`` among the leading questions of the published order and by which part of it; None when not there."""

    question: Question
    place: int | None = None
    part: str = ""


def on_air_context(
    conference: Conference, person: Person | None, live: LivePart, *, now: datetime
) -> dict[str, Any]:
    """Where scripts reach the live service and, for a person, their questions and the consent in force."""
    context: dict[str, Any] = {"live_url": settings.LIVE_URL, "zone": settings.TIME_ZONE, "is_person": False}
    if person is None:
        return context
    return {
        **context,
        "is_person": True,
        "own": _own_places(person, conference, live),
        "consent": consent_in_force(on=local_day(now)),
    }


def _own_places(person: Person, conference: Conference, live: LivePart) -> list[OwnPlace]:
    places = {item["number"]: (place, item["part"]) for place, item in enumerate(live.leading, 1)}
    found = own_in_conference(person, conference.pk)
    return [OwnPlace(row, *places.get(row.number, (None, ""))) for row in found]
