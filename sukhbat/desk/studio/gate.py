"""The door of the studio: who comes in, to which conference."""

from collections.abc import Callable
from datetime import datetime

from django.http import Http404, HttpRequest

from sukhbat.conferences.models import Conference
from sukhbat.conferences.policies import may_host
from sukhbat.conferences.queries import any_conference
from sukhbat.kernel.refusals import Refusal, ensure
from sukhbat.people.models import Person

Policy = Callable[..., Refusal | None]


def host(
    request: HttpRequest, slug: str, *, now: datetime, policy: Policy = may_host
) -> tuple[Person, Conference]:
    """Who is at work and where. Raises Http404, or Refused: 401 for a guest, 403 for whom the policy refuses."""
    person = request.user if isinstance(request.user, Person) else None
    conference = any_conference(slug)
    if conference is None:
        raise Http404
    ensure(policy(person, conference, now=now))
    assert person is not None
    return person, conference
