"""Words for codes on coordination's pages."""

from collections.abc import Mapping
from datetime import datetime

from django import template
from django.utils.functional import Promise
from django.utils.translation import get_language, ngettext

from sukhbat.conferences.models import Conference
from sukhbat.desk.coordination import words
from sukhbat.kernel.clock import zone
from sukhbat.terms.rules import Term, Unit, Words

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
def term_length(term: Term) -> str:
    """``15 working days``."""
    if term.unit is Unit.WORKING:
        counted = ngettext("%(count)s working day", "%(count)s working days", term.days)
    else:
        counted = ngettext("%(count)s day", "%(count)s days", term.days)
    return counted % {"count": term.days}


@register.filter
def key_words(key: str) -> str:
    """The key of a row, its parts apart; an open part is left out."""
    return " · ".join(part for part in key.split("|") if part)


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
