""" "Mine is different" and taking that back, by the asker of a question."""

from datetime import date, datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _

from sukhbat.answers.different import due_again
from sukhbat.answers.queries import answer_of
from sukhbat.concerns.answering import say_different
from sukhbat.concerns.queries import membership_of
from sukhbat.concerns.undoing import UNDONE, undo_decision
from sukhbat.kernel import clock
from sukhbat.kernel.ids import read_number
from sukhbat.kernel.refusals import Refused, ensure
from sukhbat.people.models import Person
from sukhbat.questions import policies
from sukhbat.questions.models import Question
from sukhbat.questions.queries import question as question_by_number
from sukhbat.web.methods import takes
from sukhbat.web.person import signed_in
from sukhbat.web.questions.concern import objection_of, objection_refusal, parting_of, together_of


@takes("GET", "POST")
def different(request: HttpRequest, number: str) -> HttpResponse:
    """GET says what happens, POST does it: the question leaves its concern at once."""
    person, found = _own(request, number)
    now = clock.now()
    is_pressed = request.method == "POST"
    if is_pressed and membership_of(found) is None and parting_of(found, person, now=now):
        return _see(found)  # pressed twice
    ensure(objection_refusal(found, person, now=now))
    if is_pressed:
        say_different(person=person, number=found.number, now=now)
        messages.success(
            request, _("Done: your question stands by itself now and gets an answer of its own.")
        )
        return _see(found)
    together = together_of(found, is_owner=True)
    answer = answer_of(found)
    values = {
        "question": found,
        "together": together,
        "objection": objection_of(found, person, together=together, answer=answer, now=now),
        "due_on": _due_then(found, now=now),
    }
    response = render(request, "questions/different.html", values)
    patch_cache_control(response, private=True, no_store=True)
    return response


@takes("POST")
def not_different(request: HttpRequest, number: str) -> HttpResponse:
    """Take "mine is different" back: the question stands again where it stood, if that is still there."""
    person, found = _own(request, number)
    now = clock.now()
    parting = parting_of(found, person, now=now)
    if parting is None or not parting.may_undo:
        raise Refused(UNDONE)
    if undo_decision(person=person, act=parting.decision.act, now=now):
        messages.success(request, _("Taken back: your question stands in the concern again."))
    else:
        messages.info(
            request, _("Taken back. The concern is not there any more, so your question stands by itself.")
        )
    return _see(found)


def _own(request: HttpRequest, number: str) -> tuple[Person, Question]:
    """The person and their question. Raises Refused: another's is answered like one that is not there."""
    person = signed_in(request)
    if person is None:
        raise Refused(policies.SIGN_IN)
    found = question_by_number(read_number(number) or "")
    if found is None or not policies.is_author(person, found):
        raise Refused(policies.NOT_YOURS)
    return person, found


def _due_then(question: Question, *, now: datetime) -> date:
    """When the body owes an answer after it: the question's own due date, unless an answer to all kept that one."""
    again = None if question.in_work else due_again(question, now=now)
    return again.due_on if again else question.due_on


def _see(question: Question) -> HttpResponse:
    response = HttpResponseRedirect(f"{reverse('web:question', args=[question.number])}#together")
    response.status_code = 303
    return response
