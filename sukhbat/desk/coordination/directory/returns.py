"""What an executor holds when their role ends goes back to the dispatcher of the body."""

from collections.abc import Iterable
from datetime import datetime

from sukhbat.assignments.actions import return_items_of
from sukhbat.bodies.applying import Ended
from sukhbat.bodies.registers import holds_role
from sukhbat.bodies.rules import Role
from sukhbat.kernel.clock import local_day
from sukhbat.ledger.rules import Actor
from sukhbat.people.models import Person


def return_items(ended: Iterable[Ended], *, by: Person, now: datetime) -> int:
    """Return the items of those who are no executor of the body any more; how many. In the caller's transaction."""
    actor = Actor(Role.ADMINISTRATOR.value, by.pk)
    return sum(
        return_items_of(person=one.person, body=one.body, now=now, actor=actor)
        for one in ended
        if not holds_role(person_id=one.person.pk, body_id=one.body.pk, role=Role.EXECUTOR, on=local_day(now))
    )
