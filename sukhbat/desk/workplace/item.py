"""The page of one question at work: what it needs to show, and only the forms this person may send."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from sukhbat.answers import policies as answering
from sukhbat.answers.queries import Written, answer_of, answer_to_all_of, draft_of
from sukhbat.answers.rules import State
from sukhbat.assignments import policies as moving
from sukhbat.assignments.models import Assignment
from sukhbat.assignments.queries import (
    decline_of,
    extension_of,
    last_redirect_day,
    notes_of,
    open_assignment,
    redirects_of,
)
from sukhbat.bodies.queries import officers_of, standing
from sukhbat.bodies.rules import Role
from sukhbat.concerns.queries import membership_of
from sukhbat.conferences.watching import watch_url
from sukhbat.desk.earlier import Found, earlier_answers
from sukhbat.desk.workplace import forms
from sukhbat.desk.workplace.answer_forms import Editor
from sukhbat.desk.workplace.clocks import Clocks, clocks
from sukhbat.desk.workplace.confirm_form import ConfirmForm
from sukhbat.desk.workplace.door import item_of, official
from sukhbat.desk.workplace.names import names
from sukhbat.desk.workplace.path import path
from sukhbat.kernel import clock
from sukhbat.kernel.refusals import Refusal, Refused
from sukhbat.people.models import Person
from sukhbat.questions.air_records import record_of
from sukhbat.questions.models import Airing, Question
from sukhbat.questions.policies import may_reveal
from sukhbat.questions.rules import Outcome
from sukhbat.terms.queries import term
from sukhbat.terms.rules import TermKind

# Written at the form; any other refusal is a page of its own.
MENDABLE = {409, 413, 415, 422}
VERBS = {
    "assign": moving.may_assign,
    "reassign": moving.may_reassign,
    "return": moving.may_return,
    "redirect": moving.may_redirect,
    "extend": moving.may_extend,
    "decline": moving.may_decline,
    "note": moving.may_note,
    "reveal": may_reveal,
    "draft": answering.may_draft,
    "hand_over": answering.may_hand_over,
    "take_back": answering.may_take_back,
    "send_back": answering.may_return_answer,
    "sign": answering.may_sign,
    "confirm": answering.may_confirm,
}


@dataclass
class Work:
    """A question with the work on it, for the page and for the pane beside the list."""

    question: Question
    assignment: Assignment | None
    draft: Written | None
    clocks: Clocks
    may: dict[str, bool]
    refusals: dict[str, Refusal]
    record: Airing | None = None
    # The answer to all that its asker said is not about it.
    earlier: Written | None = None
    forms: dict[str, Any] = field(default_factory=dict)

    @property
    def checklist(self) -> dict[Any, bool]:
        return self.draft.checklist(self.question) if self.draft else {}

    @property
    def watch_url(self) -> str:
        """Where the answer on air can be watched; '' without a recording."""
        return watch_url(self.record.conference, self.record.second) if self.record else ""

    @property
    def has_text(self) -> bool:
        return bool(self.draft and self.draft.versions)


def work_on(
    person: Person, question: Question, *, now: datetime, bound: Mapping[str, Any] | None = None
) -> Work:
    """What the person may see and do; ``bound`` are forms that came back with errors."""
    refusals = {verb: may(person, question, now=now) for verb, may in VERBS.items()}
    work = Work(
        question=question,
        assignment=open_assignment(question),
        draft=_answer(question),
        clocks=clocks(question, now=now),
        may={verb: refusal is None for verb, refusal in refusals.items()},
        refusals={verb: refusal for verb, refusal in refusals.items() if refusal is not None},
        record=record_of(question.pk) if question.outcome == Outcome.ANSWERED_LIVE else None,
        earlier=answer_to_all_of(question) if question.in_work else None,
    )
    work.forms = {**_fresh(work, now=now), **(bound or {})}
    return work


def _answer(question: Question) -> Written | None:
    """What the body writes or has written, else the answer to all that the question got."""
    own = draft_of(question)
    if question.in_work or question.outcome != Outcome.ANSWERED_IN_WRITING:
        return own
    return own if own is not None and own.answer.state == State.SIGNED else answer_of(question)


def _fresh(work: Work, *, now: datetime) -> dict[str, Any]:
    may, question, today = work.may, work.question, clock.local_day(now)
    found: dict[str, Any] = {}
    if may["assign"] or may["reassign"]:
        executors = list(officers_of(question.body, Role.EXECUTOR, on=today))
        found["assign"] = forms.AssignForm(executors=executors)
    if may["redirect"]:
        found["redirect"] = forms.RedirectForm(question=question, now=now)
    if may["extend"]:
        found["extend"] = forms.ExtendForm(most=term(kind=TermKind.EXTENSION, on=today).days)
    if may["draft"]:
        found["editor"] = Editor(question, work.draft)
    if may["confirm"] and work.draft:
        found["confirm"] = ConfirmForm(work.draft)
    simple = {
        "return": forms.ReturnForm,
        "decline": forms.DeclineForm,
        "note": forms.NoteForm,
        "reveal": forms.RevealForm,
        "send_back": forms.SendBackForm,
    }
    return found | {name: form() for name, form in simple.items() if may[name]}


@never_cache
@require_safe
def show(request: HttpRequest, number: str) -> HttpResponse:
    """The question, its clocks and path, and the work on it."""
    now = clock.now()
    person = official(request)
    return item_page(request, person, item_of(person, number, now=now), now=now)


def item_page(
    request: HttpRequest,
    person: Person,
    question: Question,
    *,
    now: datetime,
    trouble: "TroubleError | None" = None,
    revealed: dict[str, Any] | None = None,
    bound: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """The page of the question, with the forms that came back with errors and what was refused."""
    work = work_on(person, question, now=now, bound=bound)
    # The body's own paper: also a coordinator, who may open every desk, does not read it.
    reads_notes = work.may["note"] or standing(person, on=clock.local_day(now)).holds(Role.AUDITOR)
    context = {
        "work": work,
        "item": question,
        "desk": question.body,
        "refusal": trouble.refusal if trouble else None,
        "revealed": revealed,
        "path": path(question, bodies=names(on=clock.local_day(now)).bodies),
        "notes": notes_of(question, body_id=question.body_id) if reads_notes else [],
        "redirects": redirects_of(question),
        "extension": extension_of(question),
        "decline": decline_of(question),
        "redirect_until": last_redirect_day(question, now=now),
        "membership": membership_of(question),
        "similar": _similar(question, now=now) if work.may["draft"] else None,
    }
    return render(request, "desk/item.html", context, status=trouble.status if trouble else 200)


def _similar(question: Question, *, now: datetime) -> Found:
    return earlier_answers(question.text, body_id=question.body_id, without=question.pk, now=now)


class TroubleError(Exception):
    """A form that cannot be sent as it is: the page comes back with it."""

    def __init__(self, refusal: Refusal | None = None, status: int = 422) -> None:
        super().__init__()
        self.refusal, self.status = refusal, status


@contextmanager
def at_the_form(form: Any = None) -> Iterator[None]:
    """Turn a refusal that can be mended into an error of the form: at its field when the code names one."""
    try:
        yield
    except Refused as refused:
        found = refused.refusal
        if found.status not in MENDABLE:
            raise
        name = found.code.removeprefix("bad_")
        if form is not None and name in form.fields:
            form.add_error(name, str(found))
            raise TroubleError(status=found.status) from refused
        raise TroubleError(found, found.status) from refused
