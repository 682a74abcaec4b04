"""A question's page while it is on air, and what was said there; and what its button of support needs."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language

from sukhbat.people.models import Person
from sukhbat.questions.live_json import answered_json
from sukhbat.questions.models import Question
from sukhbat.questions.rules import AirState
from sukhbat.questions.shown_live import answer_on_air, on_air_or_answered
from sukhbat.web.said import said


def aired_part(question: Question, *, is_confirmed: bool) -> dict[str, Any] | None:
    """``{"is_on_air": True}`` or the record as templates read it; None for a question that was not on air."""
    if question.conference_id is None:
        return None
    airing = on_air_or_answered(question)
    if airing is None:
        return None
    if airing.state == AirState.ON_AIR:
        return {"is_on_air": True}
    language = (get_language() or "kk")[:2]
    return said(answered_json(answer_on_air(airing, question), language), is_confirmed=is_confirmed)


def sending_context(question: Question, person: Person | None) -> dict[str, str]:
    """Where a script of a signed-in person reaches the live service; empty for a guest."""
    if person is None or question.conference is None:
        return {"live_url": settings.LIVE_URL, "pass_url": ""}
    return {
        "live_url": settings.LIVE_URL,
        "pass_url": reverse("web:live_pass", args=[question.conference.slug]),
    }
