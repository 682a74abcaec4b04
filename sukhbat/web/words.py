"""The words for codes that pages show: stages, phases, languages, rules. One code, one word."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sukhbat.bodies.rules import RoutingRule
from sukhbat.conferences.rules import Phase
from sukhbat.questions.rules import Stage

STAGES: Mapping[str, Promise] = {
    Stage.RECEIVED: _("Received"),
    Stage.ASSIGNED: _("In work"),
    Stage.ANSWERED: _("Answered"),
    Stage.CLOSED: _("Closed"),
    Stage.DISPUTED: _("Disputed"),
    Stage.DECLINED: _("Declined"),
    Stage.WITHDRAWN: _("Withdrawn"),
}

# The states a list can be narrowed to: the keys of questions.listing.STATES, in the order shown.
STATES: Mapping[str, Promise] = {
    "in_work": _("In work"),
    "received": _("Received, not assigned yet"),
    "assigned": _("An official works on it"),
    "disputed": _("Disputed"),
    "overdue": _("Overdue"),
    "answered": _("Answered"),
    "answered_live": _("Answered live"),
    "answered_in_writing": _("Answered in writing"),
    "declined": _("Declined"),
    "withdrawn": _("Withdrawn"),
}

LANGUAGES: Mapping[str, Promise] = {"kk": _("in Kazakh"), "ru": _("in Russian"), "en": _("in English")}

PHASES: Mapping[Phase, Promise] = {
    Phase.ANNOUNCED: _("Announced"),
    Phase.COLLECTING: _("Collecting questions"),
    Phase.LIVE: _("On air"),
    Phase.ANSWERING: _("Written answers"),
    Phase.CLOSED: _("Closed"),
    Phase.POSTPONED: _("Postponed"),
    Phase.CANCELLED: _("Cancelled"),
}

ROUTING: Mapping[str, Promise] = {
    RoutingRule.CHOSEN: _("The asker chose this body."),
    RoutingRule.COMPETENCE: _("This body is competent for the theme in this region."),
    RoutingRule.THEME_DEFAULT: _("This body answers for the theme in the whole country."),
    RoutingRule.CONFERENCE: _("No theme was named, so the body that holds the conference answers."),
    RoutingRule.COORDINATOR: _("No rule named a body, so the coordinating body decides who answers."),
}
