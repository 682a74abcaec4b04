"""Words for codes on coordination's pages."""

from collections.abc import Mapping
from datetime import datetime

from django import template
from django.utils.functional import Promise
from django.utils.translation import get_language

from sukhbat.conferences.models import Conference
from sukhbat.desk.coordination import words
from sukhbat.kernel.clock import zone
from sukhbat.terms.rules import Words

register = template.Library()


def _word(table: Mapping[str, Promise], code: str) -> str | Promise:
    return table.get(code, code)


@register.filter
def role_word(code: str) -> str | Promise:
    return _word(words.ROLES, code)


@register.filter
def phase_word(code: str) -> str | Promise:
    return _word(words.PHASES, code)


@register.filter
def language_word(code: str) -> str | Promise:
    return _word(words.LANGUAGES, code)


@register.filter
def part_word(code: str) -> str | Promise:
    return _word(words.PARTS, code)


@register.filter
def table_word(code: str) -> str | Promise:
    return _word(words.TABLES, code)


@register.filter
def field_word(code: str) -> str | Promise:
    return _word(words.FIELDS, code)


@register.filter
def term_word(code: str) -> str | Promise:
    return _word(words.TERMS, code)


@register.filter
def unit_word(code: str) -> str | Promise:
    return _word(words.UNITS, code)


@register.filter
def start_word(code: str) -> str | Promise:
    return _word(words.STARTS, code)


@register.filter
def words_now(text: Words) -> str:
    """An official text of the terms in the reader's language."""
    return text.in_language((get_language() or "kk")[:2])


@register.filter
def phase_at(conference: Conference, now: datetime) -> str:
    """The code of a conference's phase at a moment."""
    return conference.phase(now).value


@register.simple_tag
def zone_words() -> str:
    """The operator's zone as people read it: ``Almaty, UTC+05:00``."""
    here = datetime.now(zone())
    offset = here.strftime("%z")
    return f"{zone().key.rpartition('/')[2].replace('_', ' ')}, UTC{offset[:3]}:{offset[3:]}"
