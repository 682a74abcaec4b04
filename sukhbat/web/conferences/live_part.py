"""The live part on a conference's page: the state that the live service tells, rendered by the server first."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.core.cache import caches
from django.utils.translation import get_language

from sukhbat.answers.queries import answers_of
from sukhbat.conferences.models import Conference
from sukhbat.conferences.rules import INTAKE, Phase
from sukhbat.questions.live_json import answered_json, state_json
from sukhbat.questions.live_state import live_state
from sukhbat.questions.shown_live import answers_on_air, ids_of
from sukhbat.web.said import Json, said

# As long as the live service keeps its snapshot.
KEPT_SECONDS = 1
AFTER = frozenset({Phase.ANSWERING, Phase.CLOSED})


@dataclass(frozen=True)
class LivePart:
    """Of the state only what stands on the page; ``ids`` of the leading questions by number."""

    air: Json | None = None
    answered: tuple[Json, ...] = ()
    leading: tuple[Json, ...] = ()
    ids: dict[str, UUID] = field(default_factory=dict)
    is_paused: bool = False


def live_part(conference: Conference, phase: Phase, *, now: datetime) -> LivePart:
    """What the phase has to show; nothing before collecting. For seconds on end the same, whoever looks."""
    if phase not in INTAKE | AFTER:
        return LivePart()
    language = (get_language() or "kk")[:2]
    key = f"live:{conference.pk.hex}:{phase}:{language}"
    kept: LivePart | None = caches["fragments"].get(key)
    if kept is None:
        kept = _ended(conference, language) if phase in AFTER else _state(conference, language, now)
        caches["fragments"].set(key, kept, KEPT_SECONDS)
    return kept


def _state(conference: Conference, language: str, now: datetime) -> LivePart:
    found = live_state(conference.pk, now)
    if found is None:
        return LivePart()
    state = state_json(found, language, id="", viewers=0)
    ids = ids_of([item["number"] for item in (*state["answered"], *state["leading"])])
    said = {ids[item["number"]]: item for item in state["answered"] if item["number"] in ids}
    return LivePart(state["air"], _said(said), tuple(state["leading"]), ids, found.paused)


def _ended(conference: Conference, language: str) -> LivePart:
    """After the end every answer given on air stays on the page."""
    said = answers_on_air(conference)
    return LivePart(answered=_said({key: answered_json(item, language) for key, item in said.items()}))


def _said(items: dict[UUID, Json]) -> tuple[Json, ...]:
    """Answers with their moment as people read it, and whether the signatory confirmed the host's record."""
    signed = answers_of(items) if items else {}
    return tuple(said(item, is_confirmed=key in signed) for key, item in items.items())


def leading_ids(part: LivePart) -> Iterable[UUID]:
    return (part.ids[item["number"]] for item in part.leading if item["number"] in part.ids)
