"""The piles of a body's desk: what they are called, what lies in them, and which one a person sees first."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sukhbat.answers.queries import waiting_for_signature
from sukhbat.assignments.queries import held_by
from sukhbat.bodies.queries import standing
from sukhbat.bodies.rules import Role
from sukhbat.kernel.clock import local_day
from sukhbat.people.models import Person
from sukhbat.questions.rules import IN_WORK, Stage
from sukhbat.questions.workload import Pile
from sukhbat.terms.queries import calendar

SOON_WORKING_DAYS = 3
ANSWERED = "answered"
# A draft, and the record of an answer on air: the question has its answer, and the body confirms it.
FOR_SIGNATURE = frozenset({Stage.ASSIGNED, Stage.ANSWERED, Stage.CLOSED})
TITLES: Mapping[str, Promise] = {
    "unassigned": _("Unassigned"),
    "mine": _("Mine"),
    "signature": _("For signature"),
    "soon": _("Due soon"),
    "overdue": _("Overdue"),
    "work": _("In work"),
    ANSWERED: _("Answered"),
}
EMPTY: Mapping[str, Promise] = {
    "unassigned": _("Everything has an executor. New questions appear here as they arrive."),
    "mine": _("You hold no question. Your dispatcher assigns them."),
    "signature": _("No answer waits for a signature."),
    "soon": _("Nothing is due within three working days."),
    "overdue": _("Nothing is overdue. Thank you."),
    "work": _("Nothing is in work."),
    ANSWERED: _("Nothing has been answered yet."),
}


def piles(person: Person, body_id: UUID, *, now: datetime) -> dict[str, Pile]:
    """The piles of work in the order of their tabs; ``mine`` only for an executor of the body."""
    today = local_day(now)
    soon = calendar(now=now).add_working_days(today, SOON_WORKING_DAYS)
    assigned = frozenset({Stage.ASSIGNED})
    found = {
        "unassigned": Pile(frozenset({Stage.RECEIVED})),
        "mine": Pile(assigned, among=held_by(person)),
        "signature": Pile(FOR_SIGNATURE, among=waiting_for_signature(body_id)),
        "soon": Pile(IN_WORK, due_from=today, due_until=soon),
        "overdue": Pile(IN_WORK, due_until=today - timedelta(days=1)),
        "work": Pile(IN_WORK),
    }
    if not standing(person, on=today).holds(Role.EXECUTOR, body_id):
        del found["mine"]
    return found


def first_pile(person: Person, body_id: UUID, sizes: Mapping[str, int], *, now: datetime) -> str:
    """What waits for this person: signatures, questions to assign, their own; else all that is in work."""
    held = standing(person, on=local_day(now))
    wanted = (
        (Role.SIGNATORY, "signature"),
        (Role.DISPATCHER, "unassigned"),
        (Role.EXECUTOR, "mine"),
    )
    mine = [name for role, name in wanted if held.holds(role, body_id)]
    return next((name for name in mine if sizes.get(name)), mine[0] if mine else "work")
