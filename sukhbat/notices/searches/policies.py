"""Who may keep a search and change it: each returns None or the refusal to show."""

from django.utils.translation import gettext_lazy as _

from sukhbat.kernel.refusals import Refusal, filled
from sukhbat.notices.how_often import MOST
from sukhbat.notices.models import SavedSearch
from sukhbat.people.models import Person
from sukhbat.people.queries import can_be_reached

SIGN_IN = Refusal("sign_in", _("Please sign in first."), 401)
NOT_YOURS = Refusal("not_found", _("There is no such saved search here. Perhaps it was deleted."), 404)
NO_ADDRESS = Refusal(
    "no_address",
    _("We know no e-mail address of yours. Sign in with one, and we can write to you."),
    409,
)
TOO_MANY = Refusal(
    "too_many_searches",
    filled(
        _("You have %(count)s saved searches, which is the most. Delete one to save another."), count=MOST
    ),
    409,
)


def may_save(person: Person | None, *, saved: int) -> Refusal | None:
    """Anyone whom a letter reaches, up to MOST searches; ``saved``: how many they have."""
    if person is None:
        return SIGN_IN
    if not person.is_active or not can_be_reached(person):
        return NO_ADDRESS
    return TOO_MANY if saved >= MOST else None


def may_change(person: Person | None, search: SavedSearch | None) -> Refusal | None:
    """Only whose it is; of another's nobody learns that it exists."""
    if person is None:
        return SIGN_IN
    return None if search is not None and search.person_id == person.pk else NOT_YOURS
