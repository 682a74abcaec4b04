"""One answer to all who stand in a concern: the executor's editor, the signatory's list, and the report after."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from sukhbat.answers import collective_policies as policies
from sukhbat.answers import recipients
from sukhbat.answers.collective import fingerprint_of
from sukhbat.answers.queries import Written, points_for_all
from sukhbat.answers.rules import LANGUAGES, STATE_LANGUAGE
from sukhbat.concerns import answering
from sukhbat.concerns.models import Concern
from sukhbat.desk.concerns.door import concern_of, see_concern
from sukhbat.desk.concerns.earlier import earlier_of, question_called
from sukhbat.desk.concerns.forms import EditorForAll
from sukhbat.desk.concerns.lists import page_of
from sukhbat.desk.earlier import Found
from sukhbat.desk.workplace.door import official
from sukhbat.desk.workplace.forms import SendBackForm
from sukhbat.desk.workplace.item import TroubleError, at_the_form
from sukhbat.kernel import clock
from sukhbat.kernel.refusals import Refusal
from sukhbat.people.models import Person

VERBS = {
    "draft": policies.may_draft_for_all,
    "take_back": policies.may_take_back_for_all,
    "send_back": policies.may_return_for_all,
    "sign": policies.may_sign_for_all,
}


@dataclass(frozen=True)
class Work:
    """The answer as it is now, as the parts of the desk's other pages read it."""

    draft: Written | None
    checklist: Mapping[Any, bool]
    may: Mapping[str, bool]
    refusals: Mapping[str, Refusal]


@never_cache
@require_safe
def show(request: HttpRequest, number: int) -> HttpResponse:
    """The answer to all: being written, waiting with its list, or signed with its report."""
    now = clock.now()
    person = official(request)
    concern = concern_of(person, number, now=now)
    if concern.number != number:
        return redirect("desk_concerns:answer", concern.number)
    return answer_page(request, person, concern, now=now)


def answer_page(
    request: HttpRequest,
    person: Person,
    concern: Concern,
    *,
    now: datetime,
    trouble: TroubleError | None = None,
    bound: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """The page, with the form that came back with errors and what was refused."""
    draft = answering.draft_to_all(concern)
    languages = answering.languages_to_answer(concern)
    work = _work(person, concern, draft, list(languages), now=now)
    context = {
        "concern": concern,
        "desk": concern.body,
        "work": work,
        "languages": languages,
        "unwritten": _unwritten(draft, languages),
        "refusal": trouble.refusal if trouble else None,
        "list": _list(request, concern, draft) if draft and draft.answer.handed_over_at else None,
        "given": [(row, recipients.report_of(row.answer)) for row in answering.answers_given(concern)],
        "editor": EditorForAll(list(languages), draft) if work.may["draft"] else None,
        "similar": _similar(concern, now=now) if work.may["draft"] and languages else None,
        "send_back": SendBackForm() if work.may["send_back"] else None,
        **(bound or {}),
    }
    return render(request, "desk/concerns/answer.html", context, status=trouble.status if trouble else 200)


def _similar(concern: Concern, *, now: datetime) -> Found:
    return earlier_of(concern, question_called(concern), now=now)


def _work(
    person: Person, concern: Concern, draft: Written | None, languages: list[str], *, now: datetime
) -> Work:
    answer = draft.answer if draft else None
    refusals = {verb: may(person, concern.body_id, answer, now=now) for verb, may in VERBS.items()}
    return Work(
        draft=draft,
        checklist=points_for_all(draft, languages) if draft else {},
        may={verb: refusal is None for verb, refusal in refusals.items()},
        refusals={verb: refusal for verb, refusal in refusals.items() if refusal is not None},
    )


def _unwritten(draft: Written | None, languages: Iterable[str]) -> list[str]:
    """Languages of askers in which there is no text once one is written; the state's stands in for them."""
    if draft is None or not draft.versions:
        return []
    return [code for code in languages if code not in draft.versions and code != STATE_LANGUAGE]


def _list(request: HttpRequest, concern: Concern, draft: Written) -> dict[str, Any]:
    """The page of the list that is looked at, the list in numbers, and what changed since it was taken."""
    page, only_unticked = page_of(request), request.GET.get("show") == "unticked"
    rows, has_more = recipients.page_of(draft.answer, page=page, only_unticked=only_unticked)
    choices = recipients.choices_of(draft.answer)
    present = set(answering.to_answer(concern))
    size = recipients.size_of(draft.answer)
    return {
        "rows": rows,
        "page": page,
        "pages": -(-size.listed // recipients.PAGE),
        "has_more": has_more,
        "only_unticked": only_unticked,
        "size": size,
        "languages": [(code, size.languages[code]) for code in LANGUAGES if code in size.languages],
        "seen": fingerprint_of(draft, choices),
        "joined": len(present - choices.keys()),
        "gone": len(choices.keys() - present),
    }


@require_POST
def take_back(request: HttpRequest, number: int) -> HttpResponse:
    """The executors go on with the draft."""
    person, now = official(request), clock.now()
    return do(request, number, lambda: answering.take_back(person=person, number=number, now=now))


@require_POST
def send_back(request: HttpRequest, number: int) -> HttpResponse:
    """The signatory returns the draft with a reason."""
    person, now = official(request), clock.now()
    form = SendBackForm(request.POST)
    said = _("The answer to all is with its executor again.")

    def act() -> object:
        return answering.send_back(person=person, number=number, reason=form.cleaned_data["reason"], now=now)

    return do(request, number, act, said, form=form)


@require_POST
def take_list(request: HttpRequest, number: int) -> HttpResponse:
    """The list as the concern is now."""
    person, now = official(request), clock.now()
    said = _("The list is as the concern is now. Who was unticked stays so.")
    return do(request, number, lambda: answering.take_list_anew(person=person, number=number, now=now), said)


@require_POST
def tick(request: HttpRequest, number: int) -> HttpResponse:
    """Note which of the questions that the page showed get the answer, and go on to the page that is named."""
    now = clock.now()
    person = official(request)
    concern = concern_of(person, number, now=now)
    shown = _ids(request.POST.get("shown", "").split(","))[: recipients.PAGE]
    ticked = set(_ids(request.POST.getlist("ticked"))) & set(shown)
    try:
        with at_the_form():
            answering.tick(person=person, number=concern.number, shown=shown, ticked=ticked, now=now)
    except TroubleError as trouble:
        return answer_page(request, person, concern, now=now, trouble=trouble)
    response = see_concern(concern.number, answer=True)
    if (page := request.POST.get("go", "")).isascii() and page.isdecimal():
        response["Location"] += f"?page={page}#list"
    return response


@require_POST
def sign(request: HttpRequest, number: int) -> HttpResponse:
    """Sign the texts and the list that the page showed, and nothing else."""
    now = clock.now()
    person = official(request)
    concern = concern_of(person, number, now=now)
    try:
        with at_the_form():
            answer, answered = answering.sign(
                person=person, number=concern.number, seen=request.POST.get("seen", ""), now=now
            )
    except TroubleError as trouble:
        return answer_page(request, person, concern, now=now, trouble=trouble)
    said = ngettext(
        "Signed and sent: %(n)s question is answered.",
        "Signed and sent: %(n)s questions are answered.",
        answered,
    ) % {"n": answered}
    left = sum(row.count for row in recipients.report_of(answer).left)
    if left:
        said += " " + _("Without this answer: %(n)s. The report below says why.") % {"n": left}
    messages.success(request, said)
    return see_concern(concern.number, answer=True)


def do(
    request: HttpRequest,
    number: int,
    act: Callable[[], object],
    said: str = "",
    *,
    form: SendBackForm | None = None,
) -> HttpResponse:
    """Act and go on; or the page again with what is wrong."""
    now = clock.now()
    person = official(request)
    concern = concern_of(person, number, now=now)
    try:
        if form is not None and not form.is_valid():
            raise TroubleError
        with at_the_form(form):
            act()
    except TroubleError as trouble:
        bound = {"send_back": form} if form is not None else {}
        return answer_page(request, person, concern, now=now, trouble=trouble, bound=bound)
    if said:
        messages.success(request, said)
    return see_concern(concern.number, answer=True)


def _ids(typed: list[str]) -> list[UUID]:
    """The ids among what was sent."""
    found = []
    for text in typed:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found
