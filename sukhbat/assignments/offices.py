"""Items whose executor is no longer one: a role that ends by its date ends without anybody's act."""

from datetime import datetime

from sukhbat.assignments.actions import return_items_of
from sukhbat.assignments.models import Assignment
from sukhbat.bodies.queries import body_by_id
from sukhbat.bodies.registers import holders
from sukhbat.bodies.rules import Role
from sukhbat.kernel.clock import local_day
from sukhbat.people.queries import people_by_id
from sukhbat.questions.rules import Stage


def return_left_items(*, now: datetime) -> int:
    """Return what is held by someone without an executor's role in the body today; how many. Run by a job.

    It compares what is with what should be, so that a day on which no job ran loses nothing.
    """
    held = Assignment.objects.filter(ended_at=None, question__stage=Stage.ASSIGNED)
    pairs = set(held.values_list("executor_id", "question__body_id").distinct())
    left = pairs - holders(Role.EXECUTOR, on=local_day(now))
    people = people_by_id({person for person, _body in left}) if left else {}
    return sum(
        return_items_of(person=people[person], body=body_by_id(body), now=now)
        for person, body in sorted(left)
    )
