"""Bring the index up to the log, look for something as a guest, let a question be of a language."""

from sukhbat.ledger.actions import number_leaves
from sukhbat.search.reactions import react
from tests.people import MONDAY


def indexed():
    """Bring the index up to the log, as the jobs do."""
    number_leaves(now=MONDAY, window=None)
    while react():
        pass


def found(guest, query, **filters):
    response = guest.get("/en/search/", {"q": query, **filters})
    assert response.status_code == 200
    return [row.hit.question.text for row in response.context["hits"]]


def spoken(language, question):
    """The question as one asked in that language."""
    question.language = language
    question.save(update_fields=["language"])
    return question
