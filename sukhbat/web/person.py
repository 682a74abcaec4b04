"""Who is asking for a page."""

from django.http import HttpRequest

from sukhbat.people.models import Person


def signed_in(request: HttpRequest) -> Person | None:
    """The person of the session, or None for a guest."""
    return request.user if isinstance(request.user, Person) and request.user.is_authenticated else None
