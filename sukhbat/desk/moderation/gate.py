"""The door of the moderators' pages, and in which order one of them works."""

from datetime import datetime

from django.http import HttpRequest

from sukhbat.kernel.refusals import ensure
from sukhbat.people.models import Person
from sukhbat.questions.policies import may_moderate

_MARKED_FIRST = "moderation_marked_first"


def moderator(request: HttpRequest, *, now: datetime) -> Person:
    """Who is moderating. Raises Refused for a guest (401) and for anyone who is no moderator (403)."""
    person = request.user if isinstance(request.user, Person) else None
    ensure(may_moderate(person, now=now))
    assert person is not None
    return person


def marked_first(request: HttpRequest) -> bool:
    """Whether this moderator wants what is marked before the rest."""
    return bool(request.session.get(_MARKED_FIRST))


def keep_marked_first(request: HttpRequest, wanted: bool) -> None:
    """Keep the wish for the session."""
    request.session[_MARKED_FIRST] = wanted
