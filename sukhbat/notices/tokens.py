"""The signed tokens of letters' "no more such mail" links, without an end: a person and a group, or a saved search."""

from uuid import UUID

from django.core import signing

from sukhbat.notices.rules import Group

_SALT = "sukhbat.notices.unsubscribe"
_SEARCH_SALT = "sukhbat.notices.searches.stop"


def unsubscribe_token(person_id: UUID, group: Group) -> str:
    return signing.Signer(salt=_SALT).sign_object([person_id.hex, group.value])


def read_token(token: str) -> tuple[UUID, Group] | None:
    """Whose mail of which group the token stops; None when it is none of ours."""
    try:
        person, group = signing.Signer(salt=_SALT).unsign_object(token)
        return (UUID(person), Group(group)) if group else None
    except (signing.BadSignature, ValueError, TypeError):
        return None


def search_token(search_id: UUID) -> str:
    return signing.Signer(salt=_SEARCH_SALT).sign_object(search_id.hex)


def read_search_token(token: str) -> UUID | None:
    """Which saved search the token stops; None when it is none of ours."""
    try:
        return UUID(signing.Signer(salt=_SEARCH_SALT).unsign_object(token))
    except (signing.BadSignature, ValueError, TypeError, AttributeError):
        return None
