"""Steps of the tests of saved searches."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from sukhbat.answers.actions import hand_over, sign_answer
from sukhbat.assignments.actions import assign_question
from sukhbat.jobs.saved_searches import tell_of_new
from sukhbat.kernel.refusals import Refusal, Refused
from sukhbat.ledger.actions import number_leaves
from sukhbat.notices.how_often import Every
from sukhbat.notices.letters import words_of
from sukhbat.notices.models import Letter, SavedSearch
from sukhbat.notices.searches.actions import save_search
from sukhbat.notices.searches.queries import Wish
from sukhbat.notices.wording import Words
from sukhbat.people.models import Person
from sukhbat.questions.models import Question
from sukhbat.search.queries import indexed_up_to
from sukhbat.search.reactions import react
from tests.assignments.steps import draft
from tests.people import MONDAY, State

# The tests' people save on a Monday at 14:00; letters go out at 08:00 of the same zone.
TUESDAY = MONDAY + timedelta(hours=18)
WEDNESDAY = TUESDAY + timedelta(days=1)
NEXT_MONDAY = TUESDAY + timedelta(days=6)


def indexed() -> int:
    """Bring the index of the search up to the log; how far it read."""
    number_leaves(now=MONDAY, window=None)
    while react():
        pass
    return indexed_up_to()


def saved(
    person: Person,
    query: str = "bridge",
    *,
    every: Every = Every.DAY,
    language: str = "en",
    now: datetime = MONDAY,
    **filters: object,
) -> SavedSearch:
    """A search that the person saves, having seen all there is."""
    wish = Wish(query, **filters)
    return save_search(
        person=person, wish=wish, language=language, every=every, seen_up_to=indexed(), now=now
    )[0]


def told(person: Person, *, now: datetime = TUESDAY) -> Words | None:
    """The letter that the job of this moment puts into the outbox for the person, if any."""
    before = set(Letter.objects.values_list("pk", flat=True))
    indexed()
    tell_of_new(now)
    letter = Letter.objects.filter(person=person, kind="saved_search").exclude(pk__in=before).first()
    return words_of(letter) if letter else None


def answer(state: State, question: Question, *, now: datetime = MONDAY) -> None:
    """A question that is there already gets its answer, which gulnar signs."""
    assign_question(person=state.saule, number=question.number, executor_id=state.erlan.pk, now=now)
    draft(state, question, now=now)
    hand_over(person=state.erlan, number=question.number, now=now)
    sign_answer(person=state.gulnar, number=question.number, now=now)


def refusal_of(act: Callable[[], object]) -> Refusal:
    """The refusal that an act is met with."""
    with pytest.raises(Refused) as raised:
        act()
    return raised.value.refusal
