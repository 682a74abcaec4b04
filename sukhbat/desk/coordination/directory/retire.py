"""Retiring a body: until when, who takes over, and the open questions that go with it."""

from datetime import date, datetime

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from sukhbat.answers.succession import hand_over_drafts
from sukhbat.assignments.succession import hand_over_work
from sukhbat.bodies.actions import retire_body
from sukhbat.bodies.models import Body
from sukhbat.bodies.policies import may_keep_directory
from sukhbat.bodies.queries import body as the_body
from sukhbat.bodies.rules import Role
from sukhbat.desk.coordination.directory.forms import RetireForm
from sukhbat.desk.coordination.door import keeper, page, see
from sukhbat.kernel import clock
from sukhbat.kernel.refusals import Refused
from sukhbat.ledger.rules import Actor
from sukhbat.people.models import Person
from sukhbat.questions.succession import in_work_of


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def retire(request: HttpRequest, slug: str) -> HttpResponse:
    """GET asks; POST retires and, when the day has come, hands the open questions over."""
    now = clock.now()
    person = keeper(request, now=now, policy=may_keep_directory)
    body = the_body(slug)
    if body is None:
        raise Http404
    today = clock.local_day(now)
    if request.method != "POST":
        first = {
            "until": body.valid_until or today,
            "successor": body.successor.slug if body.successor else "",
        }
        return _page(request, body, RetireForm(slug=slug, today=today, initial=first), now)
    form = RetireForm(request.POST, slug=slug, today=today)
    if not form.is_valid():
        return _page(request, body, form, now, status=422)
    try:
        moved = _retire(person, slug, form.cleaned_data["until"], form.cleaned_data["successor"], now)
    except Refused as refused:
        field = {"bad_until": "until", "bad_successor": "successor"}.get(refused.refusal.code)
        form.add_error(field, str(refused.refusal))
        return _page(request, body, form, now, status=refused.refusal.status)
    went = ngettext(
        "%(count)s open question went to the successor.",
        "%(count)s open questions went to the successor.",
        moved,
    )
    messages.success(request, f"{_('The body is retired.')} {went % {'count': moved}}")
    return see("directory_row", "bodies", slug)


@transaction.atomic
def _retire(person: Person, slug: str, until: date, successor: str, now: datetime) -> int:
    body = retire_body(person=person, slug=slug, until=until, successor=successor or None, now=now)
    heir = body.successor
    if heir is None or until > clock.local_day(now):
        return 0
    actor = Actor(Role.COORDINATOR.value, person.pk)
    moved = hand_over_work(body=body, successor=heir, actor=actor, now=now)
    hand_over_drafts(body=body, successor=heir)
    return moved


def _page(
    request: HttpRequest, body: Body, form: RetireForm, now: datetime, *, status: int = 200
) -> HttpResponse:
    context = {"body": body, "form": form, "in_work": in_work_of([body.pk]).get(body.pk, 0)}
    return page(request, "directory/retire.html", "directory", context, now=now, status=status)
