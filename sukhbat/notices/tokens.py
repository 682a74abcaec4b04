"""The signed token of a letter's "no more such mail" link: a person and a group, without an end."""

from uuid import UUID

from django.core import signing

from sukhbat.notices.rules import Group

_SALT = "sukhbat.notices.unsubscribe"


def unsubscribe_token(person_id: UUID, group: Group) -> str:
    return signing.Signer(salt=_SALT).sign_object([person_id.hex, group.value])


def read_token(token: str) -> tuple[UUID, Group] | None:
    """Whose mail of which group the token stops; None when it is none of ours."""
    try:
        person, group = signing.Signer(salt=_SALT).unsign_object(token)
        return (UUID(person), Group(group)) if group else None
    except (signing.BadSignature, ValueError, TypeError):
        return None
