"""Tags of the officials' pages: their menu, words for codes, and how near a due date is."""

from typing import Any

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sukhbat.answers.actions import POINTS
from sukhbat.answers.rules import Fate, Kind, Point, State
from sukhbat.desk.actors import ROLES
from sukhbat.desk.frame import MenuItem, desk_menu
from sukhbat.kernel.clock import on_the_clock
from sukhbat.kernel.ids import show_number
from sukhbat.questions.rules import Stage, Visibility

register = template.Library()

STAGES: dict[str, Promise] = {
    Stage.RECEIVED: _("Not assigned"),
    Stage.ASSIGNED: _("Assigned"),
    Stage.ANSWERED: _("Answered"),
    Stage.CLOSED: _("Closed"),
    Stage.DISPUTED: _("Disputed"),
    Stage.DECLINED: _("Declined"),
    Stage.WITHDRAWN: _("Withdrawn"),
}
VISIBILITIES: dict[str, Promise] = {
    Visibility.PENDING: _("Not published yet"),
    Visibility.HIDDEN: _("Hidden from the public"),
    Visibility.PRIVATE: _("Seen only by the asker"),
}
LANGUAGES: dict[str, Promise] = {"kk": _("Kazakh"), "ru": _("Russian"), "en": _("English")}
KINDS: dict[str, Promise] = {
    Kind.ORIGINAL: _("written in this language"),
    Kind.OFFICIAL: _("official translation"),
    Kind.MACHINE: _("machine translation"),
}
DRAFTS: dict[str, Promise] = {
    State.DRAFTING: _("Answer being written"),
    State.FOR_SIGNATURE: _("Waits for a signature"),
    State.SIGNED: _("Signed"),
}
FATES: dict[str, Promise] = {
    Fate.UNTICKED: _("Unticked by the signatory"),
    Fate.WITHDRAWN: _("Taken back by their askers"),
    Fate.ENDED: _("Answered or declined otherwise"),
    Fate.DISPUTED: _("Disputed"),
    Fate.ELSEWHERE: _("Gone to another body"),
    Fate.PARTED: _("Left the concern"),
    Fate.OWN: _("The signatory is their executor"),
}


@register.simple_tag(takes_context=True, name="desk_menu")
def desk_menu_tag(context: dict[str, Any]) -> list[MenuItem]:
    """The menu of the person who looks at this page; empty without a request."""
    workplaces = context.get("workplaces") or ()
    found = workplaces() if callable(workplaces) else workplaces
    return desk_menu(context["request"], found) if "request" in context else []


@register.filter(name="on_the_clock")
def clock_of(second: int | None) -> str:
    """A second of the live part as 01:04:18."""
    return on_the_clock(second or 0)


@register.filter
def desk_stage(code: str) -> str | Promise:
    return STAGES.get(code, code)


@register.filter
def visibility_word(code: str) -> str | Promise:
    return VISIBILITIES.get(code, "")


@register.filter
def language_name(code: str) -> str | Promise:
    return LANGUAGES.get(code, code)


@register.filter
def kind_word(code: str) -> str | Promise:
    return KINDS.get(code, code)


@register.filter
def draft_word(code: str) -> str | Promise:
    return DRAFTS.get(code, "")


@register.filter
def point_word(point: Point) -> str | Promise:
    return POINTS[point]


@register.filter
def fate_word(code: str) -> str | Promise:
    return FATES.get(code, code)


@register.filter(name="shown_number")
def number_as_shown(stored: str) -> str:
    """The number of a question as people read it."""
    return show_number(stored)


@register.filter
def role_word(code: str) -> str | Promise:
    """Who acted, as the path of a question says it."""
    return ROLES.get(code, code)
