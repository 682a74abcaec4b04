"""The schemas of the live service's OpenAPI document (JSON Schema 2020-12)."""

from typing import Any

from sukhbat.conferences.rules import PUBLIC
from sukhbat.kernel.localized import LANGUAGES
from sukhbat.live.reading import LONGEST_NUMBER
from sukhbat.questions.rules import LONGEST_NAME

Json = dict[str, Any]
TEXT: Json = {"type": "string"}
MAYBE_TEXT: Json = {"type": ["string", "null"]}
WHOLE: Json = {"type": "integer", "minimum": 0}
MAYBE_WHOLE: Json = {"type": ["integer", "null"], "minimum": 0}
FLAG: Json = {"type": "boolean"}
MOMENT: Json = {"type": "string", "format": "date-time"}
LANGUAGE: Json = {"type": "string", "enum": list(LANGUAGES)}
NUMBER: Json = {"type": "string", "description": "Nine characters, as stored."}
_SHOWN: Json = {"type": "string", "description": "The number with dashes, as people read it."}


def _object(properties: Json, *, optional: tuple[str, ...] = ()) -> Json:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": [name for name in properties if name not in optional],
        "properties": properties,
    }


def _ref(name: str) -> Json:
    return {"$ref": f"#/components/schemas/{name}"}


_QUESTION: Json = {
    "number": NUMBER,
    "shown": _SHOWN,
    "text": TEXT,
    "language": LANGUAGE,
    "region": MAYBE_TEXT,
}
_HIDDEN: Json = {**MAYBE_WHOLE, "description": "null while the published order hides the numbers."}
_HIDDEN_NUMBERS: Json = {
    "type": "array",
    "maxItems": 50,
    "items": NUMBER,
    "description": "Questions that were public and are hidden now, those asked last first.",
}

SCHEMAS: Json = {
    "Refusal": _object(
        {"code": TEXT, "sentence": TEXT, "id": {**TEXT, "description": "Only with 500."}}, optional=("id",)
    ),
    "Health": _object({"status": {"enum": ["ok", "database_away"]}, "viewers": WHOLE}),
    "NewQuestion": _object(
        {
            "key": {
                "type": "string",
                "format": "uuid",
                "description": "The client's own, new for each question.",
            },
            "text": TEXT,
            "language": LANGUAGE,
            "theme": {**TEXT, "description": "A slug, or empty."},
            "region": {**TEXT, "description": "A slug, or empty."},
            "name": {"type": "string", "maxLength": LONGEST_NAME},
            "show_name": FLAG,
            "keep_private": FLAG,
            "consent": {"type": "integer", "description": "The version of the consent in force."},
        },
        optional=("theme", "region", "name", "show_name", "keep_private"),
    ),
    "Taken": _object(
        {
            "number": NUMBER,
            "shown": _SHOWN,
            "received_at": MOMENT,
            "body": _object({"slug": TEXT, "name": TEXT}),
            "due_on": {"type": "string", "format": "date"},
            "is_new": FLAG,
            "promise": {"type": "object", "description": "Signed; `sukhbat verify` checks it."},
        }
    ),
    "NewSupport": _object({"number": {"type": "string", "maxLength": LONGEST_NUMBER}, "wanted": FLAG}),
    "Supported": _object({"number": NUMBER, "supports": _HIDDEN, "mine": FLAG}),
    "Counts": _object(
        {
            "viewers": {**WHOLE, "description": "Open streams of all processes; polls are not counted."},
            "received": WHOLE,
            "public": WHOLE,
            "answered_live": WHOLE,
            "to_writing": WHOLE,
        }
    ),
    "Air": _object(
        {
            **_QUESTION,
            "theme": MAYBE_TEXT,
            "since": MOMENT,
            "place": {**MAYBE_WHOLE, "description": "In the published order when it was chosen."},
            "chosen_by": {"enum": ["support", "quota", "lottery", ""]},
            "supports": _HIDDEN,
        }
    ),
    "Answered": _object(
        {
            **_QUESTION,
            "record": TEXT,
            "record_language": LANGUAGE,
            "speaker": MAYBE_TEXT,
            "second": {**MAYBE_WHOLE, "description": "From the start of the live part."},
            "watch_url": MAYBE_TEXT,
        }
    ),
    "Leading": _object(
        {**_QUESTION, "supports": _HIDDEN, "part": {"enum": ["support", "quota", "lottery", ""]}}
    ),
    "State": _object(
        {
            "id": TEXT,
            "conference": TEXT,
            "phase": {"enum": sorted(phase.value for phase in PUBLIC)},
            "paused": FLAG,
            "at": MOMENT,
            "counts": _ref("Counts"),
            "air": {"anyOf": [_ref("Air"), {"type": "null"}]},
            "answered": {"type": "array", "maxItems": 10, "items": _ref("Answered")},
            "leading": {"type": "array", "maxItems": 10, "items": _ref("Leading")},
            "hidden": _HIDDEN_NUMBERS,
        }
    ),
    "Events": {
        "description": "The data of each event of the stream, by the event's name.",
        "type": "object",
        "properties": {
            "state": _ref("State"),
            "air": _object({"air": {"anyOf": [_ref("Air"), {"type": "null"}]}}),
            "answered": _object({"item": _ref("Answered"), "counts": _ref("Counts")}),
            "leading": _object({"leading": {"type": "array", "maxItems": 10, "items": _ref("Leading")}}),
            "hidden": _object({"hidden": _HIDDEN_NUMBERS}),
            "counts": _object(
                {
                    "counts": _ref("Counts"),
                    "supports": {
                        "type": "object",
                        "description": "Of the question on air and the leading ones, by number.",
                        "additionalProperties": WHOLE,
                    },
                }
            ),
            "phase": _object({"phase": TEXT, "paused": FLAG}),
            "leave": _object({"retry": {"type": "integer", "description": "Milliseconds."}}),
        },
    },
}
