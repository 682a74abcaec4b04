"""What is sent from the page of a question: assign, return, redirect, extend, decline, note, reveal."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from sukhbat.assignments import actions, decisions
from sukhbat.assignments.policies import may_decline
from sukhbat.bodies.queries import officers_of
from sukhbat.bodies.rules import Role
from sukhbat.desk.workplace import forms
from sukhbat.desk.workplace.door import back_or, item_of, official, see
from sukhbat.desk.workplace.item import TroubleError, at_the_form, item_page
from sukhbat.kernel import clock
from sukhbat.kernel.refusals import ensure
from sukhbat.people.models import Person
from sukhbat.questions import reveals
from sukhbat.questions.models import Question
from sukhbat.questions.queries import ground
from sukhbat.questions.rules import Stage
from sukhbat.terms.queries import term
from sukhbat.terms.rules import TermKind
from sukhbat.understanding.language import detect

Made = Callable[[Question, datetime, Any], forms.ItemForm]
Act = Callable[[Person, Question, dict[str, Any], datetime], HttpResponse]


def _send(request: HttpRequest, number: str, name: str, make: Made, act: Act) -> HttpResponse:
    """Read the form, act, go on; or the page again with what was typed and what is wrong."""
    now = clock.now()
    person = official(request)
    question = item_of(person, number, now=now)
    form = make(question, now, request.POST)
    try:
        if not form.is_valid():
            raise TroubleError
        with at_the_form(form):
            return act(person, question, form.cleaned_data, now)
    except TroubleError as trouble:
        question, bound = item_of(person, number, now=now), {name: form}
        return item_page(request, person, question, now=now, trouble=trouble, bound=bound)


@require_POST
def assign(request: HttpRequest, number: str) -> HttpResponse:
    """Name the executor, or another one when somebody holds the question already and the form knew it."""

    def make(question: Question, now: datetime, data: Any) -> forms.ItemForm:
        executors = officers_of(question.body, Role.EXECUTOR, on=clock.local_day(now))
        return forms.AssignForm(data, executors=list(executors))

    def act(person: Person, question: Question, data: dict[str, Any], now: datetime) -> HttpResponse:
        again = request.POST.get("again") == "1" and question.stage == Stage.ASSIGNED
        do = actions.reassign_question if again else actions.assign_question
        held = do(person=person, number=question.number, executor_id=UUID(data["executor"]), now=now)
        said = _("%(number)s is with %(name)s now.")
        messages.success(request, said % {"number": question.shown_number, "name": held.executor.name})
        return back_or(request, "desk:item", question.shown_number)

    return _send(request, number, "assign", make, act)


@require_POST
def give_back(request: HttpRequest, number: str) -> HttpResponse:
    """Back to the dispatcher."""

    def act(person: Person, question: Question, data: dict[str, Any], now: datetime) -> HttpResponse:
        actions.return_question(person=person, number=question.number, reason=data["reason"], now=now)
        messages.success(
            request, _("%(number)s is with the dispatcher again.") % {"number": question.shown_number}
        )
        return see("desk:body", question.body.slug)

    return _send(request, number, "return", lambda _question, _now, data: forms.ReturnForm(data), act)


@require_POST
def redirect(request: HttpRequest, number: str) -> HttpResponse:
    """To another body; the question leaves this desk."""

    def act(person: Person, question: Question, data: dict[str, Any], now: datetime) -> HttpResponse:
        made = decisions.redirect_question(
            person=person,
            number=question.number,
            to_body_id=UUID(data["to_body"]),
            reason=data["reason"],
            language=language_of(data["reason"]),
            now=now,
        )
        said = _("%(number)s went to %(body)s. The asker is told.")
        messages.success(request, said % {"number": question.shown_number, "body": made.to_body.name})
        return see("desk:body", made.from_body.slug)

    return _send(
        request,
        number,
        "redirect",
        lambda question, now, data: forms.RedirectForm(data, question=question, now=now),
        act,
    )


@require_POST
def extend(request: HttpRequest, number: str) -> HttpResponse:
    """Move the due date, once."""

    def make(_question: Question, now: datetime, data: Any) -> forms.ItemForm:
        return forms.ExtendForm(data, most=term(kind=TermKind.EXTENSION, on=clock.local_day(now)).days)

    def act(person: Person, question: Question, data: dict[str, Any], now: datetime) -> HttpResponse:
        decisions.extend_due(
            person=person,
            number=question.number,
            days=data["days"],
            reason=data["reason"],
            language=language_of(data["reason"]),
            now=now,
        )
        messages.success(request, _("The due date was moved. Everyone sees the reason."))
        return see("desk:item", question.shown_number)

    return _send(request, number, "extend", make, act)


@require_POST
def decline(request: HttpRequest, number: str) -> HttpResponse:
    """First what everyone will read, for a second look; declined only when that is confirmed."""

    def act(person: Person, question: Question, data: dict[str, Any], now: datetime) -> HttpResponse:
        if request.POST.get("confirmed") != "1":
            ensure(may_decline(person, question, now=now))
            context = {"item": question, "desk": question.body, "ground": ground(data["ground"]), **data}
            return render(request, "desk/decline.html", {**context, "code": data["ground"]})
        decisions.decline_question(
            person=person,
            number=question.number,
            ground=data["ground"],
            explanation=data["explanation"],
            language=language_of(data["explanation"]),
            now=now,
        )
        messages.success(request, _("%(number)s was declined.") % {"number": question.shown_number})
        return see("desk:item", question.shown_number)

    return _send(request, number, "decline", lambda _question, _now, data: forms.DeclineForm(data), act)


@require_POST
def note(request: HttpRequest, number: str) -> HttpResponse:
    """A note to colleagues."""

    def act(person: Person, question: Question, data: dict[str, Any], now: datetime) -> HttpResponse:
        actions.add_note(person=person, number=question.number, text=data["text"], now=now)
        return see("desk:item", question.shown_number)

    return _send(request, number, "note", lambda _question, _now, data: forms.NoteForm(data), act)


@never_cache
@require_POST
def reveal(request: HttpRequest, number: str) -> HttpResponse:
    """The text as it was sent, or the name and contact, shown this once; the look is kept with its reason."""

    def act(person: Person, question: Question, data: dict[str, Any], now: datetime) -> HttpResponse:
        arguments = {"person": person, "number": question.number, "reason": data["reason"], "now": now}
        if request.POST.get("what") == "name":
            revealed: dict[str, Any] = {"private": reveals.reveal_name(**arguments)}
        else:
            revealed = {"original": reveals.reveal_original(**arguments)}
        return item_page(request, person, question, now=now, revealed=revealed)

    return _send(request, number, "reveal", lambda _question, _now, data: forms.RevealForm(data), act)


def language_of(text: str) -> str:
    """The language of what an official wrote: detected, else the page's own."""
    found = detect(text).language
    return found if found in {"kk", "ru", "en"} else (get_language() or "kk")[:2]
