"""Who holds which role in which body: granting one by e-mail, and ending one."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from sukhbat.bodies import registers
from sukhbat.bodies.actions import end_role, keep_row
from sukhbat.bodies.directory_rows import Table
from sukhbat.bodies.models import Officer
from sukhbat.bodies.policies import may_keep_roles
from sukhbat.bodies.registers import PAGE
from sukhbat.bodies.rules import Role
from sukhbat.desk.coordination.directory.forms import EndForm, RowForm
from sukhbat.desk.coordination.directory.returns import return_items
from sukhbat.desk.coordination.door import asked, keeper, page, see
from sukhbat.desk.coordination.words import ROLES
from sukhbat.kernel import clock
from sukhbat.kernel.refusals import Refused


@never_cache
@require_safe
def roles(request: HttpRequest) -> HttpResponse:
    """Roles held now or later, narrowed by body, role and words of a name; or the ended ones."""
    now = clock.now()
    keeper(request, now=now)
    today = clock.local_day(now)
    body = registers.named_row(Table.BODIES, asked(request, "body"))
    role = asked(request, "role")
    role = role if role in set(Role) else ""
    words = asked(request, "q")
    past = request.GET.get("past") == "1"
    found = registers.roles(on=today, body_id=body.pk if body else None, role=role, words=words, past=past)
    context = {
        "rows": Paginator(found, PAGE).get_page(request.GET.get("page")),
        "body": body,
        "role": role,
        "words": words,
        "past": past,
        "bodies": registers.choices(Table.BODIES, on=today),
        "roles": list(ROLES.items()),
    }
    return page(request, "directory/roles.html", "roles", context, now=now)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Grant a role."""
    now = clock.now()
    person = keeper(request, now=now, policy=may_keep_roles)
    today = clock.local_day(now)
    if request.method != "POST":
        first = {"body": asked(request, "body"), "from_on": today, "language": "kk"}
        return _new(request, RowForm(table=Table.OFFICERS, today=today, initial=first), now)
    form = RowForm(request.POST, table=Table.OFFICERS, today=today)
    if not form.is_valid():
        return _new(request, form, now, status=422)
    try:
        keep_row(person=person, table=Table.OFFICERS, texts=form.texts(), opened_on=None, now=now)
    except Refused as refused:
        form.add_error("email" if refused.refusal.code == "own_role" else None, str(refused.refusal))
        return _new(request, form, now, status=refused.refusal.status)
    messages.success(request, _("The role is granted."))
    return see("roles", body=form.cleaned_data["body"])


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, officer_id: UUID) -> HttpResponse:
    """End a role today or later; what an executor holds goes back to the dispatcher."""
    now = clock.now()
    person = keeper(request, now=now, policy=may_keep_roles)
    found = registers.officer(officer_id)
    if found is None:
        raise Http404
    if request.method != "POST":
        return _end(request, found, EndForm(initial={"until": clock.local_day(now)}), now)
    form = EndForm(request.POST)
    if not form.is_valid():
        return _end(request, found, form, now, status=422)
    try:
        with transaction.atomic():
            _officer, ended = end_role(
                person=person, officer_id=officer_id, until=form.cleaned_data["until"], now=now
            )
            returned = return_items(ended, by=person, now=now)
    except Refused as refused:
        form.add_error("until", str(refused.refusal))
        return _end(request, found, form, now, status=refused.refusal.status)
    went = ngettext(
        "%(count)s question went back to the dispatcher.",
        "%(count)s questions went back to the dispatcher.",
        returned,
    )
    messages.success(request, f"{_('The role ends.')} {went % {'count': returned}}")
    return see("roles", body=found.body.slug)


def _new(request: HttpRequest, form: RowForm, now: datetime, *, status: int = 200) -> HttpResponse:
    context = {"form": form, "fields": [form[name] for name in form.fields if name != "fingerprint"]}
    return page(request, "directory/role_new.html", "roles", context, now=now, status=status)


def _end(
    request: HttpRequest, found: Officer, form: EndForm, now: datetime, *, status: int = 200
) -> HttpResponse:
    context = {"officer": found, "form": form}
    return page(request, "directory/role_end.html", "roles", context, now=now, status=status)
