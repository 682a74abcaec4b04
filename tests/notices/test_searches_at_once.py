"""Two workers, two presses, an erasure in the middle: each with a connection of its own."""

import threading

import pytest
from django.db import transaction

from sukhbat.jobs import saved_searches
from sukhbat.jobs.saved_searches import tell_of_new
from sukhbat.kernel.refusals import Refused
from sukhbat.notices.actions import forget_letters
from sukhbat.notices.how_often import MOST
from sukhbat.notices.models import Finding, Letter, SavedSearch
from sukhbat.notices.searches.actions import forget_searches
from sukhbat.questions.erasure import erase_person
from tests.notices.searches import TUESDAY, indexed, saved
from tests.notices.test_at_once import together
from tests.people import make_state
from tests.waiting import wait_until_blocked
from tests.web.steps import published

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def state(transactional_db):
    return make_state()


def letters():
    return Letter.objects.filter(kind="saved_search")


def test_two_workers_tell_of_each_search_once(state):
    for number in range(6):
        saved(state.aigerim, f"bridge {number}")
    published(state, text="A bridge with the numbers 0 1 2 3 4 5")
    indexed()
    results = together(lambda: tell_of_new(TUESDAY), workers=2)
    assert sum(results) == 6, results
    assert letters().count() == Finding.objects.count() == 6
    assert len(set(letters().values_list("message_id", flat=True))) == 6


def test_a_search_in_other_hands_is_passed_over(state, monkeypatch):
    """The first worker is in the middle of its search while the second comes round."""
    saved(state.aigerim)
    published(state, text="A new bridge")
    indexed()
    inside, go_on = threading.Event(), threading.Event()
    real = saved_searches.fresh

    def slow(*arguments, **named):
        inside.set()
        assert go_on.wait(20)
        return real(*arguments, **named)

    monkeypatch.setattr(saved_searches, "fresh", slow)
    results = []
    first = threading.Thread(target=lambda: results.extend(together(lambda: tell_of_new(TUESDAY), workers=1)))
    first.start()
    assert inside.wait(20)
    assert tell_of_new(TUESDAY) == 0
    go_on.set()
    first.join(20)
    assert results == [1]
    assert letters().count() == 1


def test_two_presses_make_one_search_and_the_most_holds(state):
    for number in range(MOST - 1):
        saved(state.aigerim, f"bridge {number}")
    same = together(lambda: saved(state.aigerim, "the last one").pk, workers=2)
    assert same[0] == same[1] == SavedSearch.objects.get(query="the last one").pk
    SavedSearch.objects.filter(query="the last one").delete()
    queries = iter(["this one", "that one"])
    results = together(lambda: saved(state.aigerim, next(queries)), workers=2)
    assert sorted(isinstance(result, Refused) for result in results) == [False, True]
    assert SavedSearch.objects.filter(person=state.aigerim).count() == MOST


def erased_while_telling(monkeypatch, erase):
    """Tell of what is new; in the middle of it somebody begins to erase. What the erasing returned or raised."""
    real, results = saved_searches.fresh, []
    erasing = threading.Thread(target=lambda: results.extend(together(erase, workers=1)))

    def meanwhile(*arguments, **named):
        erasing.start()
        wait_until_blocked(1)
        return real(*arguments, **named)

    monkeypatch.setattr(saved_searches, "fresh", meanwhile)
    assert tell_of_new(TUESDAY) == 1
    erasing.join(20)
    return results


def test_an_erasure_waits_for_who_is_telling_and_takes_their_letter_along(state, monkeypatch):
    saved(state.aigerim)
    published(state, text="A new bridge")
    indexed()
    letters().delete()

    def erase():
        gone = forget_searches(person_id=state.aigerim.pk)
        forget_letters(person_id=state.aigerim.pk)
        return gone

    assert erased_while_telling(monkeypatch, erase) == [1]
    assert SavedSearch.objects.count() == Finding.objects.count() == letters().count() == 0


def test_an_erasure_that_holds_its_person_and_who_is_telling_them_do_not_stop_each_other(state, monkeypatch):
    """The erasure holds the person and waits for the search; who tells holds the search and wants the person."""
    saved(state.bolat)
    published(state, text="A new bridge", person=state.aigerim)
    indexed()

    @transaction.atomic
    def erase():
        erase_person(person=state.bolat, now=TUESDAY)
        forget_letters(person_id=state.bolat.pk)
        return forget_searches(person_id=state.bolat.pk)

    assert erased_while_telling(monkeypatch, erase) == [1]
    assert SavedSearch.objects.count() == Finding.objects.count() == letters().count() == 0
