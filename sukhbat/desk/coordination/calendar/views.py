"""The working calendar of a year and the terms, with the decisions about single days."""

from datetime import date, datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sukhbat.bodies.policies import may_keep_calendar
from sukhbat.desk.coordination.calendar.forms import DayForm
from sukhbat.desk.coordination.door import keeper, page, see
from sukhbat.kernel import clock
from sukhbat.kernel.refusals import Refused
from sukhbat.questions.calendar_acts import remove_day, set_day
from sukhbat.terms.calendar_csv import YEARS
from sukhbat.terms.queries import calendar_days, terms_in_force


@never_cache
@require_safe
def this_year(request: HttpRequest) -> HttpResponse:
    """The calendar of the current year."""
    return year(request, clock.local_day(clock.now()).year)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def year(request: HttpRequest, number: int) -> HttpResponse:
    """The days of a year worth showing; POST decides about one."""
    now = clock.now()
    if number not in YEARS:
        raise Http404
    if request.method != "POST":
        keeper(request, now=now)
        return _page(request, number, DayForm(), now)
    person = keeper(request, now=now, policy=may_keep_calendar)
    form = DayForm(request.POST)
    if not form.is_valid():
        return _page(request, number, form, now, status=422)
    try:
        moved = set_day(person=person, decided=form.decided(), now=now)
    except Refused as refused:
        form.add_error(None, str(refused.refusal))
        return _page(request, number, form, now, status=refused.refusal.status)
    messages.success(request, f"{_('The calendar is changed.')} {_moved(moved)}")
    return see("calendar_year", form.cleaned_data["day"].year)


@require_POST
def remove(request: HttpRequest, day: str) -> HttpResponse:
    """Return a day to the country's calendar."""
    now = clock.now()
    person = keeper(request, now=now, policy=may_keep_calendar)
    try:
        found = date.fromisoformat(day)
    except ValueError as error:
        raise Http404 from error
    moved = remove_day(person=person, day=found, now=now)
    messages.success(request, f"{_('The day follows the country again.')} {_moved(moved)}")
    return see("calendar_year", found.year)


def _moved(count: int) -> str:
    if not count:
        return _("No due date moved.")
    return ngettext(
        "%(count)s open question is due earlier now.", "%(count)s open questions are due earlier now.", count
    ) % {"count": count}


def _page(
    request: HttpRequest, number: int, form: DayForm, now: datetime, *, status: int = 200
) -> HttpResponse:
    context = {
        "year": number,
        "earlier": number - 1 if number - 1 in YEARS else None,
        "later": number + 1 if number + 1 in YEARS else None,
        "days": calendar_days(year=number),
        "terms": terms_in_force(on=clock.local_day(now)),
        "form": form,
    }
    return page(request, "calendar/year.html", "calendar", context, now=now, status=status)
