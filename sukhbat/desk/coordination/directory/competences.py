"""Competences: which body answers for a theme in a region, since when and until when."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from sukhbat.bodies import registers
from sukhbat.bodies.actions import keep_row
from sukhbat.bodies.directory_rows import Table, fingerprint
from sukhbat.bodies.models import Competence
from sukhbat.bodies.policies import may_keep_directory
from sukhbat.bodies.registers import PAGE
from sukhbat.desk.coordination.directory.forms import EndForm, RowForm
from sukhbat.desk.coordination.door import asked, keeper, page, see
from sukhbat.kernel import clock
from sukhbat.kernel.refusals import Refused


@never_cache
@require_safe
def competences(request: HttpRequest) -> HttpResponse:
    """All of them by body, narrowed to a body or a theme."""
    now = clock.now()
    keeper(request, now=now)
    today = clock.local_day(now)
    body = registers.named_row(Table.BODIES, asked(request, "body"))
    theme = registers.named_row(Table.THEMES, asked(request, "theme"))
    found = registers.competences(body_id=body.pk if body else None, theme_id=theme.pk if theme else None)
    context = {
        "rows": Paginator(found, PAGE).get_page(request.GET.get("page")),
        "body": body,
        "theme": theme,
        "bodies": registers.choices(Table.BODIES, on=today),
        "themes": registers.choices(Table.THEMES, on=today),
    }
    return page(request, "directory/competences.html", "directory", context, now=now)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A new competence."""
    now = clock.now()
    person = keeper(request, now=now, policy=may_keep_directory)
    today = clock.local_day(now)
    if request.method != "POST":
        first = {"body": asked(request, "body"), "valid_from": today}
        return _new(request, RowForm(table=Table.COMPETENCES, today=today, initial=first), now)
    form = RowForm(request.POST, table=Table.COMPETENCES, today=today)
    if not form.is_valid():
        return _new(request, form, now, status=422)
    try:
        keep_row(person=person, table=Table.COMPETENCES, texts=form.texts(), opened_on=None, now=now)
    except Refused as refused:
        form.add_error(None, str(refused.refusal))
        return _new(request, form, now, status=refused.refusal.status)
    messages.success(request, _("Saved."))
    return see("competences", body=form.cleaned_data["body"])


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, competence_id: UUID) -> HttpResponse:
    """End one, or give its end another day."""
    now = clock.now()
    person = keeper(request, now=now, policy=may_keep_directory)
    found = registers.competence(competence_id)
    if found is None:
        raise Http404
    if request.method != "POST":
        first = {"until": found.valid_until or clock.local_day(now)}
        return _end(request, found, EndForm(initial=first), now)
    form = EndForm(request.POST)
    if not form.is_valid():
        return _end(request, found, form, now, status=422)
    texts = _texts(found) | {"valid_until": form.cleaned_data["until"].isoformat()}
    try:
        keep_row(person=person, table=Table.COMPETENCES, texts=texts, opened_on=_opened_on(found), now=now)
    except Refused as refused:
        form.add_error("until", str(refused.refusal))
        return _end(request, found, form, now, status=refused.refusal.status)
    messages.success(request, _("Saved."))
    return see("competences", body=found.body.slug)


def _values(found: Competence) -> dict[str, object]:
    return {
        "body": found.body.slug,
        "theme": found.theme.slug if found.theme else None,
        "region": found.region.slug if found.region else None,
        "valid_from": found.valid_from,
        "valid_until": found.valid_until,
    }


def _texts(found: Competence) -> dict[str, str]:
    return {name: "" if value is None else str(value) for name, value in _values(found).items()}


def _opened_on(found: Competence) -> str:
    return fingerprint(_values(found))  # type: ignore[arg-type]  # slugs and days are values


def _new(request: HttpRequest, form: RowForm, now: datetime, *, status: int = 200) -> HttpResponse:
    context = {"form": form, "fields": [form[name] for name in form.fields if name != "fingerprint"]}
    return page(request, "directory/competence_new.html", "directory", context, now=now, status=status)


def _end(
    request: HttpRequest, found: Competence, form: EndForm, now: datetime, *, status: int = 200
) -> HttpResponse:
    context = {"competence": found, "form": form}
    return page(request, "directory/competence_end.html", "directory", context, now=now, status=status)
