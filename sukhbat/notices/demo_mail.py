"""The demo's e-mail backend: every outgoing mail, sign-in codes too, is kept for a page instead of sent."""

from collections.abc import Sequence
from email.header import decode_header, make_header

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from sukhbat.kernel import clock
from sukhbat.notices.models import DemoMail

_HEADERS = (
    "Message-ID",
    "From",
    "To",
    "List-Unsubscribe",
    "List-Unsubscribe-Post",
    "Auto-Submitted",
    "Content-Language",
)


class Backend(BaseEmailBackend):
    """Named by EMAIL_BACKEND in the demo's settings."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Keep the messages; how many."""
        for message in email_messages:
            built = message.message()
            DemoMail.objects.create(
                at=clock.now(),
                to=", ".join(message.recipients())[:320],
                subject=str(make_header(decode_header(str(message.subject))))[:300],
                text=str(message.body),
                html=_html(message),
                headers={name: str(built[name]) for name in _HEADERS if built[name]},
            )
        return len(email_messages)


def _html(message: EmailMessage) -> str:
    for alternative in getattr(message, "alternatives", []):
        if alternative[1] == "text/html":
            return str(alternative[0])
    return ""
