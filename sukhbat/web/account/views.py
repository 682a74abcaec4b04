"""Signing in by code, and signing out."""

from typing import Any

from allauth.account.internal.flows.logout import logout
from allauth.account.stages import LoginStage
from allauth.account.utils import get_next_redirect_url, passthrough_next_redirect_url
from allauth.account.views import ConfirmLoginCodeView, RequestLoginCodeView
from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sukhbat.people.models import Person
from sukhbat.web.account.code import MAIL_FAILURES, SignInCode
from sukhbat.web.account.forms import AddressForm, CodeForm
from sukhbat.web.account.identity import provider
from sukhbat.web.ask.cookie import let_go


class SignIn(RequestLoginCodeView):
    """One address in, one code out; where a provider is configured, its button stands beside."""

    form_class = AddressForm
    template_name = "account/login.html"

    def get_form_class(self) -> type[Form]:
        return AddressForm

    def form_valid(self, form: AddressForm) -> HttpResponse:
        person = form._user if isinstance(form._user, Person) else None
        try:
            SignInCode.begin(
                request=self.request,
                person=person,
                email=form.cleaned_data["email"],
                next_url=get_next_redirect_url(self.request) or "",
            )
        except MAIL_FAILURES:
            form.add_error(None, _("The mail could not be sent just now. Please try again in a minute."))
            return self._invalid(form, 503)
        return _see(_onward(self.request, "account_confirm_login_code"))

    def form_invalid(self, form: AddressForm) -> HttpResponse:
        codes = {error.code for error in form.errors.as_data().get("email", [])}
        return self._invalid(form, 429 if "too_many_login_attempts" in codes else 422)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**_own_site(super().get_context_data(**kwargs)), "provider": provider(self.request)}

    def _invalid(self, form: AddressForm, status: int) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=status)

    def _redirect_to_pending_stage(self, request: HttpRequest, stage: LoginStage) -> HttpResponseRedirect:
        return HttpResponseRedirect(_onward(request, "account_confirm_login_code"))


class ConfirmCode(ConfirmLoginCodeView):
    """The code's page: may be reloaded; offers another mail and another address."""

    template_name = "account/confirm_login_code.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        if getattr(self, "_process", None) is None and not request.user.is_authenticated:
            messages.error(request, _("This code is no longer valid. Please have a new one sent."))
            return self._to_address()
        return response

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self._process = SignInCode(stage=self.stage)
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self._process = SignInCode(stage=self.stage)
        if request.POST.get("action") == "cancel":
            self._process.abort()
            return self._to_address()
        try:
            return super().post(request, *args, **kwargs)
        except MAIL_FAILURES:
            messages.error(request, _("The mail could not be sent just now. Please try again in a minute."))
            return _see(_onward(request, "account_confirm_login_code"))

    def get_form_class(self) -> type[Form]:
        return Form if self._action == "resend" else CodeForm

    def form_invalid(self, form: Form) -> HttpResponse:
        if self._process.record_invalid_attempt():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        messages.error(self.request, _("Too many wrong codes. Please have a new one sent."))
        return self._to_address()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return _own_site(super().get_context_data(**kwargs))

    def _to_address(self) -> HttpResponse:
        return _see(_onward(self.request, "account_login"))


@require_http_methods(["GET", "HEAD", "POST"])
def sign_out(request: HttpRequest) -> HttpResponse:
    """End this session; the drafts of this browser close with it, for the next person may be another."""
    if request.method != "POST":
        return render(request, "account/logout.html")
    logout(request)
    response = redirect("root")
    response.status_code = 303
    let_go(response)
    return response


def _own_site(context: dict[str, Any]) -> dict[str, Any]:
    """allauth's ``site`` is Django's; a page's frame wants our own, which the context processor gives."""
    context.pop("site", None)
    return context


def _onward(request: HttpRequest, name: str) -> str:
    """The address of a page, with where to go in the end."""
    address: str = passthrough_next_redirect_url(request, reverse(name), REDIRECT_FIELD_NAME)
    return address


def _see(address: str) -> HttpResponse:
    response = HttpResponseRedirect(address)
    response.status_code = 303
    return response
