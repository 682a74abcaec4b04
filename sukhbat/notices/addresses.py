"""Where a notice leads. Addresses never change their meaning, so they may be written into mail."""

from collections.abc import Mapping
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings

from sukhbat.kernel.ids import show_number
from sukhbat.notices.rules import Group
from sukhbat.notices.tokens import search_token, unsubscribe_token


def question(number: str, language: str, *, at_desk: bool) -> str:
    """The path of a question: for its author the public page, for officials the one at their desk."""
    place = "desk" if at_desk else "questions"
    return f"/{language}/{place}/{show_number(number)}/"


def desk_list(body: str, conference: str, language: str) -> str:
    """The path of what a body has in work from one conference, at its desk."""
    return f"/{language}/desk/bodies/{body}/?pile=work&conference={conference}"


def desk_concern(number: int | str, language: str) -> str:
    """The path of the answer to all in a concern, at the desk of its body."""
    return f"/{language}/desk/concerns/{number}/answer/"


def notices(language: str) -> str:
    return f"/{language}/my/notices/"


def unsubscribe(person_id: UUID, group: Group) -> str:
    """The one-click address of mail that is not owed (RFC 8058); absolute."""
    return absolute(f"/notices/unsubscribe/{unsubscribe_token(person_id, group)}/")


def search(values: Mapping[str, str], language: str) -> str:
    """The path of a search: what was typed as ``q``, and its filters by name."""
    return f"/{language}/search/?{urlencode(values)}"


def my_searches(language: str) -> str:
    return f"/{language}/my/searches/"


def stop_search(search_id: UUID) -> str:
    """The one-click address of a saved search's letters (RFC 8058); absolute."""
    return absolute(f"/notices/searches/stop/{search_token(search_id)}/")


def absolute(path: str) -> str:
    return settings.SITE_URL.rstrip("/") + path
