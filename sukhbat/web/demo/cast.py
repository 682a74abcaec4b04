"""The people whose work the demonstration lets one look at, and where each begins."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

DOMAIN = "example.kz"
# Its address names a conference: the sample that is live now.
STUDIO = "studio:studio"
MINISTRY = "min-labour"
# A body whose questions are answered on air in the sample live hour.
AIRED = "min-health"
PLATFORM = "presidential-administration"


def staff_address(role: str, number: int, body: str) -> str:
    """The address of a body's officer; example.kz takes no mail from anybody."""
    return f"{role}{number}.{body}@{DOMAIN}"


def asker_address(number: int) -> str:
    return f"asker{number}@{DOMAIN}"


@dataclass(frozen=True)
class Entry:
    """One door of the demonstration: whom one becomes, what they do, and their first page."""

    code: str
    address: str
    role: Promise
    does: Promise
    page: str


CITIZEN = f"aigerim@{DOMAIN}"
ENTRIES = (
    Entry("citizen", CITIZEN, _("Citizen"), _("Asks, follows the answer, gets mail."), "web:my"),
    Entry(
        "moderator",
        staff_address("moderator", 1, PLATFORM),
        _("Moderator"),
        _("Checks texts before they are public; sees no names."),
        "moderation:queue",
    ),
    Entry(
        "host",
        staff_address("host", 1, PLATFORM),
        _("Host of a conference"),
        _("Leads the live part: puts questions on air, records the answers, ends it."),
        STUDIO,
    ),
    Entry(
        "dispatcher",
        staff_address("dispatcher", 1, MINISTRY),
        _("Dispatcher of a ministry"),
        _("Gives each question to an executor or to the competent body."),
        "desk:home",
    ),
    Entry(
        "executor",
        staff_address("executor", 1, MINISTRY),
        _("Executor of a ministry"),
        _("Writes the answer and hands it over."),
        "desk:home",
    ),
    Entry(
        "signatory",
        staff_address("signatory", 1, MINISTRY),
        _("Signatory of a ministry"),
        _("Signs, extends or declines; never an answer of their own hand."),
        "desk:home",
    ),
    Entry(
        "confirmer",
        staff_address("signatory", 1, AIRED),
        _("Signatory after the live part"),
        _("Confirms what was said on air; then it is the answer of the body."),
        "desk:home",
    ),
    Entry(
        "coordinator",
        staff_address("coordinator", 1, PLATFORM),
        _("Coordinator"),
        _("Keeps conferences, the directory and the calendar."),
        "coordination:home",
    ),
    Entry(
        "administrator",
        staff_address("administrator", 1, PLATFORM),
        _("Administrator"),
        _("Grants roles and keeps the settings."),
        "coordination:home",
    ),
    Entry(
        "operator",
        staff_address("operator", 1, PLATFORM),
        _("Call centre operator"),
        _("Enters a question for somebody on the phone."),
        "operator:enter",
    ),
    Entry(
        "auditor",
        staff_address("auditor", 1, PLATFORM),
        _("Auditor"),
        _("Reads everything and the log, changes nothing."),
        "coordination:home",
    ),
)


def entry(code: str) -> Entry | None:
    return next((found for found in ENTRIES if found.code == code), None)
