"""The account: name, language of mail, identity, sessions."""

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from sukhbat.kernel.refusals import Refused
from sukhbat.people import actions
from sukhbat.people.models import Person
from sukhbat.people.queries import is_verified
from sukhbat.questions import policies
from sukhbat.questions.rules import LONGEST_NAME
from sukhbat.web.account.identity import provider
from sukhbat.web.ask.forms import CleanText
from sukhbat.web.person import signed_in


class ProfileForm(forms.Form):
    name = CleanText(
        label=_("Your name"),
        required=False,
        max_length=LONGEST_NAME,
        help_text=_("Put into a question when you choose so; the public sees it only if you show it there."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    language = forms.ChoiceField(label=_("Language of our mail to you"), choices=settings.LANGUAGES)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    person = _person(request)
    form = ProfileForm(
        request.POST if request.method == "POST" else None,
        initial={"name": person.name, "language": person.language},
    )
    if request.method == "POST" and form.is_valid():
        actions.change_profile(person=person, **form.cleaned_data)
        messages.success(request, _t("Saved."))
        return _see("web:profile")
    values = {
        "form": form,
        "person": person,
        "is_verified": is_verified(person),
        "provider": provider(request),
    }
    return render(request, "my/profile.html", values, status=422 if form.errors else 200)


@require_POST
def sign_out_everywhere(request: HttpRequest) -> HttpResponse:
    """End every other session; this one goes on."""
    person = _person(request)
    actions.sign_out_everywhere(person=person)
    update_session_auth_hash(request, person)
    messages.success(request, _t("You are signed out on every other device."))
    return _see("web:profile")


def _person(request: HttpRequest) -> Person:
    person = signed_in(request)
    if person is None:
        raise Refused(policies.SIGN_IN)
    return person


def _see(name: str) -> HttpResponse:
    response = redirect(name)
    response.status_code = 303
    return response
