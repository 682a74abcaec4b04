"""Small filters every template may use: public numbers, local days, words for codes."""

from datetime import date, datetime

from django import template

from sukhbat.kernel.clock import local_day
from sukhbat.kernel.ids import show_number
from sukhbat.kernel.localized import localized

register = template.Library()


@register.filter
def number(stored: str) -> str:
    """A question's number as people read it."""
    return show_number(stored)


@register.filter
def local(thing: object, field: str) -> str:
    """A text of official data in the reader's language: ``{{ body|local:"name" }}``."""
    return localized(thing, field)


@register.filter
def day_of(moment: datetime) -> date:
    """The local calendar day of a moment."""
    return local_day(moment)
