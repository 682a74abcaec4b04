"""Reading the work on questions: who holds one, its redirects, extension and notes, and where it may go."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from sukhbat.assignments.models import Assignment, Decline, Extension, PrivateNote, Redirect
from sukhbat.assignments.rules import last_day_to_redirect
from sukhbat.bodies.models import Body
from sukhbat.bodies.queries import bodies, directory
from sukhbat.bodies.rules import route
from sukhbat.kernel.clock import local_day
from sukhbat.people.models import Person
from sukhbat.questions.models import Question
from sukhbat.terms.queries import calendar, term
from sukhbat.terms.rules import TermKind


@dataclass(frozen=True)
class Target:
    """A body a question may be sent to; ``is_proposed`` when the directory's rule names it."""

    body: Body
    is_proposed: bool


def open_assignment(question: Question) -> Assignment | None:
    """The assignment in force, or the last one of a question that has ended."""
    return Assignment.objects.select_related("executor").filter(question=question, ended_at=None).first()


def open_assignments(question_ids: Iterable[UUID]) -> dict[UUID, Assignment]:
    """Who holds each question, by question id; one query."""
    found = Assignment.objects.select_related("executor")
    return {row.question_id: row for row in found.filter(question_id__in=list(question_ids), ended_at=None)}


def held_by(person: Person) -> QuerySet[Any, Any]:
    """The ids of the questions a person holds as their executor: for use inside another query."""
    return Assignment.objects.filter(executor=person, ended_at=None).values("question_id")


def assignments_of(question: Question) -> list[Assignment]:
    """Everyone who held the question, oldest first; for its desk only."""
    found = Assignment.objects.select_related("executor", "assigned_by").filter(question=question)
    return list(found.order_by("assigned_at", "id"))


def redirects_of(question: Question) -> list[Redirect]:
    """The hops of a question with their public reasons, oldest first."""
    found = Redirect.objects.select_related("from_body", "to_body").filter(question=question)
    return list(found.order_by("hop"))


def hops(question: Question) -> int:
    """How often the question was sent on."""
    return Redirect.objects.filter(question=question).count()


def extension_of(question: Question) -> Extension | None:
    return Extension.objects.select_related("body").filter(question=question).first()


def decline_of(question: Question) -> Decline | None:
    return Decline.objects.select_related("body", "ground").filter(question=question).first()


def notes_of(question: Question, *, body_id: UUID) -> list[PrivateNote]:
    """The notes of one body on a question, oldest first; after policies.may_note."""
    found = PrivateNote.objects.select_related("person").filter(question=question, body_id=body_id)
    return list(found.order_by("at", "id"))


def last_redirect_day(question: Question, *, now: datetime) -> date:
    """The last day on which a dispatcher may redirect the question (rules.last_day_to_redirect)."""
    rule = term(kind=TermKind.REDIRECT, on=local_day(now))
    return last_day_to_redirect(question.registered_on, rule, calendar(now=now))


def is_target(body_id: UUID, *, on: date) -> bool:
    """Whether a body can take questions: in force and with officers who dispatch, write or sign."""
    return body_id in directory(on=on).staffed


def redirect_targets(question: Question, *, on: date) -> list[Target]:
    """The bodies a question may be sent to; those the directory names for its theme and region come first."""
    snapshot = directory(on=on)
    named = {
        route(snapshot, theme_id=question.theme_id, region_id=question.region_id)[0],
        route(snapshot, theme_id=question.theme_id, region_id=None)[0],
        route(snapshot, theme_id=None, region_id=question.region_id)[0],
    } - {snapshot.coordinator_body}
    takers = [row for row in bodies(on=on) if row.pk in snapshot.staffed and row.pk != question.body_id]
    targets = [Target(row, row.pk in named) for row in takers]
    return sorted(targets, key=lambda target: not target.is_proposed)
