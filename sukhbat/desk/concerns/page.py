"""The page of a concern at the desk: its people, its voices, those to check, its questions, and what one may do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from sukhbat.answers import collective_policies as answering
from sukhbat.bodies.queries import standing
from sukhbat.bodies.rules import Role
from sukhbat.concerns import policies
from sukhbat.concerns.answering import answers_given, draft_to_all
from sukhbat.concerns.counting import cells_of, counts_of
from sukhbat.concerns.listing import called_of
from sukhbat.concerns.models import Concern, Membership, MergeProposal
from sukhbat.concerns.reasons import Act, acts_about, kin_of, members, open_proposals
from sukhbat.concerns.rules import Facet, How
from sukhbat.concerns.voices import voices
from sukhbat.desk.concerns import forms
from sukhbat.desk.concerns.door import concern_of
from sukhbat.desk.concerns.earlier import earlier_of
from sukhbat.desk.concerns.lists import page_of
from sukhbat.desk.concerns.shown import by_language, by_region, called_question, reader_language, region_names
from sukhbat.desk.concerns.weeks import trend
from sukhbat.desk.workplace.clocks import due_word
from sukhbat.desk.workplace.door import official
from sukhbat.desk.workplace.item import TroubleError
from sukhbat.kernel import clock
from sukhbat.people.models import Person
from sukhbat.questions.queries import questions_by_id
from sukhbat.terms.queries import calendar

MEMBERS = 30


@dataclass(frozen=True)
class Waiting:
    """A proposal to merge, and whether this person may decide about it."""

    proposal: MergeProposal
    may_decide: bool


@never_cache
@require_safe
def show(request: HttpRequest, number: int) -> HttpResponse:
    """One concern; the number of a merged one leads to that in which its questions stand."""
    now = clock.now()
    person = official(request)
    concern = concern_of(person, number, now=now)
    if concern.number != number:
        return redirect("desk_concerns:concern", concern.number)
    return concern_page(request, person, concern, now=now)


def concern_page(
    request: HttpRequest,
    person: Person,
    concern: Concern,
    *,
    now: datetime,
    trouble: TroubleError | None = None,
    bound: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """The page, with the form that came back with errors and what was refused."""
    called = called_of([concern.pk], language=reader_language()).get(concern.pk)
    question = called_question(called, questions_by_id([called.question] if called else []))
    draft = draft_to_all(concern)
    order = "newest" if request.GET.get("order") == "newest" else "outliers"
    page = page_of(request)
    rows, has_more = members(concern, page=page, outliers=order == "outliers", limit=MEMBERS)
    context = {
        "concern": concern,
        "desk": concern.body,
        "called": question,
        "keywords": called.keywords if called else (),
        **_numbers(concern, now=now),
        "voices": voices(concern),
        "members": _shown_members(rows),
        "order": order,
        "page": page,
        "has_more": has_more,
        "kin": kin_of(concern),
        "acts": _acts(person, concern, now=now),
        "proposals": _proposals(person, concern, now=now),
        "earlier": earlier_of(concern, question, now=now),
        "draft": draft,
        "given": answers_given(concern),
        "may_draft": answering.may_draft_for_all(
            person, concern.body_id, draft.answer if draft else None, now=now
        )
        is None,
        "may_split": policies.may_split(person, concern, now=now) is None,
        "forms": {**_forms(person, concern, now=now), **(bound or {})},
        "refusal": trouble.refusal if trouble else None,
    }
    return render(request, "desk/concerns/concern.html", context, status=trouble.status if trouble else 200)


def _numbers(concern: Concern, *, now: datetime) -> dict[str, Any]:
    count = counts_of([concern.pk])[concern.pk]
    people: dict[Facet, dict[str, int]] = {facet: {} for facet in Facet}
    for cell in cells_of(concern.pk):
        people[cell.facet][cell.value] = cell.people
    today = clock.local_day(now)
    return {
        "count": count,
        "languages": by_language(people[Facet.LANGUAGE]),
        "regions": by_region(people[Facet.REGION], region_names()),
        "trend": trend(people[Facet.WEEK], today=today),
        "due": due_word(count.due_on, today=today, days=calendar(now=now)) if count.due_on else None,
    }


def _shown_members(rows: Sequence[Membership]) -> list[tuple[Membership, bool]]:
    """Each membership and whether a program made it."""
    return [(row, row.how != How.PERSON) for row in rows]


def _acts(person: Person, concern: Concern, *, now: datetime) -> list[tuple[Act, bool]]:
    """What was decided, each with whether this person may take it back."""
    held = standing(person, on=clock.local_day(now))
    decides = held.holds(Role.COORDINATOR)
    signs = concern.body_id in held.bodies(Role.SIGNATORY)

    def may_undo(act: Act) -> bool:
        # The policy itself asks again with the rows; here only the buttons are chosen.
        if act.is_undone or act.what == "part":
            return False
        return decides or (signs and act.role != Role.COORDINATOR)

    return [(act, may_undo(act)) for act in acts_about(concern)]


def _proposals(person: Person, concern: Concern, *, now: datetime) -> list[Waiting]:
    return [
        Waiting(row, policies.may_decide_merge(person, row, now=now) is None)
        for row in open_proposals([concern.body_id])
        if concern.pk in {row.concern_id, row.into_id}
    ]


def _forms(person: Person, concern: Concern, *, now: datetime) -> dict[str, Any]:
    """The signatory and the coordinator merge at once, an executor proposes."""
    if policies.may_split(person, concern, now=now) is None:
        return {"merge": forms.MergeForm()}
    if standing(person, on=clock.local_day(now)).holds(Role.EXECUTOR, concern.body_id):
        return {"propose": forms.ProposeForm()}
    return {}
