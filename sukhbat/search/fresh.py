"""What became new in a search: published, or answered, since a place in the log.

Places, not moments: whoever publishes at this moment gets a place after all that were looked at, so that nothing
falls between two rounds.
"""

from collections.abc import Mapping, Sequence
from uuid import UUID

from sukhbat.ledger.queries import places_of
from sukhbat.questions.listing import Wanted
from sukhbat.questions.queries import questions_by_id
from sukhbat.search.queries import Meaning, may_be_found, order
from sukhbat.search.rules import Ask

# A text becomes public by one of the first two, and only its first time is news.
_PUBLISHED = frozenset({"question:published", "question:masked"})
_ANSWERED = frozenset({"answer:signed", "answer:signed_for_all", "question:answered_live"})


def fresh(
    asked: Ask, wanted: Wanted, *, after: int, up_to: int, meaning: Meaning | None = None
) -> list[UUID]:
    """The questions of a search that became new at a leaf index above ``after`` and not above ``up_to``.

    The latest first, of what a reader of the search would be shown: the newest thousand with the words, and what is
    near in meaning. At most eight queries.
    """
    if up_to <= after:
        return []
    found = questions_by_id(one.id for one in order(asked, wanted, meaning).fused)
    keys = {row.number: row.pk for row in found.values() if may_be_found(row)}
    since = _since(places_of(list(keys), events=_PUBLISHED | _ANSWERED))
    new = {subject: index for subject, index in since.items() if after < index <= up_to}
    return [keys[subject] for subject in sorted(new, key=lambda subject: -new[subject])]


def _since(places: Sequence[tuple[int, str, str]]) -> Mapping[str, int]:
    """By subject the later of its first publishing and its last answer. ``places`` stand in the log's order."""
    published: dict[str, int] = {}
    answered: dict[str, int] = {}
    for index, event, subject in places:
        if event in _ANSWERED:
            answered[subject] = index
        else:
            published.setdefault(subject, index)
    return {
        subject: max(published.get(subject, -1), answered.get(subject, -1))
        for subject in published | answered
    }
