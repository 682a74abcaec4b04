"""Writing a question: the open page, and the draft step that needs neither session nor name."""

import re
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from sukhbat.conferences.models import Conference
from sukhbat.conferences.queries import conference as public_conference
from sukhbat.conferences.queries import open_conferences
from sukhbat.kernel import clock
from sukhbat.kernel.limits import Limit, hit
from sukhbat.questions.draft_fields import DraftFields
from sukhbat.questions.draft_plan import Reference, proposed_language, reference, with_proposals
from sukhbat.questions.drafts import keep_draft, open_draft, start_draft
from sukhbat.questions.models import Draft
from sukhbat.web.ask.cookie import held, hold
from sukhbat.web.ask.forms import AskForm, ask_initial
from sukhbat.web.ask.similar_choice import read_choice
from sukhbat.web.caching import public_page
from sukhbat.web.client import client_key
from sukhbat.web.origin import is_ours
from sukhbat.web.person import signed_in

DRAFTS = Limit("ask.draft", 40, 600)
LONGEST_READ = 2 * 1024 * 1024
_SLUG = re.compile(r"[-\w]{1,60}")


@require_safe
@public_page
def ask(request: HttpRequest) -> HttpResponse:
    """The empty form; for a guest the page is the same for everyone, so caches may keep it."""
    now = clock.now()
    known = reference(now=now)
    chosen = _conference(request.GET.get("conference", ""), now)
    conferences = _with(open_conferences(now=now), chosen)
    body = request.GET.get("body", "")
    kept = DraftFields(conference=chosen.slug if chosen else "", body=body if body in known.bodies else "")
    form = AskForm(initial=ask_initial(kept), conferences=conferences, known=known)
    return render(request, "ask/ask.html", {"form": form, "conference": chosen})


@require_safe
def edit(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """The form again, with what the draft holds."""
    now = clock.now()
    draft = open_draft(draft_id, held=held(request), person=signed_in(request), now=now)
    if draft is None:
        raise Http404
    if draft.question is not None:
        return redirect("web:receipt", number=draft.question.number)
    kept, known = DraftFields.from_json(draft.fields), reference(now=now)
    chosen = public_conference(kept.conference, now=now)
    conferences = _with(open_conferences(now=now), chosen)
    form = AskForm(initial=ask_initial(kept), conferences=conferences, known=known)
    response = render(request, "ask/ask.html", {"form": form, "draft": draft, "conference": chosen})
    patch_cache_control(response, private=True, no_store=True)
    return response


# Exempt, because the cacheable page holds no token: is_ours is its guard, and where a browser says
# nothing of itself, a token from the page that refuses.
@csrf_exempt
@require_POST
def draft(request: HttpRequest) -> HttpResponse:
    """Keep what was typed and go on to the review; what cannot be sent is kept, too, with its error."""
    now = clock.now()
    known = reference(now=now)
    if int(request.META.get("CONTENT_LENGTH") or 0) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
        data = QueryDict(request.read(LONGEST_READ), encoding="utf-8")
        return _again(
            request, _form(data, known, now), 413, _("That is far too long. Its beginning is kept below.")
        )
    form = _form(request.POST, known, now)
    if not is_ours(request):
        return _again(
            request, form, 403, _("Your browser did not say where this came from. Please press once more.")
        )
    if refusal := hit(DRAFTS, client_key(request), now=now):
        return _again(request, form, 429, str(refusal))
    is_valid = form.is_valid()
    if not form.typed():
        return _again(request, form, 422)
    found, secret = _keep(request, form, known)
    if is_valid:
        response: HttpResponse = redirect("web:ask_review", draft_id=found.pk)
        response.status_code = 303
    else:
        response = _again(request, form, 422, draft=found)
    if secret:
        hold(request, response, found.pk, secret)
    return response


def _keep(request: HttpRequest, form: AskForm, known: Reference) -> tuple[Draft, str]:
    """The draft with what the form says, and the secret of a new one."""
    now, person = clock.now(), signed_in(request)
    conference, body = form.place()
    keep_private = form.cleaned_data.get("keep_private", False)
    typed = {"text": form.typed(), "conference": conference, "body": body, "keep_private": keep_private}
    found = _opened(request, request.POST)
    is_old = found is not None and found.question is None
    before = DraftFields.from_json(found.fields) if found and is_old else DraftFields()
    kept = replace(before, **typed)
    if keep_private or "join" in request.POST:
        kept = replace(kept, concern=read_choice(request.POST.get("join", ""), kept))
    if kept.text != before.text:
        kept = _proposed(before, kept, known, form.chosen)
    if found is None or not is_old:
        return start_draft(kept=kept, person=person, now=now)
    keep_draft(draft=found, kept=kept, person=person, now=now)
    return found, ""


def _proposed(
    before: DraftFields, kept: DraftFields, known: Reference, chosen: Conference | None
) -> DraftFields:
    """What another text changes: places of findings are new, so all are masked; what was empty is proposed."""
    page = (get_language() or "kk")[:2]
    was_proposed = before.language == proposed_language(before.text, page)
    fresh = replace(kept, unmasked=(), language="" if was_proposed else before.language)
    themes = [link.theme for link in chosen.theme_links.all()] if chosen else []
    return with_proposals(fresh, page_language=page, known=known, themes=themes)


def _opened(request: HttpRequest, data: QueryDict) -> Draft | None:
    try:
        draft_id = UUID(data.get("draft", ""))
    except ValueError:
        return None
    return open_draft(draft_id, held=held(request), person=signed_in(request), now=clock.now())


def _form(data: QueryDict, known: Reference, now: datetime) -> AskForm:
    """The form of what was posted. Short forms on other pages name a conference or a body by its slug."""
    data = data.copy()
    for kind in ("conference", "body"):
        if "to" not in data and data.get(kind):
            data["to"] = f"{kind}:{data[kind]}"
    kind, _colon, slug = data.get("to", "").partition(":")
    chosen = _conference(slug, now) if kind == "conference" else None
    form = AskForm(data, conferences=_with(open_conferences(now=now), chosen), known=known)
    form.chosen = chosen
    return form


def _conference(slug: str, now: datetime) -> Conference | None:
    """A public conference by what an address or a form says, which may be anything."""
    return public_conference(slug, now=now) if _SLUG.fullmatch(slug) else None


def _again(
    request: HttpRequest, form: AskForm, status: int, sentence: str = "", draft: Draft | None = None
) -> HttpResponse:
    """The form with what was typed and why it did not go on. The text comes back, however long it was."""
    assert isinstance(form.data, QueryDict)
    data = form.data.copy()
    data["text"], form.data = form.typed(), data
    draft = draft or _opened(request, data)
    values = {
        "form": form,
        "draft": draft,
        "conference": form.chosen,
        "sentence": sentence,
        "with_token": status == 403,
    }
    response = render(request, "ask/ask.html", values, status=status)
    if status == 429:
        response["Retry-After"] = "60"
    return response


def _with(conferences: list[Conference], chosen: Conference | None) -> list[Conference]:
    """The open conferences, and the chosen one even if its intake just closed: the review offers a way."""
    return conferences if chosen is None or chosen in conferences else [chosen, *conferences]
