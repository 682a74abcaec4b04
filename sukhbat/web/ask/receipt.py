"""The receipt: a page to read and print, a file to keep. For the author and who entered it."""

import json

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from sukhbat.kernel.ids import show_number
from sukhbat.kernel.refusals import Refused, ensure
from sukhbat.questions import policies
from sukhbat.questions.marks import waits_for
from sukhbat.questions.models import Question
from sukhbat.questions.queries import question as question_by_number
from sukhbat.questions.receipts import Receipt, receipt_document, receipt_of
from sukhbat.terms.explain import explain
from sukhbat.terms.rules import DueDate
from sukhbat.web.person import signed_in
from sukhbat.web.questions.concern import together_of


@require_safe
def receipt(request: HttpRequest, number: str) -> HttpResponse:
    """Number, time, body, due date with its calculation, and what happens next."""
    found = _receipt(request, number)
    question = found.question
    due = found.calculation or DueDate.from_json(question.due_calculation)
    values = {
        "receipt": found,
        "question": question,
        "steps": explain(due, (get_language() or "kk")[:2]),
        "together": together_of(question, is_owner=True),
        "waits_for": waits_for(found.private.findings),
        "has_moved": found.calculation is None or question.body_id != found.body.pk,
    }
    response = render(request, "ask/receipt.html", values)
    patch_cache_control(response, private=True, no_store=True)
    return response


@require_safe
def receipt_file(request: HttpRequest, number: str) -> HttpResponse:
    """The signed document as a file; `sukhbat verify` checks it without asking us."""
    found = _receipt(request, number)
    text = json.dumps(receipt_document(found), ensure_ascii=False, indent=2)
    response = HttpResponse(text + "\n", content_type="application/json; charset=utf-8")
    name = f"sukhbat-{show_number(found.question.number)}.json"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    patch_cache_control(response, private=True, no_store=True)
    return response


def _receipt(request: HttpRequest, number: str) -> Receipt:
    question: Question | None = question_by_number(number)
    person = signed_in(request)
    if person is None:
        ensure(policies.SIGN_IN)
    if question is None:
        # The very page that another's receipt gives, so that nobody learns which numbers are taken.
        raise Refused(policies.NOT_YOURS)
    ensure(policies.may_see_receipt(person, question))
    return receipt_of(question)
