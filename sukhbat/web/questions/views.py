"""All questions, and one with its whole path."""

from datetime import datetime
from typing import cast
from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from sukhbat.answers.attached import attachment_of
from sukhbat.answers.policies import may_download
from sukhbat.answers.queries import every_answer_of
from sukhbat.kernel import clock
from sukhbat.kernel.ids import read_number, show_number
from sukhbat.kernel.refusals import Refused, ensure
from sukhbat.people.models import Person
from sukhbat.questions import counters, policies
from sukhbat.questions import queries as questions_queries
from sukhbat.questions.models import Question
from sukhbat.questions.rules import Visibility
from sukhbat.web.balance import balance_parts
from sukhbat.web.caching import public_page, viewer
from sukhbat.web.filters import no_filters
from sukhbat.web.lists import question_list
from sukhbat.web.methods import takes
from sukhbat.web.questions.aired import aired_part, sending_context
from sukhbat.web.questions.concern import concern_part
from sukhbat.web.questions.earlier import earlier_answers, shown_of
from sukhbat.web.questions.story import story_of
from sukhbat.web.standing import shown_standing
from sukhbat.web.support_buttons import supports_for
from sukhbat.web.words import ROUTING


@takes("GET")
@public_page
def questions(request: HttpRequest) -> HttpResponse:
    """Every public question, newest first, with the balance of them all."""
    now = clock.now()
    counted = counters.facets("all", [counters.NOWHERE])[counters.NOWHERE]
    context = {
        "list": question_list(request, no_filters(now=now), counted, now=now),
        "parts": balance_parts(counters.balance_of(counted), request.path),
        "counted_at": now,
        "ask_url": reverse("web:ask"),
    }
    return render(request, "questions/list.html", context)


@takes("GET")
def find(request: HttpRequest) -> HttpResponse:
    """From a typed number to its question; what is no number goes to the search."""
    typed = request.GET.get("number", "")[:80]
    stored = read_number(typed)
    if stored is None:
        return redirect(reverse("web:search", query={"q": typed}))
    return redirect("web:question", number=stored)


@takes("GET")
@public_page
def question(request: HttpRequest, number: str) -> HttpResponse:
    """One question; a number typed in another way leads to its one address."""
    stored = read_number(number)
    if stored is None:
        raise Refused(policies.NOT_YOURS)
    if number != show_number(stored):
        return redirect("web:question", number=stored, permanent=True)
    now, person = clock.now(), viewer(request)
    found = questions_queries.question(stored)
    if found is None:
        raise Refused(policies.NOT_YOURS)
    ensure(policies.may_see(person, found, now=now))
    is_owner = policies.is_author(person, found)
    is_shown = is_owner or found.visibility in {Visibility.PUBLIC, Visibility.PRIVATE}
    # An answer tells what was asked, so it is shown where its question is.
    answers = every_answer_of(found) if is_shown else []
    answer, wanted = answers[0] if answers else None, request.GET.get("answer", "")
    story = story_of(found, now=now)
    supports, button = _support(found, person, now)
    context = {
        "question": found,
        "is_shown": is_shown,
        "ground": questions_queries.ground(found.hidden_ground) if found.hidden_ground else None,
        "answer": answer,
        "shown": shown_of(answer, wanted) if answer else None,
        "earlier": earlier_answers(answers[1:], story.said_different_at, language=wanted),
        "story": story,
        "routing": ROUTING.get(found.routed_by, ""),
        "is_overdue": found.in_work and found.due_on < clock.local_day(now),
        "is_due_today": found.in_work and found.due_on == clock.local_day(now),
        "is_owner": is_owner,
        "aired": aired_part(found, is_confirmed=answer is not None) if is_shown else None,
        **(concern_part(found, person, is_owner=is_owner, answer=answer, now=now) if is_shown else {}),
        "supports": supports,
        "order": shown_standing(found, now=now) if is_shown and found.in_work else None,
        "support_button": "" if is_owner else button,
        **sending_context(found, person),
        "today": clock.local_day(now),
    }
    return render(request, "questions/question.html", context)


def _support(found: Question, person: Person | None, now: datetime) -> tuple[int | None, SafeString]:
    """How many support the question, None when that is not told, and the button while supports are taken."""
    waits = found.is_public and found.in_work and found.to_writing_at is None
    if found.conference is None or not waits:
        return None, mark_safe("")
    supports = supports_for([found.pk], person, found.conference, now=now)
    return supports.of(found.pk) if supports.is_open else None, supports.button(found.pk, found.number)


@takes("GET")
def answer_file(request: HttpRequest, number: str, file_id: UUID) -> HttpResponse:
    """A file of a signed answer, always as a download: nothing of it is ever shown as our own page."""
    at = questions_queries.question(read_number(number) or "")
    found = attachment_of(at, file_id) if at else None
    if at is None or found is None:
        raise Http404
    person, now = viewer(request), clock.now()
    ensure(policies.may_see(person, at, now=now))
    ensure(may_download(person, found, now=now, at=at))
    try:
        content = found.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(content, as_attachment=True, filename=found.name)
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return cast(HttpResponse, response)
