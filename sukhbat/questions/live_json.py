"""The live state as JSON in one language. Pure; the names are those of the live service's OpenAPI document."""

from typing import Any

from sukhbat.kernel.ids import show_number
from sukhbat.questions.live_state import AnsweredOnAir, Counts, Leading, LiveState, Names, OnAir, Shown

Json = dict[str, Any]


def state_json(state: LiveState, language: str, *, id: str, viewers: int) -> Json:
    """The whole state; ``id`` is that of the last event it holds."""
    return {
        "id": id,
        "conference": state.slug,
        **phase_json(state),
        "at": state.at.isoformat(),
        "counts": counts_json(state.counts, viewers=viewers),
        "air": air_json(state.air, language),
        "answered": [answered_json(item, language) for item in state.answered],
        "leading": [leading_json(item, language) for item in state.leading],
        **hidden_json(state),
    }


def phase_json(state: LiveState) -> Json:
    return {"phase": state.phase, "paused": state.paused}


def hidden_json(state: LiveState) -> Json:
    return {"hidden": list(state.hidden)}


def counts_json(counts: Counts, *, viewers: int) -> Json:
    return {
        "viewers": viewers,
        "received": counts.received,
        "public": counts.public,
        "answered_live": counts.answered_live,
        "to_writing": counts.to_writing,
    }


def supports_json(state: LiveState) -> dict[str, int]:
    """Supports of what is shown, by number; empty while they are hidden."""
    found = [(item.question.number, item.supports) for item in state.leading]
    if state.air:
        found.append((state.air.question.number, state.air.supports))
    return {number: supports for number, supports in found if supports is not None}


def air_json(air: OnAir | None, language: str) -> Json | None:
    if air is None:
        return None
    return {
        **_question_json(air.question, language),
        "theme": _name(air.question.theme, language),
        "since": air.since.isoformat(),
        "place": air.place,
        "chosen_by": air.chosen_by,
        "supports": air.supports,
    }


def answered_json(item: AnsweredOnAir, language: str) -> Json:
    return {
        **_question_json(item.question, language),
        "record": item.record,
        "record_language": item.record_language,
        "speaker": _name(item.speaker, language),
        "second": item.second,
        "watch_url": item.watch_url,
    }


def leading_json(item: Leading, language: str) -> Json:
    return {**_question_json(item.question, language), "supports": item.supports, "part": item.part}


def _question_json(question: Shown, language: str) -> Json:
    return {
        "number": question.number,
        "shown": show_number(question.number),
        "text": question.text,
        "language": question.language,
        "region": _name(question.region, language),
    }


def _name(names: Names | None, language: str) -> str | None:
    return names.in_language(language) if names else None
