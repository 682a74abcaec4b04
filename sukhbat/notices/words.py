"""Each notice as one sentence in the reader's language, made from its codes and days when it is read."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from sukhbat.kernel.clock import on_the_clock
from sukhbat.kernel.ids import show_number
from sukhbat.kernel.localized import written_day
from sukhbat.notices.rules import Group, Kind

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise

_DAYS = (
    "due_on", "old_due_on", "done_by_on", "window_ended_on", "registered_on", "first_due_on", "until_on",
)  # fmt: skip
_BODIES = ("body", "from_body", "to_body")
_OTHERS = ("ground", "working_days", "conference", "second", "questions", "concern")
Namer = Callable[[str], str]

# Numbers of people below five are not told.
FEW = _("fewer than five")

SENTENCES: Mapping[Kind, "StrPromise"] = {
    Kind.RECEIVED: _("Your question %(number)s was received. Who answers: %(body)s. Due date: %(due_on)s."),
    Kind.PUBLISHED: _("Your question %(number)s was checked and everyone can read it."),
    Kind.MASKED: _("Personal data in your question %(number)s was masked before everyone could read it."),
    Kind.HIDDEN: _("The text of your question %(number)s was hidden. Ground: %(ground)s."),
    Kind.NAME_HIDDEN: _(
        "A moderator hid the name you showed with your question %(number)s. The question itself stays public."
    ),
    Kind.ON_AIR: _("Your question %(number)s is on air now."),
    Kind.ANSWERED_LIVE: _("Your question %(number)s was answered on air at %(second)s."),
    Kind.IN_WRITING: _(
        "Your question %(number)s was not answered on air: it is answered in writing. Who answers: %(body)s. "
        "Due date: %(due_on)s."
    ),
    Kind.CONFIRMED: _("What was said on air about your question %(number)s was confirmed. By: %(body)s."),
    Kind.REMAINDER: _(
        "The live part is over: %(conference)s. Questions your body answers in writing: %(questions)s. "
        "The first is due on %(first_due_on)s."
    ),
    Kind.ASSIGNED: _(
        "An official now works on your question %(number)s. Body: %(body)s. Due date: %(due_on)s."
    ),
    Kind.REDIRECTED: _(
        "Your question %(number)s was sent on. From: %(from_body)s. To: %(to_body)s. Due date: %(due_on)s."
    ),
    Kind.EXTENDED: _(
        "The due date of your question %(number)s was extended. Before: %(old_due_on)s. Now: %(due_on)s."
    ),
    Kind.DUE_MOVED: _(
        "The due date of your question %(number)s moved together with its conference. Now: %(due_on)s."
    ),
    Kind.DUE_RECOUNTED: _(
        "The working calendar changed: your question %(number)s is due earlier. Now: %(due_on)s."
    ),
    Kind.SUCCEEDED: _(
        "Another body took over your question %(number)s with its due date. Before: %(from_body)s. "
        "Who answers now: %(to_body)s."
    ),
    Kind.ANSWERED: _("Your question %(number)s was answered. Who answered: %(body)s."),
    Kind.ANSWERED_FOR_ALL: _(
        "Your question %(number)s was answered. Who answered: %(body)s. The same answer went to everyone who asked "
        "this. If your question is a different one, say so until %(until_on)s."
    ),
    Kind.BACK_IN_WORK: _(
        "You said that your question %(number)s is a different one, so it is in work again. Who answers: %(body)s. "
        "Due date: %(due_on)s."
    ),
    Kind.TOGETHER: _(
        "Your question %(number)s stands in concern no. %(concern)s, with others who ask the same. People: "
        "%(people)s. One answer may reach you all. If yours is different, say so until %(until_on)s."
    ),
    Kind.DECLINED: _("Your question %(number)s was declined. Body: %(body)s. Ground: %(ground)s."),
    Kind.WITHDRAWN: _("You took back your question %(number)s. Its number and dates stay."),
    Kind.CLOSED: _("Your question %(number)s is closed: the time to judge the answer has ended."),
    Kind.NEW: _("A new question %(number)s arrived. Due date: %(due_on)s."),
    Kind.ARRIVED: _("Question %(number)s was sent to your body. From: %(from_body)s. Due date: %(due_on)s."),
    Kind.LEFT: _("Question %(number)s left your body. Who answers now: %(to_body)s."),
    Kind.TAKEN_BACK: _("The author took back question %(number)s. Nothing more is owed."),
    Kind.YOURS: _("Question %(number)s was assigned to you."),
    Kind.NOT_YOURS: _("Question %(number)s was given to a colleague."),
    Kind.TO_SIGN: _("An answer to question %(number)s waits for a signature."),
    Kind.SENT_BACK: _("The answer to question %(number)s was returned to you for more work."),
    Kind.SIGNED: _("The answer to question %(number)s was signed and published."),
    Kind.CAME_BACK: _(
        "The asker of question %(number)s said that the answer to all is not about it. It needs an executor. "
        "Due date: %(due_on)s."
    ),
    Kind.ALL_TO_SIGN: _(
        "An answer to all in concern no. %(concern)s waits for a signature. Questions it goes to: %(questions)s."
    ),
    Kind.ALL_SENT_BACK: _("The answer to all in concern no. %(concern)s was returned for more work."),
    Kind.ALL_SIGNED: _(
        "The answer to all in concern no. %(concern)s was signed. Questions answered: %(questions)s."
    ),
    Kind.UNASSIGNED: _("Question %(number)s came back and needs an executor."),
    Kind.INHERITED: _("Question %(number)s came to your body with the duties of: %(from_body)s."),
    Kind.NEW_DATE: _("The due date of question %(number)s is now %(due_on)s."),
    Kind.DUE_NEAR: _(
        "Question %(number)s is due soon. Due date: %(due_on)s. Working days left: %(working_days)s."
    ),
    Kind.OVERDUE: _("Question %(number)s is overdue. It was due on %(due_on)s."),
}

GROUPS: Mapping[Group, tuple["StrPromise", "StrPromise"]] = {
    Group.PROGRESS: (
        _("How my questions get on"),
        _("Assigned to an official, the due date moved."),
    ),
    Group.NEW: (_("New questions of my body"), _("One mail for each question that arrives.")),
    Group.WORK: (
        _("My work on questions"),
        _("Assigned to me, waiting for my signature, returned, gone from my desk."),
    ),
    Group.DEADLINES: (
        _("Due dates"),
        _("Five, three and one working day before, and when a date has passed."),
    ),
}


def sentence(
    kind: str,
    number: str,
    params: Mapping[str, object],
    *,
    body_name: Namer,
    ground_name: Namer,
    conference_name: Namer = str,
) -> str:
    """What happened, in the active language. A code that has no name any more stands for itself."""
    said = values(
        number, params, body_name=body_name, ground_name=ground_name, conference_name=conference_name
    )
    return str(SENTENCES[Kind(kind)]) % said


def values(
    number: str,
    params: Mapping[str, object],
    *,
    body_name: Namer,
    ground_name: Namer,
    conference_name: Namer = str,
) -> dict[str, str]:
    """The codes and days of an entry as words of the active language; what is missing is a dash.

    ``number`` is '' for what happened to a whole conference.
    """
    found = {**dict.fromkeys((*_BODIES, *_DAYS, *_OTHERS), "—"), "people": str(FEW)}
    found |= {name: str(value) for name, value in params.items()}
    for name in _BODIES:
        if name in params:
            found[name] = body_name(found[name])
    if "ground" in params:
        found["ground"] = ground_name(found["ground"])
    if "conference" in params:
        found["conference"] = conference_name(found["conference"])
    if "second" in params:
        found["second"] = on_the_clock(int(found["second"]))
    for name in _DAYS:
        if name in params:
            found[name] = day_words(date.fromisoformat(found[name]))
    return found | {"number": show_number(number) if number else ""}


def day_words(day: date) -> str:
    """A day as people write it in the active language: 14 December 2026."""
    return written_day(day, (get_language() or "kk")[:2])
