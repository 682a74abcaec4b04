"""Reading saved searches: a person's own, and what each looks for."""

from dataclasses import asdict, dataclass
from datetime import date
from uuid import UUID

from sukhbat.notices.models import SavedSearch
from sukhbat.notices.tokens import read_search_token
from sukhbat.people.models import Person
from sukhbat.questions.listing import Wanted

_NAMED = ("theme", "region", "body")


@dataclass(frozen=True)
class Wish:
    """What is looked for: what was typed, 1 to 200 characters, and the filters; None and '' are none."""

    query: str
    theme_id: UUID | None = None
    region_id: UUID | None = None
    body_id: UUID | None = None
    asked_in: str = ""
    state: str = ""


def searches_of(person: Person) -> list[SavedSearch]:
    """A person's saved searches, the newest first; one query. They are at most MOST."""
    return list(SavedSearch.objects.select_related(*_NAMED).filter(person=person).order_by("-id"))


def same_search(person: Person, wish: Wish) -> SavedSearch | None:
    """The person's saved search of the same words and filters, if they have it."""
    return SavedSearch.objects.select_related(*_NAMED).filter(person=person, **asdict(wish)).first()


def is_told_of(person: Person, wish: Wish) -> bool:
    """Whether letters about this search go to the person."""
    found = SavedSearch.objects.filter(person=person, next_at__isnull=False, **asdict(wish))
    return found.exists()


def search_by_id(search_id: UUID) -> SavedSearch | None:
    """One saved search; whose it is, is the policy's affair (may_change)."""
    return SavedSearch.objects.select_related(*_NAMED).filter(pk=search_id).first()


def search_of_token(token: str) -> SavedSearch | None:
    """Which search a letter's link stops; None when the link is none of ours, or the search is gone."""
    found = read_search_token(token)
    return search_by_id(found) if found else None


def wanted_of(search: SavedSearch, *, today: date) -> Wanted:
    """What narrows a saved search."""
    return Wanted(
        today=today,
        body_id=search.body_id,
        theme_id=search.theme_id,
        region_id=search.region_id,
        language=search.asked_in or None,
        state=search.state or None,
    )


def values_of(search: SavedSearch) -> dict[str, str]:
    """The search as the values of its address, by name."""
    named = {name: row.slug for name in _NAMED if (row := getattr(search, name)) is not None}
    coded = {"language": search.asked_in, "state": search.state}
    return {"q": search.query, **named, **{name: value for name, value in coded.items() if value}}
