"""The path of a question: each entry of its log as a sentence."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sukhbat.bodies.models import Body
from sukhbat.bodies.queries import body
from sukhbat.desk.actors import ROLES
from sukhbat.kernel.clock import on_the_clock
from sukhbat.ledger.models import Entry
from sukhbat.ledger.queries import entries_about
from sukhbat.questions.models import Question
from sukhbat.questions.queries import ground

COUNTED = "question:supports_counted"
SENTENCES: Mapping[str, Promise] = {
    "question:received": _("Received for %(body)s"),
    "question:published": _("Published"),
    "question:masked": _("Words masked by a moderator"),
    "question:hidden": _("Hidden by a moderator: %(ground)s"),
    "question:original_revealed": _("The original was looked at"),
    "question:name_revealed": _("The name was looked at"),
    "question:assigned": _("Assigned to an executor, due %(due_on)s"),
    "question:reassigned": _("Given to another executor"),
    "question:returned": _("Back to the dispatcher"),
    "question:redirected": _("Redirected from %(from_body)s to %(to_body)s, due %(due_on)s"),
    "question:extended": _("Due date moved from %(old_due_on)s to %(due_on)s"),
    "question:succeeded": _("%(to_body)s took over the work of %(from_body)s"),
    "question:declined": _("Declined: %(ground)s"),
    "question:withdrawn": _("Withdrawn by the asker"),
    "question:closed": _("Closed"),
    "question:due_moved": _("Due date moved with the conference to %(due_on)s"),
    "question:due_recounted": _("Due date counted anew: %(due_on)s"),
    "question:asker_erased": _("The asker's personal data were erased"),
    "question:due_near": _("%(working_days)s working days left"),
    "question:overdue": _("Overdue since %(due_on)s"),
    "question:put_on_air": _("Put on air"),
    "question:taken_off_air": _("Taken off the air without an answer"),
    "question:answered_live": _("Answered on air at %(second)s"),
    "question:goes_to_writing": _("To be answered in writing by %(body)s, due %(due_on)s"),
    "question:record_corrected": _("Record of the answer on air corrected"),
    "question:name_hidden": _("The asker's name was hidden by a moderator"),
    "question:joined": _("The asker joined concern no. %(concern)s"),
    "question:parted": _("Taken out of concern no. %(concern)s: a different question"),
    "question:rejoined": _("No longer said to differ from concern no. %(concern)s"),
    COUNTED: _("Supports counted: %(total)s"),
    "answer:handed_over": _("Answer handed over for signature"),
    "answer:taken_back": _("Answer taken back by the executor"),
    "answer:returned": _("Answer returned to the executor"),
    "answer:signed": _("Answer signed"),
    "answer:confirmed": _("Answer on air confirmed by the body"),
    "answer:signed_for_all": _("One answer to all who asked this signed"),
    "question:said_different": _("The asker said it is a different question: in work again, due %(due_on)s"),
}


@dataclass(frozen=True)
class Step:
    """What happened, who did it (a role), when, and a class of the track."""

    what: str
    who: str | Promise
    at: datetime
    css: str = ""


def path(question: Question, *, bodies: Mapping[str, Body]) -> list[Step]:
    """Everything that happened, oldest first. An entry without a sentence of ours is left out."""
    entries = [entry for entry in entries_about(question.number) if entry.event in SENTENCES]
    # Supports are counted once a minute: only the last number is news.
    last_count = next((entry for entry in reversed(entries) if entry.event == COUNTED), None)
    return [_step(entry, bodies) for entry in entries if entry.event != COUNTED or entry is last_count]


def _step(entry: Entry, bodies: Mapping[str, Body]) -> Step:
    values = {name: _value(name, value, bodies) for name, value in entry.facts.items()}
    blank = dict.fromkeys(
        (
            "body",
            "from_body",
            "to_body",
            "ground",
            "due_on",
            "old_due_on",
            "working_days",
            "second",
            "total",
            "concern",
        ),
        "…",
    )
    css = "late" if entry.event == "question:overdue" else ""
    return Step(
        str(SENTENCES[entry.event]) % {**blank, **values}, ROLES.get(entry.actor_role, ""), entry.at, css
    )


def _value(name: str, value: Any, bodies: Mapping[str, Body]) -> str:
    if name in {"body", "from_body", "to_body"}:
        # A retired body is not in the directory of today, yet it keeps its name.
        found = bodies.get(value) or body(value)
        return found.name if found else str(value)
    if name in {"due_on", "old_due_on"}:
        return date.fromisoformat(str(value)).strftime("%d.%m.%Y")
    if name == "ground":
        named = ground(str(value))
        return named.name if named else str(value)
    return on_the_clock(int(value)) if name == "second" else str(value)
