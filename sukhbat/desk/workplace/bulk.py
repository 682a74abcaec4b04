"""Many questions to one executor in one press."""

from collections import Counter
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from sukhbat.assignments.actions import Report, assign_questions
from sukhbat.desk.workplace.door import back_or, desk_of, official
from sukhbat.desk.workplace.lists import PAGE
from sukhbat.kernel import clock
from sukhbat.kernel.ids import read_number


@require_POST
def assign_selected(request: HttpRequest, slug: str) -> HttpResponse:
    """Assign what was ticked, or everything the page showed; say how many, and why some were not."""
    now = clock.now()
    person = official(request)
    desk = desk_of(person, slug, now=now)
    chosen = request.POST.getlist("pick")
    if request.POST.get("scope") == "page":
        chosen = request.POST.get("shown", "").split(",")
    numbers = [number for typed in chosen[:PAGE] if (number := read_number(typed))]
    executor = _uuid(request.POST.get("executor", ""))
    if not numbers or executor is None:
        messages.error(request, _("Tick the questions and choose the executor."))
        return back_or(request, "desk:body", desk.slug)
    report = assign_questions(
        person=person,
        numbers=numbers,
        executor_id=executor,
        reassign=request.POST.get("again") == "1",
        now=now,
    )
    _say(request, report)
    return back_or(request, "desk:body", desk.slug)


def _say(request: HttpRequest, report: Report) -> None:
    if done := len(report.done):
        said = ngettext("%(count)s question was assigned.", "%(count)s questions were assigned.", done)
        messages.success(request, said % {"count": done})
    reasons = Counter(str(refusal) for refusal in report.refused.values())
    for reason, count in reasons.most_common(5):
        said = ngettext(
            "%(count)s question was not assigned: %(reason)s",
            "%(count)s questions were not assigned: %(reason)s",
            count,
        )
        messages.warning(request, said % {"count": count, "reason": reason})


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
