"""Clocks of the studio's pages: time gone by, and seconds of the live part."""

from datetime import datetime

from django import template

from sukhbat.questions.records import show_second

register = template.Library()


@register.filter
def elapsed(since: datetime, now: datetime) -> str:
    """``02:14`` or ``1:12:40`` between two moments; the page's script goes on counting."""
    return show_second(max(0, int((now - since).total_seconds())))


@register.filter
def clock(second: int | None) -> str:
    """A second of the live part as ``12:05``."""
    return show_second(second or 0)
