"""Having oneself erased: what goes and what stays is said first, and a tick confirms."""

from django import forms
from django.contrib.auth import logout
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from sukhbat.kernel import clock
from sukhbat.kernel.refusals import Refused
from sukhbat.notices.actions import forget_letters
from sukhbat.notices.searches.actions import forget_searches
from sukhbat.questions import policies
from sukhbat.questions.erasure import erase_person, may_erase
from sukhbat.web.ask.cookie import let_go
from sukhbat.web.person import signed_in


class EraseForm(forms.Form):
    is_sure = forms.BooleanField(
        label=_("Yes, erase my data. I know that it cannot be undone."),
        error_messages={"required": _("Please tick the box if you are sure.")},
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: HttpRequest) -> HttpResponse:
    person, now = signed_in(request), clock.now()
    if person is None:
        raise Refused(policies.SIGN_IN)
    refusal = may_erase(person, on=clock.local_day(now))
    form = EraseForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        values = {"form": form, "refusal": refusal}
        return render(request, "my/erase.html", values, status=422 if form.errors else 200)
    with transaction.atomic():
        erase_person(person=person, now=now)
        # First the searches: whoever is telling of one is waited for, and then their letter goes, too.
        forget_searches(person_id=person.pk)
        forget_letters(person_id=person.pk)
    logout(request)
    response = redirect("root")
    response.status_code = 303
    let_go(response)
    return response
