"""My questions: where each stands, and taking one back."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from sukhbat.concerns.in_short import numbers_for
from sukhbat.kernel import clock
from sukhbat.kernel.refusals import Refused, ensure
from sukhbat.notices.queries import unread_count, unread_numbers
from sukhbat.people.models import Person
from sukhbat.questions import policies
from sukhbat.questions.actions import withdraw_question
from sukhbat.questions.draft_fields import DraftFields
from sukhbat.questions.drafts import drafts_of
from sukhbat.questions.queries import PAGE, question, questions_of
from sukhbat.web.person import signed_in


@never_cache
@require_safe
def my(request: HttpRequest) -> HttpResponse:
    """The person's questions, newest first, and what was written and not sent."""
    person, now = _person(request), clock.now()
    before = _uuid(request.GET.get("before", ""))
    found = questions_of(person, before=before, limit=PAGE + 1)
    rows, has_older = found[:PAGE], len(found) > PAGE
    drafts = (
        []
        if before
        else [(draft, DraftFields.from_json(draft.fields)) for draft in drafts_of(person, now=now)[:PAGE]]
    )
    concerns = numbers_for(row.pk for row in rows)
    values = {
        "questions": rows,
        "rows": [(row, concerns.get(row.pk)) for row in rows],
        "drafts": drafts,
        "unread": unread_count(person),
        "news": unread_numbers(person, [row.number for row in rows]),
        "today": clock.local_day(now),
        "older_url": f"?before={rows[-1].pk}" if has_older else "",
        "newer_url": reverse("web:my") if before else "",
    }
    return render(request, "my/questions.html", values)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, number: str) -> HttpResponse:
    """Ask once more, then withdraw; the number and the dates stay."""
    person, now = _person(request), clock.now()
    found = question(number)
    if found is None:
        raise Refused(policies.NOT_YOURS)
    ensure(policies.may_withdraw(person, found, now=now))
    if request.method != "POST":
        return render(request, "my/withdraw.html", {"question": found})
    withdraw_question(person=person, number=found.number, now=now)
    messages.success(request, _("The question is withdrawn. Its number and dates stay in the counters."))
    response = redirect("web:my")
    response.status_code = 303
    return response


def _person(request: HttpRequest) -> Person:
    person = signed_in(request)
    if person is None:
        raise Refused(policies.SIGN_IN)
    return person


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
