"""The signatory confirms the record of an answer on air."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sukhbat.answers.confirming import confirm_record
from sukhbat.answers.policies import may_confirm
from sukhbat.answers.queries import draft_of
from sukhbat.desk.workplace.confirm_form import ConfirmForm
from sukhbat.desk.workplace.door import item_of, official, see
from sukhbat.desk.workplace.item import TroubleError, at_the_form, item_page
from sukhbat.kernel import clock
from sukhbat.kernel.refusals import ensure
from sukhbat.questions.models import Question


@require_POST
def confirm(request: HttpRequest, number: str) -> HttpResponse:
    """Confirm what the page showed, as corrected, and nothing else."""
    now = clock.now()
    person = official(request)
    question = item_of(person, number, now=now)
    try:
        with at_the_form():
            ensure(may_confirm(person, question, now=now))
    except TroubleError as trouble:
        return item_page(request, person, question, now=now, trouble=trouble)
    draft = draft_of(question)
    assert draft is not None
    form = ConfirmForm(draft, request.POST)
    try:
        if not form.is_valid():
            raise TroubleError
        with at_the_form(form):
            confirm_record(
                person=person,
                number=question.number,
                texts=form.texts(),
                seen=request.POST.get("seen", ""),
                now=now,
            )
    except TroubleError as trouble:
        question = item_of(person, number, now=now)
        bound = _kept(form, question) if may_confirm(person, question, now=now) is None else {}
        return item_page(request, person, question, now=now, trouble=trouble, bound=bound)
    said = _("Confirmed: the answer to %(number)s stands in the name of the body.")
    messages.success(request, said % {"number": question.shown_number})
    return see("desk:item", question.shown_number)


def _kept(form: ConfirmForm, question: Question) -> dict[str, ConfirmForm]:
    """The form with what was typed; when the host corrected the record meanwhile, it builds on the new one.

    The page shows that one above the form, so that whoever confirms again has seen it.
    """
    draft = draft_of(question)
    if draft is not None and draft.fingerprint != form.draft.fingerprint:
        form = form.on_top_of(draft)
    return {"confirm": form}
