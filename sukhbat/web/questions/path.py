"""The path of a question in words: each entry of the log that matters to a reader becomes one step.

An event that has no sentence here is no step: the log may know more than a page tells.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from sukhbat.kernel.clock import on_the_clock
from sukhbat.ledger.models import Entry
from sukhbat.ledger.rules import Fact
from sukhbat.web.words import ROUTING

Facts = Mapping[str, Fact]
BODY_FACTS = ("body", "from_body", "to_body")


@dataclass(frozen=True)
class Quote:
    """What an official wrote, in the language it was written in."""

    text: str
    language: str


@dataclass(frozen=True)
class Told:
    """What a page knows besides the log: names by slug and code, reasons by event and hop."""

    bodies: Mapping[str, str]
    grounds: Mapping[str, str]
    quotes: Mapping[str, Quote]

    def body(self, facts: Facts, key: str = "body") -> str:
        slug = str(facts.get(key) or "")
        return self.bodies.get(slug, slug)


@dataclass(frozen=True)
class PathStep:
    """One step; ``css`` is "late" for a broken promise, else ''."""

    what: str
    at: datetime
    note: str = ""
    quote: Quote | None = None
    css: str = ""


Teller = Callable[[Facts, Told], tuple[str, str]]


def path_of(entries: Iterable[Entry], told: Told) -> list[PathStep]:
    """The steps of a question, oldest first."""
    return [step for entry in entries if (step := _step(entry, told)) is not None]


def _step(entry: Entry, told: Told) -> PathStep | None:
    teller = TELLERS.get(entry.event)
    if teller is None:
        return None
    what, note = teller(entry.facts, told)
    css = "late" if entry.event == "question:overdue" else ""
    return PathStep(what, entry.at, note, told.quotes.get(quote_key(entry.event, entry.facts)), css)


def quote_key(event: str, facts: Facts) -> str:
    """Where the reason of an entry stands in ``Told.quotes``: hops are told apart by their number."""
    return f"{event}:{facts['hop']}" if "hop" in facts else event


def day(value: object) -> str:
    """A day of the log, ``2026-12-14``, as people write it in the active language."""
    return date_format(date.fromisoformat(str(value)), "DATE_FORMAT")


def _received(facts: Facts, told: Told) -> tuple[str, str]:
    rule = str(ROUTING.get(str(facts.get("routed_by")), ""))
    note = _("Who answers: %(body)s.") % {"body": told.body(facts)}
    return _("Received"), f"{note} {rule}".strip()


def _published(facts: Facts, told: Told) -> tuple[str, str]:
    if facts.get("by_time"):
        return _("Shown to everyone"), _("The time for the check had ended.")
    return _("Checked and shown to everyone"), ""


def _hidden(facts: Facts, told: Told) -> tuple[str, str]:
    code = str(facts.get("ground", ""))
    return _("The text was hidden"), _("Ground: %(ground)s.") % {"ground": told.grounds.get(code, code)}


def _assigned(facts: Facts, told: Told) -> tuple[str, str]:
    return _("An official works on it"), told.body(facts)


def _returned(facts: Facts, told: Told) -> tuple[str, str]:
    note = _("The official no longer holds this office.") if facts.get("office_ended") else ""
    return _("Back with the body's dispatcher"), note


def _redirected(facts: Facts, told: Told) -> tuple[str, str]:
    names = {"body": told.body(facts, "from_body"), "due": day(facts["due_on"])}
    what = _("Sent on to: %(body)s") % {"body": told.body(facts, "to_body")}
    return what, _("From: %(body)s. The new body has until %(due)s.") % names


def _extended(facts: Facts, told: Told) -> tuple[str, str]:
    days = {"old": day(facts["old_due_on"]), "new": day(facts["due_on"])}
    return _("Due date extended"), _("From %(old)s to %(new)s.") % days


def _due_moved(facts: Facts, told: Told) -> tuple[str, str]:
    moved = _("It moved together with its conference. Now: %(due)s.") % {"due": day(facts["due_on"])}
    return _("Due date moved"), moved


def _overdue(facts: Facts, told: Told) -> tuple[str, str]:
    return _("The due date passed without an answer"), told.body(facts)


def _declined(facts: Facts, told: Told) -> tuple[str, str]:
    code = str(facts.get("ground", ""))
    return _("Declined"), _("Ground: %(ground)s.") % {"ground": told.grounds.get(code, code)}


def _succeeded(facts: Facts, told: Told) -> tuple[str, str]:
    note = _("The body's successor answers: %(body)s.") % {"body": told.body(facts, "to_body")}
    return _("Moved to the successor of its body"), note


def _recounted(facts: Facts, told: Told) -> tuple[str, str]:
    note = _("The working calendar changed. Now: %(due)s.") % {"due": day(facts["due_on"])}
    return _("Due date moved to an earlier day"), note


def _put_on_air(facts: Facts, told: Told) -> tuple[str, str]:
    place = facts.get("place")
    return _("Put on air"), _("It stood at place %(place)s of the published order.") % {
        "place": place
    } if place else ""


def _answered_live(facts: Facts, told: Told) -> tuple[str, str]:
    moment = on_the_clock(int(str(facts["second"])))
    return _("Answered on air"), _("At %(moment)s of the live part.") % {"moment": moment}


def _goes_to_writing(facts: Facts, told: Told) -> tuple[str, str]:
    names = {"body": told.body(facts), "due": day(facts["due_on"])}
    return _("Will be answered in writing"), _("%(body)s answers until %(due)s.") % names


def _signed(facts: Facts, told: Told) -> tuple[str, str]:
    note = _("%(body)s; due was %(due)s.") % {"body": told.body(facts), "due": day(facts["due_on"])}
    return _("Answered"), note


def _signed_for_all(facts: Facts, told: Told) -> tuple[str, str]:
    note = _("%(body)s gave one answer to everyone who asked this; due was %(due)s.")
    return _("Answered"), note % {"body": told.body(facts), "due": day(facts["due_on"])}


def _said_different(facts: Facts, told: Told) -> tuple[str, str]:
    note = _("The asker said that theirs is a different question. %(body)s answers it until %(due)s.")
    names = {"body": told.body(facts), "due": day(facts["due_on"])}
    return _("Back in work"), note % names


def _confirmed(facts: Facts, told: Told) -> tuple[str, str]:
    return _("The body confirmed what was said on air"), told.body(facts)


def _joined(facts: Facts, told: Told) -> tuple[str, str]:
    return _("The asker joined concern no. %(concern)s") % {"concern": facts["concern"]}, ""


def _parted(facts: Facts, told: Told) -> tuple[str, str]:
    what = _("A different question: it left concern no. %(concern)s") % {"concern": facts["concern"]}
    return what, _("Number, supports and due date stay as they were.")


def _rejoined(facts: Facts, told: Told) -> tuple[str, str]:
    return _("No longer said to differ from concern no. %(concern)s") % {"concern": facts["concern"]}, ""


TELLERS: Mapping[str, Teller] = {
    "question:received": _received,
    "question:published": _published,
    "question:masked": lambda facts, told: (_("Personal data was masked"), ""),
    "question:hidden": _hidden,
    "question:assigned": _assigned,
    "question:reassigned": lambda facts, told: (_("Another official works on it"), told.body(facts)),
    "question:returned": _returned,
    "question:redirected": _redirected,
    "question:extended": _extended,
    "question:due_moved": _due_moved,
    "question:overdue": _overdue,
    "question:declined": _declined,
    "question:withdrawn": lambda facts, told: (_("The asker took the question back"), ""),
    "question:closed": lambda facts, told: (_("Closed"), _("The time to judge the answer ended.")),
    "question:due_recounted": _recounted,
    "question:succeeded": _succeeded,
    "question:put_on_air": _put_on_air,
    "question:taken_off_air": lambda facts, told: (_("Off the air again, back in the queue"), ""),
    "question:answered_live": _answered_live,
    "question:record_corrected": lambda facts, told: (_("The host corrected the record of the answer"), ""),
    "question:goes_to_writing": _goes_to_writing,
    "question:joined": _joined,
    "question:parted": _parted,
    "question:rejoined": _rejoined,
    "answer:handed_over": lambda facts, told: (_("An answer waits for a signature"), ""),
    "answer:returned": lambda facts, told: (_("The answer was sent back for more work"), ""),
    "answer:signed": _signed,
    "answer:signed_for_all": _signed_for_all,
    "question:said_different": _said_different,
    "answer:confirmed": _confirmed,
}
