"""One question before a moderator: publish it, cover words, hide it, show it again, look at the original."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from sukhbat.desk.findings import parts
from sukhbat.desk.moderation.addresses import see, show_place
from sukhbat.desk.moderation.forms import HideForm, MaskForm, RevealForm
from sukhbat.desk.moderation.gate import marked_first, moderator
from sukhbat.desk.moderation.marks import holds, sentences
from sukhbat.desk.moderation.shown import age, is_counting
from sukhbat.kernel import clock
from sukhbat.kernel.refusals import Refusal, Refused, ensure
from sukhbat.people.models import Person
from sukhbat.questions import claims, moderation, policies, queries, reveals, waiting
from sukhbat.questions.marks import OBSCENE
from sukhbat.questions.models import Question
from sukhbat.questions.rules import CLAIM_LASTS, Visibility
from sukhbat.questions.waiting import Place

# What the moderator can mend on the same page; any other refusal is a page of its own.
MENDABLE = {409, 422}


@never_cache
@require_safe
def show(request: HttpRequest, number: str) -> HttpResponse:
    """The text with what was found in it, and what may be done."""
    now = clock.now()
    person = moderator(request, now=now)
    return _page(request, person, _found(number), now)


@require_POST
def claim(request: HttpRequest, number: str) -> HttpResponse:
    """Take this very question."""
    now = clock.now()
    person = moderator(request, now=now)
    question = _found(number)
    try:
        claims.claim_question(person=person, number=question.number, now=now)
    except Refused as refused:
        return _page(request, person, question, now, refusal=refused.refusal)
    return see("moderation:item", question.shown_number)


@require_POST
def release(request: HttpRequest, number: str) -> HttpResponse:
    """Leave it to others and go on with the next one."""
    now = clock.now()
    person = moderator(request, now=now)
    question = _found(number)
    claims.release_question(person=person, number=question.number, now=now)
    return _next(request, person, waiting.place_of(question), now)


@require_POST
def publish(request: HttpRequest, number: str) -> HttpResponse:
    """Show the text as it stands."""

    def act(person: Person, question: Question, now: datetime) -> str:
        moderation.publish_question(person=person, number=question.number, now=now)
        return _("%(number)s is public now.")

    return _act(request, number, act)


@require_POST
def mask(request: HttpRequest, number: str) -> HttpResponse:
    """Cover the chosen words and show the rest."""
    now = clock.now()
    person = moderator(request, now=now)
    question = _found(number)
    form = MaskForm(request.POST, question=question)
    if not form.is_valid():
        return _page(request, person, question, now, mask_form=form, status=422)

    def act(person: Person, question: Question, now: datetime) -> str:
        moderation.mask_question(person=person, number=question.number, fragments=form.fragments, now=now)
        return _("%(number)s is public now with the chosen words masked.")

    return _act(request, number, act, mask_form=form)


@require_POST
def hide(request: HttpRequest, number: str) -> HttpResponse:
    """Take the text away on a ground."""
    now = clock.now()
    person = moderator(request, now=now)
    question = _found(number)
    form = HideForm(request.POST)
    if not form.is_valid():
        return _page(request, person, question, now, hide_form=form, status=422)

    def act(person: Person, question: Question, now: datetime) -> str:
        ground = form.cleaned_data["ground"]
        moderation.hide_question(person=person, number=question.number, ground=ground, now=now)
        return _("%(number)s is hidden. Its stub, number and due date stay.")

    return _act(request, number, act, hide_form=form)


@require_POST
def unhide(request: HttpRequest, number: str) -> HttpResponse:
    """Show a hidden text again."""

    def act(person: Person, question: Question, now: datetime) -> str:
        moderation.unhide_question(person=person, number=question.number, now=now)
        return _("%(number)s is public again.")

    return _act(request, number, act)


@require_POST
def hide_name(request: HttpRequest, number: str) -> HttpResponse:
    """Take the name away, and stay with the question."""
    now = clock.now()
    person = moderator(request, now=now)
    question = _found(number)
    try:
        moderation.hide_name(person=person, number=question.number, now=now)
    except Refused as refused:
        if refused.refusal.status not in MENDABLE:
            raise
        return _page(request, person, _found(number), now, refusal=refused.refusal)
    messages.success(request, _("The name is hidden; the asker is told."))
    return see("moderation:item", question.shown_number)


@never_cache
@require_POST
def reveal(request: HttpRequest, number: str) -> HttpResponse:
    """The text as it was sent, shown this once; the look is kept."""
    now = clock.now()
    person = moderator(request, now=now)
    question = _found(number)
    form = RevealForm(request.POST)
    if not form.is_valid():
        return _page(request, person, question, now, reveal_form=form, status=422)
    original = reveals.reveal_original(
        person=person, number=question.number, reason=form.cleaned_data["reason"], now=now
    )
    return _page(request, person, question, now, original=original, status=200)


def _act(
    request: HttpRequest, number: str, act: Callable[[Person, Question, datetime], str], **forms: Any
) -> HttpResponse:
    """Do it, say so, and go on: with the next of the queue, or, when it was decided before, with the same."""
    now = clock.now()
    person = moderator(request, now=now)
    question = _found(number)
    place = waiting.place_of(question)
    try:
        sentence = act(person, question, now)
    except Refused as refused:
        if refused.refusal.status not in MENDABLE:
            raise
        return _page(request, person, _found(number), now, refusal=refused.refusal, **forms)
    messages.success(request, sentence % {"number": question.shown_number})
    if question.visibility == Visibility.PENDING:
        return _next(request, person, place, now)
    return see("moderation:item", question.shown_number)


def _next(request: HttpRequest, person: Person, place: Place, now: datetime) -> HttpResponse:
    following = claims.claim_next(person=person, after=place, now=now, marked_first=marked_first(request))
    if following is None:
        return see("moderation:queue")
    return see("moderation:item", following.shown_number)


def _found(number: str) -> Question:
    question = queries.question(number)
    if question is None or question.visibility == Visibility.PRIVATE:
        raise Refused(policies.NOT_YOURS)
    return question


def _page(
    request: HttpRequest,
    person: Person,
    question: Question,
    now: datetime,
    *,
    refusal: Refusal | None = None,
    original: str = "",
    status: int | None = None,
    **forms: Any,
) -> HttpResponse:
    ensure(policies.may_moderate(person, question, now=now))
    held = waiting.claim_on(question, now=now)
    marks = waiting.marks_on(question)
    shown = {
        "mask_form": MaskForm(None, question=question),
        "hide_form": HideForm(),
        "reveal_form": RevealForm(),
        **forms,
    }
    context = {
        **shown,
        "question": question,
        "parts": parts(question.text),
        "age": age(question, now=now),
        "is_counting": is_counting(question, now=now),
        "now": now,
        "claim": held,
        "is_mine": held is not None and held.moderator_id == person.pk,
        "free_at": held.claimed_at + CLAIM_LASTS if held else None,
        "ground": queries.ground(question.hidden_ground) if question.hidden_ground else None,
        "place": show_place(Place(question.publish_by, question.pk, marks.any)),
        "marks": sentences(marks),
        "waits": holds(marks),
        "is_obscene": OBSCENE in marks.findings,
        "refusal": refusal,
        "original": original,
    }
    return render(
        request, "moderation/item.html", context, status=status or (refusal.status if refusal else 200)
    )
