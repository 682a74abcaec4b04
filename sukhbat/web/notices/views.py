"""A person's notices: the list, reading them, and which mail they want."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from sukhbat.bodies.queries import standing
from sukhbat.kernel import clock
from sukhbat.kernel.refusals import Refused
from sukhbat.notices import actions, queries
from sukhbat.people.models import Person
from sukhbat.questions.policies import SIGN_IN
from sukhbat.web.methods import takes
from sukhbat.web.notices.forms import MailForm
from sukhbat.web.person import signed_in


@never_cache
@takes("GET")
def notices(request: HttpRequest) -> HttpResponse:
    """The newest notices, or those older than ``?before=``."""
    person = _person(request)
    before = _key(request.GET.get("before", ""))
    found = queries.notices_of(person, language=get_language() or "kk", before=before, limit=queries.PAGE + 1)
    rows, has_older = found[: queries.PAGE], len(found) > queries.PAGE
    values = {
        "notices": rows,
        "unread": queries.unread_count(person),
        "newer_url": reverse("web:notices") if before else "",
        "older_url": f"?before={rows[-1].entry_id}" if has_older else "",
    }
    return render(request, "notices/list.html", values)


@takes("POST")
def read_one(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """Mark one notice as read; the reader stays on the page of the list they were on."""
    actions.mark_read(person=_person(request), entry_id=entry_id, now=clock.now())
    before = _key(request.POST.get("before", ""))
    return _see(reverse("web:notices") + (f"?before={before}" if before else ""))


@takes("POST")
def read_all(request: HttpRequest) -> HttpResponse:
    actions.mark_all_read(person=_person(request), now=clock.now())
    messages.success(request, _("All notices are marked as read."))
    return _see(reverse("web:notices"))


@never_cache
@takes("GET", "POST")
def mail(request: HttpRequest) -> HttpResponse:
    """Which mail comes besides what is owed."""
    person = _person(request)
    roles = standing(person, on=clock.local_day(clock.now())).roles
    among = queries.groups_for(is_officer=bool(roles))
    off = queries.switched_off(person)
    form = MailForm(
        request.POST if request.method == "POST" else None,
        among=among,
        initial={group.value: group not in off for group in among},
    )
    if request.method == "POST" and form.is_valid():
        actions.set_mail(person=person, wanted=form.wanted(), among=among)
        messages.success(request, _("Saved."))
        return _see(reverse("web:notices_mail"))
    return render(request, "notices/mail.html", {"form": form, "person": person})


def _person(request: HttpRequest) -> Person:
    person = signed_in(request)
    if person is None:
        raise Refused(SIGN_IN)
    return person


def _key(text: str) -> UUID | None:
    """An id from an address; what is none starts from the top."""
    try:
        return UUID(text)
    except ValueError:
        return None


def _see(address: str) -> HttpResponse:
    response = redirect(address)
    response.status_code = 303
    return response
