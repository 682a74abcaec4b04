"""The OpenAPI 3.1 document of the live service, by hand: it is the contract, and the tests hold the service to it."""

from typing import Any

from sukhbat.kernel.localized import LANGUAGES
from sukhbat.live.openapi_schemas import SCHEMAS

Json = dict[str, Any]


def document() -> Json:
    """The whole document; refers to nothing outside."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Sukhbat live",
            "version": "1",
            "description": (
                "The live hour: send a question, support one, and follow what is on air. Reading is open to everybody. "
                "Sending needs a pass, which the pages give to a signed-in person for one conference and ten minutes; "
                "a browser's Origin must be one of the site's. Every refusal has a code and a sentence."
            ),
        },
        "paths": {
            "/live/health": {"get": _health()},
            "/live/openapi.json": {"get": _self()},
            "/live/conferences/{slug}/snapshot": {"get": _snapshot()},
            "/live/conferences/{slug}/stream": {"get": _stream()},
            "/live/questions": {"post": _questions()},
            "/live/supports": {"post": _supports()},
        },
        "components": {
            "schemas": SCHEMAS,
            "securitySchemes": {"pass": {"type": "http", "scheme": "bearer"}},
        },
    }


_LANGUAGE: Json = {
    "name": "language",
    "in": "query",
    "description": "Of names and sentences; else the first known one of Accept-Language, else kk.",
    "schema": {"type": "string", "enum": list(LANGUAGES)},
}
_SLUG: Json = {
    "name": "slug",
    "in": "path",
    "required": True,
    "schema": {"type": "string", "pattern": "^[-a-zA-Z0-9_]{1,60}$"},
}
_RETRY_AFTER: Json = {"Retry-After": {"description": "Seconds.", "schema": {"type": "integer", "minimum": 1}}}
_WHY = {
    "400": "The request is not as described here",
    "401": "No pass, a wrong one, or one that ran out; also somebody who may no longer sign in",
    "403": "Sent by a page of another site, or not allowed for this person",
    "404": "There is nothing here",
    "405": "Not in this way",
    "408": "It took more than ten seconds to arrive",
    "409": "Closed meanwhile, or the key is somebody else's",
    "413": "More than 32 KiB",
    "415": "Not JSON",
    "422": "Understood, and not acceptable: the sentence says what to change",
    "429": "Too often",
    "431": "A head of more than 8 KiB",
    "500": "A mistake of the service; the id stands in its log",
    "503": "Not at this moment: too many at once, paused, or the database is away",
}
_COMMON = ("400", "404", "405", "408", "413", "431", "500", "503")
_SENDING = (*_COMMON, "401", "403", "409", "415", "422", "429")


def _refused(*statuses: str) -> Json:
    return {
        status: {
            "description": _WHY[status],
            "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Refusal"}}},
            **({"headers": _RETRY_AFTER} if status in {"429", "503"} else {}),
        }
        for status in sorted(statuses)
    }


def _given(description: str, schema: str, **more: Any) -> Json:
    return {
        "description": description,
        "content": {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}},
        **more,
    }


def _health() -> Json:
    return {
        "operationId": "health",
        "summary": "Whether the service can serve",
        "parameters": [_LANGUAGE],
        "responses": {
            "200": _given("It can", "Health"),
            **_refused(*(set(_COMMON) - {"503"})),
            "503": _given("The database is away; open streams go on", "Health"),
        },
    }


def _self() -> Json:
    return {
        "operationId": "openapi",
        "summary": "This document",
        "parameters": [_LANGUAGE],
        "responses": {
            "200": {
                "description": "OpenAPI",
                "content": {"application/json": {"schema": {"type": "object"}}},
            },
            **_refused(*_COMMON),
        },
    }


def _snapshot() -> Json:
    tag = {"ETag": {"schema": {"type": "string"}}}
    return {
        "operationId": "snapshot",
        "summary": "The state of a conference; for polling through any cache",
        "parameters": [
            _SLUG,
            _LANGUAGE,
            {"name": "If-None-Match", "in": "header", "schema": {"type": "string"}},
        ],
        "responses": {
            "200": _given("At most a second behind the stream", "State", headers=tag),
            "304": {"description": "Unchanged", "headers": tag},
            **_refused(*_COMMON),
        },
    }


def _stream() -> Json:
    return {
        "operationId": "stream",
        "summary": "What happens, as it happens",
        "description": (
            "Server-sent events with ids. The first is `state` with the whole state, unless Last-Event-ID is still "
            "known: then what was missed. Then `air`, `answered`, `leading`, `hidden`, `counts`, `phase` (schema "
            "Events), and `leave` when the process is about to stop. Something is said every 25 seconds at least. Who "
            "does not read is dropped."
        ),
        "parameters": [
            _SLUG,
            _LANGUAGE,
            {"name": "Last-Event-ID", "in": "header", "schema": {"type": "string"}},
            {
                "name": "last",
                "in": "query",
                "description": "The same, for those who cannot set headers.",
                "schema": {"type": "string"},
            },
        ],
        "responses": {
            "200": {
                "description": "The stream; it ends with the connection",
                "content": {"text/event-stream": {"schema": {"type": "string"}}},
            },
            **_refused(*_COMMON, "403", "429"),
        },
    }


def _questions() -> Json:
    return {
        "operationId": "ask",
        "summary": "Send a question to the pass's conference",
        "description": "The same key again gives the first receipt. Acknowledged only when it is stored for good.",
        "security": [{"pass": []}],
        "parameters": [_LANGUAGE],
        "requestBody": _body("NewQuestion"),
        "responses": {
            "200": _given("The key was known", "Taken"),
            "201": _given("Taken in", "Taken"),
            **_refused(*_SENDING),
        },
    }


def _supports() -> Json:
    return {
        "operationId": "support",
        "summary": "Support a question of the pass's conference, or take that back",
        "security": [{"pass": []}],
        "parameters": [_LANGUAGE],
        "requestBody": _body("NewSupport"),
        "responses": {"200": _given("As it stands now", "Supported"), **_refused(*_SENDING)},
    }


def _body(schema: str) -> Json:
    return {
        "required": True,
        "content": {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}},
    }
