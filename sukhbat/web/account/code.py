"""Signing in by a code that is mailed to whatever address was typed.

A known address and an unknown one take the same path: the same page, the same mail, the same time. A person
is made only when the code comes back, so nobody learns from the form who has an account, and no row is made
for an address that was only typed.
"""

from smtplib import SMTPException

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.account.models import Login
from allauth.account.stages import LoginByCodeStage, LoginStageController
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language, override

from sukhbat.people.models import Person
from sukhbat.people.signin import person_for_email
from sukhbat.web.ask.cookie import draft_link

MAIL_FAILURES = (SMTPException, OSError)


class SignInCode(LoginCodeVerificationProcess):
    """allauth's process, except that an unknown address is mailed a code, too, and becomes a person by it."""

    @classmethod
    def begin(cls, *, request: HttpRequest, person: Person | None, email: str, next_url: str) -> "SignInCode":
        """Mail a code and note the attempt in the session. Raises MAIL_FAILURES when no mail went."""
        login = Login(user=person, email=email)
        login.state["stages"] = {"current": LoginByCodeStage.key}
        stage = LoginByCodeStage(LoginStageController(request, login), request, login)
        stage.state.update(cls.initial_state(user=person, email=email))
        stage.state.update(initiated_by_user=True, next=next_url)
        process = cls(stage=stage)
        process.send()
        process.persist()
        return process

    def send_by_email(self, email: str, skip_enumeration_mails: bool = False) -> None:
        person = self.user
        with override(person.language if isinstance(person, Person) else get_language()):
            context = {
                "code": self.generate_code(),
                "draft_url": draft_link(self.request, self.state.get("next", "")),
            }
            get_adapter().send_mail("account/email/login_code", email, context)

    def finish(self, redirect_url: str | None) -> HttpResponse:
        if self.user is None:
            self._user = person_for_email(email=self.state["email"], language=get_language() or "kk")
        response: HttpResponse = super().finish(redirect_url or self.state.get("next") or None)
        return response
