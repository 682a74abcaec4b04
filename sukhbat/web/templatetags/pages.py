"""Filters of the public pages: whole numbers as people read them, and words for codes."""

from textwrap import shorten

from django import template
from django.utils.functional import Promise

from sukhbat.web import words

register = template.Library()
NO_BREAK = "\u00a0"


@register.filter
def count(value: int) -> str:
    """A whole number in groups of three: 1 284 310."""
    return f"{value:,}".replace(",", NO_BREAK)


@register.filter
def brief(text: str, length: int) -> str:
    """The beginning of a text on one line, cut between words."""
    return shorten(text, width=length, placeholder="…")


@register.filter
def stage_word(code: str) -> str | Promise:
    return words.STAGES.get(code, code)


@register.filter
def language_word(code: str) -> str | Promise:
    return words.LANGUAGES.get(code, code)


@register.filter
def phase_word(code: str) -> str | Promise:
    return words.PHASES.get(code, code)  # type: ignore[call-overload, no-any-return]  # a Phase is a str
