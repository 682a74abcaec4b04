"""Checking a question before it is sent, and sending it."""

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from sukhbat.kernel import clock
from sukhbat.kernel.limits import hit
from sukhbat.kernel.refusals import Refusal, Refused
from sukhbat.people.models import ConsentText, Person
from sukhbat.people.queries import consent_in_force
from sukhbat.questions.draft_fields import DraftFields, span
from sukhbat.questions.draft_plan import (
    Reference,
    forecast,
    intake_is_closed,
    plan_draft,
    reference,
    without_conference,
)
from sukhbat.questions.drafts import keep_draft, open_draft
from sukhbat.questions.models import Draft
from sukhbat.questions.sending_limits import SENT
from sukhbat.terms.explain import explain
from sukhbat.web.ask.cookie import held, hold, read_link
from sukhbat.web.ask.forms import ReviewForm
from sukhbat.web.ask.marks import marked
from sukhbat.web.ask.similar_choice import joining, read_choice, sent
from sukhbat.web.ask.similar_found import similar_to
from sukhbat.web.person import signed_in


@require_safe
def open_link(request: HttpRequest, token: str) -> HttpResponse:
    """The mail's link: lets this device open the draft, and goes to its review."""
    link = read_link(token)
    if link is None:
        raise Http404
    draft_id, secret = link
    response = redirect("web:ask_review", draft_id=draft_id)
    hold(request, response, draft_id, secret)
    return response


@require_safe
def review(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """What was found, where it goes, by when it is answered: everything to decide before sending."""
    now = clock.now()
    draft = _opened(request, draft_id, now)
    if draft.question is not None:
        return redirect("web:receipt", number=draft.question.number)
    return _page(request, draft, now, known=reference(now=now))


@require_POST
def send(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Keep the decisions; then send, or first ask who it is. Arrival time decides whether intake is open."""
    now = clock.now()
    draft = _opened(request, draft_id, now)
    person = signed_in(request)
    if draft.question is not None:
        return _see(reverse("web:receipt", args=[draft.question.number]))
    known, consent = reference(now=now), consent_in_force(on=clock.local_day(now))
    kept, form = _decided(request, DraftFields.from_json(draft.fields), known, consent)
    keep_draft(draft=draft, kept=kept, person=person, now=now)
    here = reverse("web:ask_review", args=[draft.pk])
    if "join" in request.POST or request.POST.get("action") == "update":
        return _see(f"{here}#joining" if request.POST.get("join") else here)
    if not form.is_valid():
        return _page(request, draft, now, known=known, form=form, status=422)
    if person is None:
        return _see(f"{reverse('account_login')}?{urlencode({'next': here})}")
    refusal = hit(SENT, str(person.pk), now=now)
    if refusal is None:
        try:
            number, note = sent(person=person, draft_id=draft.pk, kept=kept, now=now)
            if note:
                messages.warning(request, note)
            return _see(reverse("web:receipt", args=[number]))
        except Refused as refused:
            refusal = refused.refusal
    return _page(request, draft, now, known=known, form=form, refusal=refusal)


def _opened(request: HttpRequest, draft_id: UUID, now: datetime) -> Draft:
    draft = open_draft(draft_id, held=held(request), person=signed_in(request), now=now)
    if draft is None:
        raise Http404
    return draft


def _decided(
    request: HttpRequest, kept: DraftFields, known: Reference, consent: ConsentText
) -> tuple[DraftFields, ReviewForm]:
    """The draft with what the form decides; what the form got wrong stays as it was."""
    findings = plan_draft(kept, key=UUID(int=0), person=None, now=clock.now(), known=known).findings
    form = ReviewForm(request.POST, known=known, findings=findings)
    form.full_clean()
    decided = form.cleaned_data
    changed: dict[str, Any] = {
        name: decided[name] for name in ("language", "theme", "region", "name") if name in decided
    }
    if "show_name" in decided:
        changed["show_name"] = decided["show_name"] == "yes"
    if "mask" in decided:
        masked = set(decided["mask"])
        changed["unmasked"] = tuple(span(found) for found in findings if span(found) not in masked)
    changed["consent"] = consent.version if decided.get("consent") else None
    if (instead := request.POST.get("instead", "")) in known.bodies:
        changed |= {"conference": "", "body": instead}
    if "join" in request.POST:
        changed["concern"] = read_choice(request.POST["join"], kept)
    return replace(kept, **changed), form


def _page(
    request: HttpRequest,
    draft: Draft,
    now: datetime,
    *,
    known: Reference,
    form: ReviewForm | None = None,
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    person, kept = signed_in(request), DraftFields.from_json(draft.fields)
    joined = joining(kept)
    goes_to = replace(kept, body=joined.body) if joined else kept
    plan = plan_draft(goes_to, key=draft.key, person=person, now=now, known=known)
    consent = consent_in_force(on=clock.local_day(now))
    form = form or ReviewForm(initial=_initial(kept, person, consent), known=known, findings=plan.findings)
    closed = intake_is_closed(plan, now=now)
    goes = without_conference(plan, now=now, known=known) if closed else forecast(plan, now=now, known=known)
    values = {
        "draft": draft,
        "kept": kept,
        "form": form,
        "plan": plan,
        "pieces": marked(plan),
        "consent": consent,
        "closed": closed,
        "refusal": refusal if refusal and refusal.code != "intake_closed" else None,
        "problem": goes if isinstance(goes, Refusal) else None,
        "goes": None if isinstance(goes, Refusal) else goes,
        "joining": joined,
        "similar": []
        if joined
        else similar_to(plan.submission.published_text or "", language=_language(), now=now),
        "back": f"?draft={draft.pk}",
        "steps": [] if isinstance(goes, Refusal) else explain(goes.due, _language()),
    }
    response = render(request, "ask/review.html", values, status=refusal.status if refusal else status)
    patch_cache_control(response, private=True, no_store=True)
    return response


def _initial(kept: DraftFields, person: Person | None, consent: ConsentText) -> dict[str, object]:
    return {
        "language": kept.language,
        "theme": kept.theme,
        "region": kept.region,
        "show_name": "yes" if kept.show_name else "no",
        "name": kept.name or (person.name if person else ""),
        "consent": kept.consent == consent.version,
    }


def _language() -> str:
    return (get_language() or "kk")[:2]


def _see(address: str) -> HttpResponse:
    """303: what the form did is done, look at another page."""
    response = redirect(address)
    response.status_code = 303
    return response
