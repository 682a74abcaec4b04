"""What we tell allauth about accounts: whom a request comes from, our words, no password anywhere."""

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from sukhbat.kernel.refusals import Refusal, Refused
from sukhbat.web.client import client_key

INACTIVE = Refusal("inactive", _("This account is closed. Please write to the operator of this site."))


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "incorrect_code": _(
            "This is not the code of the mail. Please check the digits, or have a new code sent."
        ),
        "too_many_login_attempts": _(
            "Too many attempts with this address. Please wait a few minutes and try again."
        ),
        "rate_limited": _("Too many codes were asked for. Please wait a few minutes and try again."),
    }

    def format_email_subject(self, subject: str) -> str:
        return subject

    def get_client_ip(self, request: HttpRequest) -> str:
        """The network that limits count by; never an error, so that a strange proxy locks nobody out."""
        return client_key(request)

    def respond_user_inactive(self, request: HttpRequest, user: AbstractBaseUser) -> HttpResponse:
        raise Refused(INACTIVE)
