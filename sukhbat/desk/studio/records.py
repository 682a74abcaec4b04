"""Correcting the record of an answer on air, until its body has confirmed it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from sukhbat.answers.live import CONFIRMED, correct_record, is_confirmed
from sukhbat.desk.studio.acts import MENDABLE, back
from sukhbat.desk.studio.forms import RecordForm, form_of
from sukhbat.desk.studio.gate import host
from sukhbat.kernel import clock
from sukhbat.kernel.ids import read_number
from sukhbat.kernel.refusals import Refused
from sukhbat.questions.air import airing_of
from sukhbat.questions.queries import questions_by_number
from sukhbat.questions.rules import AirState


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def record(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """The record in a form; saving shows the studio again."""
    now = clock.now()
    person, conference = host(request, slug, now=now)
    stored = read_number(number) or ""
    question = questions_by_number([stored]).get(stored)
    airing = airing_of(question.pk) if question else None
    if airing is None or airing.state != AirState.ANSWERED or airing.conference_id != conference.pk:
        raise Http404
    refusal = CONFIRMED if is_confirmed(airing.question) else None
    form = form_of(conference, airing)
    if request.method == "POST":
        form = RecordForm(request.POST, conference=conference)
        if form.is_valid():
            try:
                correct_record(person=person, slug=slug, number=stored, record=form.record(), now=now)
            except Refused as refused:
                if refused.refusal.status not in MENDABLE:
                    raise
                refusal = refused.refusal
            else:
                messages.success(request, _("The record of %(number)s is corrected.") % {"number": number})
                return back(request, slug)
    failed = request.method == "POST"
    status = (refusal.status if refusal else 422) if failed else 200
    context = {"conference": conference, "airing": airing, "form": form, "refusal": refusal}
    return render(request, "studio/record.html", context, status=status)
