"""What is decided about a concern: merge, propose and decide a merge, split, take back."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from sukhbat.concerns.merging import merge_concerns
from sukhbat.concerns.models import Concern
from sukhbat.concerns.proposing import accept_merge, decline_merge, propose_merge
from sukhbat.concerns.splitting import split_concern
from sukhbat.concerns.undoing import undo_decision
from sukhbat.desk.concerns.door import concern_of, see_concern
from sukhbat.desk.concerns.forms import MergeForm, ProposeForm
from sukhbat.desk.concerns.page import MEMBERS, concern_page
from sukhbat.desk.workplace.door import official
from sukhbat.desk.workplace.item import TroubleError, at_the_form
from sukhbat.kernel import clock
from sukhbat.kernel.ids import read_number
from sukhbat.kernel.refusals import Refusal, Refused
from sukhbat.people.models import Person

Act = Callable[[Person, Concern, datetime], int]


@require_POST
def merge(request: HttpRequest, number: int) -> HttpResponse:
    """The signatory or the coordinator makes two concerns one."""

    def act(person: Person, concern: Concern, now: datetime) -> int:
        into = form.cleaned_data["into"]
        target = merge_concerns(person=person, number=concern.number, into=into, now=now)
        said = _("Concerns no. %(one)s and no. %(other)s are one now.")
        messages.success(request, said % {"one": concern.number, "other": target.number})
        return target.number if target.body_id == concern.body_id else concern.number

    form = MergeForm(request.POST)
    return _send(request, number, form, act)


@require_POST
def propose(request: HttpRequest, number: int) -> HttpResponse:
    """An executor says that two concerns are one."""

    def act(person: Person, concern: Concern, now: datetime) -> int:
        typed = form.cleaned_data
        propose_merge(
            person=person, number=concern.number, into=typed["into"], reason=typed["reason"], now=now
        )
        messages.success(request, _("Proposed. Those who decide about it see it on this page."))
        return concern.number

    form = ProposeForm(request.POST)
    return _send(request, number, form, act)


@require_POST
def decide(request: HttpRequest, number: int) -> HttpResponse:
    """Accept or decline the proposal that the button names."""

    def act(person: Person, concern: Concern, now: datetime) -> int:
        key = _uuid(request.POST.get("proposal", ""))
        if request.POST.get("verdict") != "accept":
            decline_merge(person=person, proposal_id=key, now=now)
            messages.success(request, _("Declined: the two stay two."))
            return concern.number
        target = accept_merge(person=person, proposal_id=key, now=now)
        messages.success(request, _("Accepted: the two are one concern now."))
        return target.number if target.body_id == concern.body_id else concern.number

    return _send(request, number, None, act)


@require_POST
def split(request: HttpRequest, number: int) -> HttpResponse:
    """Take the ticked questions out; two or more make a concern of their own."""

    def act(person: Person, concern: Concern, now: datetime) -> int:
        typed = request.POST.getlist("pick")[:MEMBERS]
        numbers = [stored for one in typed if (stored := read_number(one))]
        if not numbers:
            raise Refused(Refusal("nothing_ticked", _("Tick the questions that do not belong here."), 422))
        report = split_concern(person=person, concern_number=concern.number, numbers=numbers, now=now)
        n = len(report.numbers)
        said = ngettext("%(n)s question was taken out.", "%(n)s questions were taken out.", n) % {"n": n}
        if report.to is not None:
            said += " " + _("They are concern no. %(number)s now.") % {"number": report.to.number}
        messages.success(request, said)
        return concern.number

    return _send(request, number, None, act)


@require_POST
def undo(request: HttpRequest, number: int) -> HttpResponse:
    """Take back the merge or the split that the button names."""

    def act(person: Person, concern: Concern, now: datetime) -> int:
        moved = undo_decision(person=person, act=_uuid(request.POST.get("act", "")), now=now)
        said = ngettext(
            "Taken back: %(n)s question moved back.", "Taken back: %(n)s questions moved back.", moved
        )
        messages.success(request, said % {"n": moved})
        return concern.number

    return _send(request, number, None, act)


def _send(request: HttpRequest, number: int, form: MergeForm | None, act: Act) -> HttpResponse:
    """Read the form, act, go on; or the page again with what was typed and what is wrong."""
    now = clock.now()
    person = official(request)
    concern = concern_of(person, number, now=now)
    try:
        if form is not None and not form.is_valid():
            raise TroubleError
        with at_the_form(form):
            return see_concern(act(person, concern, now))
    except TroubleError as trouble:
        bound = {form.name: form} if form is not None else {}
        return concern_page(request, person, concern, now=now, trouble=trouble, bound=bound)


def _uuid(text: str) -> UUID:
    """What the button names; Refused (404) for anything else."""
    try:
        return UUID(text)
    except ValueError as error:
        raise Refused(Refusal("not_found", _("There is no such decision here."), 404)) from error
