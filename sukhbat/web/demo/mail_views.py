"""What the demo would have mailed, letters and sign-in codes alike: a list, one mail, and its HTML apart."""

from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from sukhbat.notices.models import DemoMail
from sukhbat.notices.queries import PAGE, demo_mail, demo_mails
from sukhbat.web.methods import takes

# The mail's own page may carry its inline style and nothing else: no script, no form, no picture.
MAIL_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


@never_cache
@takes("GET")
def mails(request: HttpRequest) -> HttpResponse:
    """The newest mails, to one address with ``?to=``."""
    to = request.GET.get("to", "").strip().lower()[:320]
    found = demo_mails(to=to, before=_key(request.GET.get("before", "")), limit=PAGE + 1)
    rows = found[:PAGE]
    narrowed = {"to": to} if to else {}
    values = {
        "mails": rows,
        "to": to,
        "newer_url": "?" + urlencode(narrowed) if "before" in request.GET else "",
        "older_url": "?" + urlencode({**narrowed, "before": rows[-1].pk}) if len(found) > PAGE else "",
    }
    return render(request, "demo/mail_list.html", values)


@never_cache
@takes("GET")
def mail(request: HttpRequest, mail_id: UUID) -> HttpResponse:
    return render(request, "demo/mail.html", {"mail": _found(mail_id)})


@never_cache
@takes("GET")
def html(request: HttpRequest, mail_id: UUID) -> HttpResponse:
    """The HTML part as it was written, locked in by its own policy."""
    return HttpResponse(_found(mail_id).html, headers={"Content-Security-Policy": MAIL_POLICY})


def _found(mail_id: UUID) -> DemoMail:
    if (found := demo_mail(mail_id)) is None:
        raise Http404
    return found


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
