"""What the acts of officials have in common: the concern by its number, who acts, and the log's name of a concern."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from sukhbat.bodies.queries import standing
from sukhbat.bodies.rules import Role
from sukhbat.concerns.models import Concern
from sukhbat.concerns.queries import concern_by_number
from sukhbat.kernel.clock import local_day
from sukhbat.kernel.refusals import Refusal, Refused
from sukhbat.ledger.rules import Actor
from sukhbat.people.models import Person

NO_CONCERN = Refusal("no_concern", _("There is no such concern here."), 404)
KEPT_APART = Refusal(
    "kept_apart", _("An earlier decision keeps these questions apart. Take it back first."), 409
)


def found(number: int) -> Concern:
    """The concern to which a number leads. Raises Refused (404)."""
    concern = concern_by_number(number)
    if concern is None:
        raise Refused(NO_CONCERN)
    return concern


def official(person: Person, bodies: Iterable[UUID], *, now: datetime) -> Actor:
    """Who acts: the first of signatory and executor they are in one of the bodies, else the coordinator."""
    held = standing(person, on=local_day(now))
    mine = set(bodies)
    for role in (Role.SIGNATORY, Role.EXECUTOR):
        if mine & held.bodies(role):
            return Actor(role.value, person.pk)
    return Actor(Role.COORDINATOR.value, person.pk)


def subject(concern: Concern) -> str:
    """What the log calls a concern."""
    return f"concern/{concern.number}"
