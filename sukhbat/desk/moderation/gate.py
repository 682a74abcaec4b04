"""The door of the moderators' pages."""

from datetime import datetime

from django.http import HttpRequest

from sukhbat.kernel.refusals import ensure
from sukhbat.people.models import Person
from sukhbat.questions.policies import may_moderate


def moderator(request: HttpRequest, *, now: datetime) -> Person:
    """Who is moderating. Raises Refused for a guest (401) and for anyone who is no moderator (403)."""
    person = request.user if isinstance(request.user, Person) else None
    ensure(may_moderate(person, now=now))
    assert person is not None
    return person
