"""The administrator's settings. Everybody in coordination reads them; who may not change them gets no button."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sukhbat.bodies.administration import SITE_FIELDS, change_site, publish_new_consent, turn_switch
from sukhbat.bodies.policies import may_administer
from sukhbat.desk.coordination.door import keeper, page, see
from sukhbat.desk.coordination.settings.forms import ConsentForm, GroundForm, SiteForm
from sukhbat.desk.coordination.words import SWITCHES
from sukhbat.kernel import clock
from sukhbat.kernel.refusals import Refused
from sukhbat.kernel.site import the_site
from sukhbat.kernel.switches import all_switches
from sukhbat.people.queries import consent_texts
from sukhbat.questions.grounds import add_ground, all_grounds, change_ground
from sukhbat.questions.models import Ground


@never_cache
@require_safe
def settings(request: HttpRequest) -> HttpResponse:
    """What is set now."""
    now = clock.now()
    keeper(request, now=now)
    context = {
        "the_site": the_site(),
        "switches": [(name, *SWITCHES[name], is_on) for name, is_on in all_switches().items()],
        "consents": consent_texts(),
        "grounds": all_grounds(),
    }
    return page(request, "settings/index.html", "settings", context, now=now)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def site(request: HttpRequest) -> HttpResponse:
    """Names and contact."""
    now = clock.now()
    person = keeper(request, now=now, policy=may_administer)
    stored = the_site()
    if request.method != "POST":
        form = SiteForm(initial={name: getattr(stored, name) for name in SITE_FIELDS})
        return _form(request, form, _("Names and contact"), now)
    form = SiteForm(request.POST)
    if not form.is_valid():
        return _form(request, form, _("Names and contact"), now, status=422)
    change_site(person=person, values=form.cleaned_data, now=now)
    messages.success(request, _("Saved. Every page shows it within seconds."))
    return see("settings")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def consent(request: HttpRequest) -> HttpResponse:
    """A new version of the consent; it begins with the text in force."""
    now = clock.now()
    person = keeper(request, now=now, policy=may_administer)
    title = _("A new version of the consent")
    if request.method != "POST":
        last = next(iter(consent_texts()), None)
        texts = {name: getattr(last, name, "") for name in ("text_kk", "text_ru", "text_en")}
        return _form(request, ConsentForm(initial={**texts, "valid_from": clock.local_day(now)}), title, now)
    form = ConsentForm(request.POST)
    if not form.is_valid():
        return _form(request, form, title, now, status=422)
    data: dict[str, Any] = dict(form.cleaned_data)
    try:
        publish_new_consent(person=person, texts=data, valid_from=data.pop("valid_from"), now=now)
    except Refused as refused:
        form.add_error("valid_from" if refused.refusal.code == "past" else None, str(refused.refusal))
        return _form(request, form, title, now, status=refused.refusal.status)
    messages.success(request, _("The new version is published."))
    return see("settings")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ground_new(request: HttpRequest) -> HttpResponse:
    """A new ground."""
    now = clock.now()
    person = keeper(request, now=now, policy=may_administer)
    title = _("A new ground")
    form = GroundForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        return _form(request, form, title, now, status=422 if request.method == "POST" else 200)
    data = form.cleaned_data
    try:
        add_ground(person=person, code=data["code"], kind=data["kind"], values=form.values(), now=now)
    except Refused as refused:
        form.add_error("code", str(refused.refusal))
        return _form(request, form, title, now, status=refused.refusal.status)
    messages.success(request, _("Saved."))
    return see("settings")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ground(request: HttpRequest, code: str) -> HttpResponse:
    """Change a ground."""
    now = clock.now()
    person = keeper(request, now=now, policy=may_administer)
    found: Ground | None = next((row for row in all_grounds() if row.code == code), None)
    if found is None:
        raise Http404
    form = GroundForm(request.POST if request.method == "POST" else None, ground=found)
    if request.method != "POST" or not form.is_valid():
        return _form(request, form, found.name, now, status=422 if request.method == "POST" else 200)
    change_ground(person=person, code=code, values=form.values(), now=now)
    messages.success(request, _("Saved."))
    return see("settings")


@require_POST
def switch(request: HttpRequest, name: str) -> HttpResponse:
    """Turn a switch."""
    now = clock.now()
    person = keeper(request, now=now, policy=may_administer)
    is_on = request.POST.get("is_on") == "1"
    turn_switch(person=person, name=name, is_on=is_on, now=now)
    messages.success(request, _("It is on.") if is_on else _("It is off."))
    return see("settings")


def _form(request: HttpRequest, form: Any, title: str, now: datetime, *, status: int = 200) -> HttpResponse:
    context = {"form": form, "heading": title}
    return page(request, "settings/form.html", "settings", context, now=now, status=status)
