"""Reads the JSON of senders strictly: what is not exactly as described is refused with a sentence, never guessed."""

import json
import re
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sukhbat.kernel.localized import LANGUAGES
from sukhbat.kernel.passes import Pass
from sukhbat.kernel.refusals import Refusal
from sukhbat.live import refusals
from sukhbat.live.reference import Reference
from sukhbat.questions.intake import Submission
from sukhbat.questions.rules import LONGEST_NAME, Source
from sukhbat.understanding.personal_data import find
from sukhbat.understanding.text import clean

_KEY = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.IGNORECASE)
_MISSING = object()
# Field: its kind, and whether it may be left out.
QUESTION_FIELDS: dict[str, tuple[type, bool]] = {
    "key": (str, False),
    "text": (str, False),
    "language": (str, False),
    "theme": (str, True),
    "region": (str, True),
    "name": (str, True),
    "show_name": (bool, True),
    "keep_private": (bool, True),
    "consent": (int, False),
}
SUPPORT_FIELDS: dict[str, tuple[type, bool]] = {"number": (str, False), "wanted": (bool, False)}
LONGEST_NUMBER = 32


@dataclass(frozen=True)
class WishRead:
    """The number as typed, and whether its answer is wished for."""

    number: str
    wanted: bool


def read_submission(body: bytes, holder: Pass, known: Reference) -> Submission | Refusal:
    """A question; its conference is the pass's and is looked up where it is taken in."""
    fields = read_fields(body, QUESTION_FIELDS)
    if isinstance(fields, Refusal):
        return fields
    if not _KEY.fullmatch(fields["key"]):
        return refusals.bad_field("key")
    theme, region = fields.get("theme", ""), fields.get("region", "")
    shows_name, name = fields.get("show_name", False), clean(fields.get("name", "")).strip()
    refusal = _refusal(fields, theme, region, known) or _name_refusal(name, shows_name=shows_name)
    if refusal is not None:
        return refusal
    return Submission(
        key=UUID(fields["key"]),
        text=fields["text"],
        language=fields["language"],
        source=Source.WEB,
        author_id=holder.person_id,
        theme_id=known.themes[theme] if theme else None,
        region_id=known.regions[region] if region else None,
        name=name,
        hide_name=not shows_name,
        keep_private=fields.get("keep_private", False),
        consent_version=fields["consent"],
    )


def read_wish(body: bytes) -> WishRead | Refusal:
    fields = read_fields(body, SUPPORT_FIELDS)
    if isinstance(fields, Refusal):
        return fields
    if len(fields["number"]) > LONGEST_NUMBER:
        return refusals.bad_field("number")
    return WishRead(fields["number"], fields["wanted"])


def read_fields(body: bytes, known: dict[str, tuple[type, bool]]) -> dict[str, Any] | Refusal:
    """The object in a body, with exactly the known fields, each of its kind; every text can be written as UTF-8."""
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        return refusals.MALFORMED
    if not isinstance(value, dict):
        return refusals.MALFORMED
    if unknown := value.keys() - known.keys():
        return refusals.bad_field(clean(min(unknown))[:40])
    for name, (kind, may_miss) in known.items():
        if (found := value.get(name, _MISSING)) is _MISSING and may_miss:
            continue
        if type(found) is not kind or (isinstance(found, str) and not _is_text(found)):
            return refusals.bad_field(name)
    return value


def _is_text(value: str) -> bool:
    """Whether it can be stored: no half of a surrogate pair, no NUL."""
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return "\x00" not in value


def _refusal(fields: dict[str, Any], theme: str, region: str, known: Reference) -> Refusal | None:
    if fields["language"] not in LANGUAGES:
        return refusals.BAD_LANGUAGE
    if theme and theme not in known.themes:
        return refusals.UNKNOWN_THEME
    if region and region not in known.regions:
        return refusals.UNKNOWN_REGION
    if fields["consent"] != known.consent:
        return refusals.NO_CONSENT
    return None


def _name_refusal(name: str, *, shows_name: bool) -> Refusal | None:
    """As the pages' form has it: nobody checks a name before it is shown."""
    if len(name) > LONGEST_NAME:
        return refusals.LONG_NAME
    if shows_name and not name:
        return refusals.NO_NAME
    if shows_name and find(name):
        return refusals.NAME_TELLS_TOO_MUCH
    return None
