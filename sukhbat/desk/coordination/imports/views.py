"""Imports: upload, look at what it would do, and only then apply exactly those files."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from sukhbat.bodies import actions, registers
from sukhbat.bodies.actions import IMPORT_KEPT, files_of
from sukhbat.bodies.directory_rows import DirectoryPlan, Table, counted
from sukhbat.bodies.models import ImportPlan
from sukhbat.bodies.policies import may_keep_calendar, may_keep_directory, may_keep_roles
from sukhbat.desk.coordination.directory.returns import return_items
from sukhbat.desk.coordination.door import keeper, page, see
from sukhbat.desk.coordination.imports.forms import UploadForm
from sukhbat.kernel import clock
from sukhbat.kernel.refusals import Refusal, Refused
from sukhbat.people.models import Person
from sukhbat.questions.calendar_acts import apply_calendar_import, plan_of

SHOWN = 200


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Choose files; they are kept for a day, and nothing is changed yet."""
    now = clock.now()
    person = keeper(request, now=now)
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if request.method == "POST" and form.is_valid():
        kept = actions.keep_import(
            person=person, kind=form.kind(), files=form.cleaned_data["chosen"], now=now
        )
        return see("import", kept.pk)
    status = 422 if request.method == "POST" else 200
    return page(request, "imports/upload.html", "imports", {"form": form}, now=now, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """The dry run of an upload, or its report once it was applied; POST applies it."""
    now = clock.now()
    person = keeper(request, now=now)
    kept = registers.import_plan(plan_id)
    if kept is None or kept.uploaded_by_id != person.pk or kept.uploaded_at < now - IMPORT_KEPT:
        raise Refused(Refusal("not_found", _("This upload is gone. Please upload the file again."), 404))
    if request.method != "POST":
        return _page(request, person, kept, now)
    if kept.applied_at is None:
        _apply(person, kept, now)
        messages.success(request, _("The files are applied."))
    return see("import", plan_id)


def _apply(person: Person, kept: ImportPlan, now: datetime) -> None:
    if kept.kind == "calendar":
        apply_calendar_import(person=person, plan_id=kept.pk, now=now)
        return
    with transaction.atomic():
        _kept, applied = actions.apply_import(person=person, plan_id=kept.pk, now=now)
        return_items(applied.ended, by=person, now=now)


def _page(request: HttpRequest, person: Person, kept: ImportPlan, now: datetime) -> HttpResponse:
    context: dict[str, Any] = {"kept": kept, "names": [file.name for file in files_of(kept)]}
    if kept.applied_at is not None:
        return page(request, "imports/report.html", "imports", context, now=now)
    seen = _calendar(person, kept, now) if kept.kind == "calendar" else _directory(person, kept, now)
    return page(request, "imports/dry_run.html", "imports", {**context, **seen, "most": SHOWN}, now=now)


def _directory(person: Person, kept: ImportPlan, now: datetime) -> dict[str, Any]:
    plan = actions.planned(kept, person=person, now=now)
    return {
        "added": len(plan.added),
        "changed": len(plan.changed),
        "same": len(plan.same),
        "refused": plan.refused[:SHOWN],
        "refused_count": len(plan.refused),
        "rows": [
            (row.change, row.row.table, row.row.place, row.row.key, row.fields)
            for row in (*plan.added, *plan.changed)[:SHOWN]
        ],
        "by_table": list(counted((*plan.added, *plan.changed)).items()),
        "hindrance": _hindrance(person, plan, now),
    }


def _hindrance(person: Person, plan: DirectoryPlan, now: datetime) -> Refusal | None:
    """Why this person may not apply the plan: roles are the administrator's, the rest the coordinator's."""
    if Table.OFFICERS in plan.tables and (refusal := may_keep_roles(person, now=now)):
        return refusal
    return may_keep_directory(person, now=now) if plan.tables - {Table.OFFICERS} else None


def _calendar(person: Person, kept: ImportPlan, now: datetime) -> dict[str, Any]:
    (file,) = files_of(kept)
    plan = plan_of(file.content)
    return {
        "added": len(plan.added),
        "changed": len(plan.changed),
        "same": len(plan.same),
        "refused": [
            {"place": {"file": file.name, "line": line.line}, "text": line.text, "reason": line.reason}
            for line in plan.refused[:SHOWN]
        ],
        "refused_count": len(plan.refused),
        "days": [
            (kind, line)
            for kind, lines in (("added", plan.added), ("changed", plan.changed))
            for line in lines
        ][:SHOWN],
        "hindrance": may_keep_calendar(person, now=now),
    }


@never_cache
@require_safe
def formats(request: HttpRequest) -> HttpResponse:
    """Which columns each file has."""
    now = clock.now()
    keeper(request, now=now)
    return page(request, "imports/formats.html", "imports", {}, now=now)
