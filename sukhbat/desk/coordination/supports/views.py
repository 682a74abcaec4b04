"""Supports of a conference under review: the acts, what a rule would cancel, doing it, and taking it back."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from sukhbat.conferences.models import Conference
from sukhbat.conferences.policies import may_keep_conferences
from sukhbat.desk.coordination.conferences.lists import the_conference
from sukhbat.desk.coordination.door import keeper, page, see
from sukhbat.desk.coordination.supports.forms import CancelForm, RuleForm
from sukhbat.kernel import clock
from sukhbat.kernel.refusals import Refused
from sukhbat.people.models import Person
from sukhbat.questions import support_review
from sukhbat.questions.models import Question, SupportCancellation
from sukhbat.questions.queries import questions_by_id
from sukhbat.questions.support_review import Preview, Rule, Standing, may_review_supports


@dataclass(frozen=True)
class _Act:
    """An act as a line of the page, its moments read."""

    act: SupportCancellation
    from_at: datetime | None
    until_at: datetime | None


@never_cache
@require_safe
def acts(request: HttpRequest, slug: str) -> HttpResponse:
    """Every act on a conference's supports, the latest first."""
    now = clock.now()
    person = keeper(request, now=now)
    found = the_conference(slug)
    context = {
        "conference": found,
        "acts": [_shown(act) for act in support_review.cancellations(found)],
        "may_review": may_review_supports(person, found, now=now) is None,
    }
    return page(request, "supports/list.html", "conferences", context, now=now)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: HttpRequest, slug: str) -> HttpResponse:
    """GET shows what a rule would cancel; POST cancels exactly what was seen."""
    now = clock.now()
    person = keeper(request, now=now, policy=may_keep_conferences)
    found = the_conference(slug)
    if request.method == "POST":
        return _cancelled(request, person, found, now)
    form = RuleForm(request.GET) if "per_network" in request.GET else RuleForm()
    if not form.is_bound:
        return _page(request, found, form, now)
    if not form.is_valid():
        return _page(request, found, form, now, status=422)
    return _page(request, found, form, now, rule=form.rule(now=now))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def revoke(request: HttpRequest, slug: str, act_id: UUID) -> HttpResponse:
    """GET asks, POST gives the supports of an act back."""
    now = clock.now()
    person = keeper(request, now=now, policy=may_keep_conferences)
    found = the_conference(slug)
    act = support_review.cancellation(found, act_id)
    if act is None:
        raise Http404
    hindrance = may_review_supports(person, found, now=now)
    if act.revoked_at is not None:
        hindrance = support_review.REVOKED
    status = 200
    if request.method == "POST":
        try:
            support_review.revoke_cancellation(person=person, slug=slug, act_id=act_id, now=now)
        except Refused as refused:
            hindrance, status = refused.refusal, refused.refusal.status
        else:
            messages.success(request, _("The supports count again."))
            return see("supports", slug)
    context = {"conference": found, "shown": _shown(act), "hindrance": hindrance}
    return page(request, "supports/revoke.html", "conferences", context, now=now, status=status)


def _cancelled(request: HttpRequest, person: Person, found: Conference, now: datetime) -> HttpResponse:
    """Carry out; what hinders it is shown beside a fresh look at the same rule, with the reason as typed."""
    form = CancelForm(request.POST)
    if not form.is_valid():
        looked = RuleForm(_narrowed(request.POST))
        if set(form.errors) - {"reason"} or not looked.is_valid():
            return _page(request, found, looked, now, status=422)
        return _page(request, found, looked, now, status=422, rule=form.rule(now=now), confirming=form)
    rule = form.rule(now=now)
    try:
        act = support_review.cancel_supports(
            person=person,
            slug=found.slug,
            rule=rule,
            reason=form.cleaned_data["reason"],
            seen=form.cleaned_data["seen"],
            now=now,
        )
    except Refused as refused:
        looked, status = RuleForm(_narrowed(request.POST)), refused.refusal.status
        return _page(request, found, looked, now, status=status, rule=rule, confirming=form, refused=refused)
    said = ngettext("%(count)s support was cancelled.", "%(count)s supports were cancelled.", act.cancelled)
    messages.success(request, said % {"count": act.cancelled})
    return see("supports", found.slug)


def _narrowed(typed: QueryDict) -> QueryDict:
    """The rule of a confirmation as the form of the look has it: local, to the minute."""
    data = QueryDict(mutable=True)
    for name in ("per_network", "within_seconds"):
        data[name] = typed.get(name, "")[:20]
    for name in ("from_at", "until_at"):
        moment = _moment(typed.get(name, ""))
        data[name] = moment.astimezone(clock.zone()).strftime("%Y-%m-%dT%H:%M:%S") if moment else ""
    return data


def _moment(text: object) -> datetime | None:
    try:
        moment = parse_datetime(str(text)[:40])
    except ValueError:
        return None
    return moment if moment is not None and moment.tzinfo is not None else None


def _page(
    request: HttpRequest,
    found: Conference,
    form: RuleForm,
    now: datetime,
    *,
    status: int = 200,
    rule: Rule | None = None,
    confirming: CancelForm | None = None,
    refused: Refused | None = None,
) -> HttpResponse:
    person = keeper(request, now=now, policy=may_keep_conferences)
    hindrance = refused.refusal if refused else may_review_supports(person, found, now=now)
    preview = support_review.preview(found, rule) if rule else None
    context = {
        "conference": found,
        "form": form,
        "hindrance": hindrance,
        "preview": preview,
        "top": _top(preview) if preview else [],
        "confirming": _confirming(preview, confirming) if preview else None,
        "may_review": may_review_supports(person, found, now=now) is None,
    }
    return page(request, "supports/cancel.html", "conferences", context, now=now, status=status)


def _confirming(preview: Preview, sent: CancelForm | None) -> CancelForm:
    """The form under a look. What was sent before keeps its reason and errors and gets what is seen now."""
    now_seen = {**preview.rule.to_json(), "seen": preview.fingerprint}
    if sent is None:
        return CancelForm(initial=now_seen)
    data = QueryDict(mutable=True)
    data.update(sent.data)
    data.update({name: "" if value is None else str(value) for name, value in now_seen.items()})
    sent.data = data
    return sent


def _top(preview: Preview) -> list[tuple[Standing, Question]]:
    found = questions_by_id(one.question_id for one in preview.top)
    return [(one, found[one.question_id]) for one in preview.top]


def _shown(act: SupportCancellation) -> _Act:
    return _Act(act, _moment(act.rule.get("from_at")), _moment(act.rule.get("until_at")))
