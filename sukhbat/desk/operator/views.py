"""An operator enters what a caller asks, and tells the number."""

from datetime import datetime, time
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from sukhbat.desk.operator.forms import CallerForm
from sukhbat.desk.operator.spelling import spelled
from sukhbat.kernel import clock
from sukhbat.kernel.refusals import Refusal, Refused, ensure
from sukhbat.people.models import Person
from sukhbat.people.queries import consent_in_force
from sukhbat.questions import policies, queries
from sukhbat.questions.callers import enter_question
from sukhbat.terms.explain import explain
from sukhbat.terms.rules import DueDate

LISTED = 200
LENGTH_REFUSALS = {"too_short", "too_long", "no_letters"}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """The form; a sent one becomes a question once, however often its button was pressed."""
    now = clock.now()
    person = _operator(request, now=now)
    if request.method != "POST":
        first = {"key": uuid4(), "language": get_language()}
        return _form(request, person, CallerForm(now=now, initial=first), now)
    form = CallerForm(request.POST, now=now)
    if not form.is_valid():
        return _form(request, person, form, now, status=422)
    if form.has_unseen_findings:
        form.ask_about_findings()
        return _form(request, person, form, now, is_asking=True)
    consent = consent_in_force(on=clock.local_day(now))
    try:
        received = enter_question(
            person=person, submission=form.submission(consent), conference=form.conference, now=now
        )
    except Refused as refused:
        return _refused(request, person, form, refused.refusal, now)
    response = redirect("operator:entered", received.question.shown_number)
    response.status_code = 303
    return response


@never_cache
@require_safe
def entered(request: HttpRequest, number: str) -> HttpResponse:
    """The number to tell, with body and due date. Only for the operator who entered it."""
    now = clock.now()
    person = _operator(request, now=now)
    question = queries.question(number)
    if question is None:
        raise Refused(policies.NOT_YOURS)
    ensure(policies.may_see_receipt(person, question))
    context = {
        "question": question,
        "groups": spelled(question.number, question.language),
        "calculation": explain(DueDate.from_json(question.due_calculation), (get_language() or "kk")[:2]),
    }
    return render(request, "operator/entered.html", context)


def _form(
    request: HttpRequest,
    person: Person,
    form: CallerForm,
    now: datetime,
    *,
    is_asking: bool = False,
    status: int = 200,
) -> HttpResponse:
    today = clock.local_day(now)
    midnight = datetime.combine(today, time.min, clock.zone())
    context = {
        "form": form,
        "is_asking": is_asking,
        "consent": consent_in_force(on=today),
        "today": queries.entered_by(person, since=midnight, limit=LISTED),
    }
    return render(request, "operator/enter.html", context, status=status)


def _refused(
    request: HttpRequest, person: Person, form: CallerForm, refusal: Refusal, now: datetime
) -> HttpResponse:
    """Say why at the field, and keep what was typed."""
    if refusal.status == 404:
        raise Refused(refusal)
    field = "text" if refusal.code in LENGTH_REFUSALS else "to" if refusal.code == "intake_closed" else None
    form.add_error(field, str(refusal))
    return _form(request, person, form, now, status=refusal.status)


def _operator(request: HttpRequest, *, now: datetime) -> Person:
    person = request.user if isinstance(request.user, Person) else None
    ensure(policies.may_enter_for_caller(person, now=now))
    assert person is not None
    return person
