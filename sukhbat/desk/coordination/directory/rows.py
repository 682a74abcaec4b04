"""Trees of bodies, regions and themes: reading them, adding a row, changing one."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from sukhbat.bodies import registers
from sukhbat.bodies.actions import STALE, keep_row
from sukhbat.bodies.directory_rows import NAMED, Table, Values, fingerprint
from sukhbat.bodies.policies import may_keep_directory
from sukhbat.bodies.queries import body as the_body
from sukhbat.desk.coordination.directory.forms import RowForm
from sukhbat.desk.coordination.door import asked, keeper, page, see
from sukhbat.kernel import clock
from sukhbat.kernel.refusals import Refused
from sukhbat.people.models import Person
from sukhbat.questions.succession import in_work_of

ROWS = 200
_SUBJECTS = {Table.REGIONS: "region", Table.BODIES: "body", Table.THEMES: "theme"}


@never_cache
@require_safe
def directory(request: HttpRequest) -> HttpResponse:
    """What the directory holds."""
    now = clock.now()
    keeper(request, now=now)
    context = {"sizes": list(registers.directory_sizes().items())}
    return page(request, "directory/index.html", "directory", context, now=now)


@never_cache
@require_safe
def tree(request: HttpRequest, table: str) -> HttpResponse:
    """A tree as an indented table, or the rows that match the words."""
    now = clock.now()
    keeper(request, now=now)
    kind = named_table(table)
    words = asked(request, "q")
    branches = registers.tree(kind, on=clock.local_day(now), words=words)
    shown = Paginator(branches, ROWS).get_page(request.GET.get("page"))
    context = {"table": kind, "branches": shown, "words": words}
    return page(request, "directory/tree.html", "directory", context, now=now)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, table: str) -> HttpResponse:
    """A new row."""
    now = clock.now()
    person = keeper(request, now=now, policy=may_keep_directory)
    kind = named_table(table)
    today = clock.local_day(now)
    if request.method != "POST":
        parent = registers.named_row(kind, asked(request, "under"))
        form = RowForm(table=kind, today=today, initial={"parent": parent.slug if parent else ""})
        return _page(request, form, kind, None, now)
    form = RowForm(request.POST, table=kind, today=today)
    return _save(request, person, form, kind, None, now)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, table: str, slug: str) -> HttpResponse:
    """One row: its values, and for a keeper the form that changes them."""
    now = clock.now()
    kind = named_table(table)
    person = (
        keeper(request, now=now, policy=may_keep_directory)
        if request.method == "POST"
        else keeper(request, now=now)
    )
    values = registers.known(kind).of(kind).get(slug)
    if values is None:
        raise Http404
    today = clock.local_day(now)
    if request.method != "POST":
        form = RowForm(table=kind, today=today, values=values, initial={"fingerprint": fingerprint(values)})
        return _page(request, form, kind, slug, now)
    form = RowForm(request.POST, table=kind, today=today, values=values)
    return _save(request, person, form, kind, slug, now)


def _save(
    request: HttpRequest, person: Person, form: RowForm, table: Table, slug: str | None, now: datetime
) -> HttpResponse:
    if not form.is_valid():
        return _page(request, form, table, slug, now, status=422)
    texts = form.texts()
    if slug is not None:
        texts["slug"] = slug
    opened_on = form.cleaned_data["fingerprint"] if slug is not None else None
    try:
        keep_row(person=person, table=table, texts=texts, opened_on=opened_on, now=now)
    except Refused as refused:
        form.add_error("slug" if refused.refusal.code == "taken" else None, str(refused.refusal))
        clashes = _stale(request, form, table, slug) if refused.refusal.code == STALE else []
        return _page(request, form, table, slug, now, status=refused.refusal.status, clashes=clashes)
    messages.success(request, _("Saved."))
    return see("directory_row", table.value, texts["slug"])


def _stale(request: HttpRequest, form: RowForm, table: Table, slug: str | None) -> list[tuple[str, Any, str]]:
    """What is stored now beside what was typed; saving again replaces it knowingly."""
    stored: Values = registers.known(table).of(table)[slug or ""]
    data = request.POST.copy()
    data["fingerprint"] = fingerprint(stored)
    form.data = data
    return [
        (name, "" if stored.get(name) is None else stored[name], typed)
        for name, typed in form.texts().items()
        if str("" if stored.get(name) is None else stored[name]) != typed
    ]


def _page(
    request: HttpRequest,
    form: RowForm,
    table: Table,
    slug: str | None,
    now: datetime,
    *,
    status: int = 200,
    clashes: list[tuple[str, Any, str]] | None = None,
) -> HttpResponse:
    row = registers.named_row(table, slug) if slug else None
    is_body = table is Table.BODIES and row is not None
    context = {
        "form": form,
        "fields": [form[name] for name in form.fields if name != "fingerprint"],
        "table": table,
        "row": row,
        "body": the_body(slug or "") if is_body else None,
        "in_work": in_work_of([row.pk]).get(row.pk, 0) if is_body and row else 0,
        "subject": f"{_SUBJECTS[table]}/{slug}",
        "clashes": clashes or [],
    }
    return page(request, "directory/row.html", "directory", context, now=now, status=status)


def named_table(name: str) -> Table:
    """The table an address names. Raises Http404 for one without a tree."""
    if name not in {table.value for table in NAMED}:
        raise Http404
    return Table(name)
