"""Saved searches: what a person may keep, what the job tells of them, and the letters."""

from datetime import timedelta

import pytest

from sukhbat.jobs.saved_searches import tell_of_new
from sukhbat.jobs.work import tidy
from sukhbat.kernel.ids import uuid7
from sukhbat.notices.how_often import MOST, Every
from sukhbat.notices.models import Finding, Letter, SavedSearch
from sukhbat.notices.searches import actions, policies, telling
from sukhbat.notices.searches.queries import Wish, is_told_of, searches_of, values_of, wanted_of
from sukhbat.notices.searches.telling import News, tell_due
from sukhbat.people.models import Person
from sukhbat.search.rules import LONGEST_QUERY
from tests.notices.searches import NEXT_MONDAY, TUESDAY, WEDNESDAY, answer, indexed, refusal_of, saved, told
from tests.people import MONDAY
from tests.web.steps import published

pytestmark = pytest.mark.django_db


def change(person, search, **chosen):
    values = {"every": Every.DAY, "language": "en", "seen_up_to": indexed(), "now": MONDAY, **chosen}
    actions.change_search(person=person, search_id=search.pk, **values)


# What a person keeps


def test_a_query_as_long_as_the_search_takes_fits():
    assert SavedSearch._meta.get_field("query").max_length == LONGEST_QUERY


def test_a_search_is_kept_with_its_filters(state):
    search = saved(
        state.aigerim, theme_id=state.roads.pk, region_id=state.abai.pk, asked_in="kk", state="answered"
    )
    assert search.next_at == TUESDAY
    assert values_of(search) == {
        "q": "bridge", "theme": "roads", "region": "10", "language": "kk", "state": "answered",
    }  # fmt: skip
    wanted = wanted_of(search, today=MONDAY.date())
    assert (wanted.theme_id, wanted.region_id, wanted.body_id) == (state.roads.pk, state.abai.pk, None)
    assert (wanted.language, wanted.state) == ("kk", "answered")


def test_the_same_search_twice_is_one(state):
    first = saved(state.aigerim)
    second = saved(state.aigerim, every=Every.WEEK, language="ru")
    assert first.pk == second.pk
    assert searches_of(state.aigerim) == [second]
    assert (second.every, second.next_at, second.language) == ("week", NEXT_MONDAY, "ru")
    assert saved(state.aigerim, theme_id=state.roads.pk).pk != first.pk
    assert saved(state.bolat).pk != first.pk


def test_there_is_a_most_and_what_is_there_can_still_be_saved_again(state):
    for number in range(MOST):
        saved(state.aigerim, f"bridge {number}")
    assert refusal_of(lambda: saved(state.aigerim, "one more")).code == "too_many_searches"
    assert saved(state.aigerim, "bridge 3", every=Every.WEEK).every == "week"
    assert saved(state.bolat, "one more")


@pytest.mark.parametrize("email", [None, "aigerim@nowhere.invalid"])
def test_without_an_address_nothing_is_saved(state, email):
    Person.objects.filter(pk=state.aigerim.pk).update(email=email)
    state.aigerim.refresh_from_db()
    assert refusal_of(lambda: saved(state.aigerim)).code == "no_address"


def test_whoever_is_closed_out_saves_nothing(state):
    Person.objects.filter(pk=state.aigerim.pk).update(is_active=False)
    assert refusal_of(lambda: saved(state.aigerim)).code == "no_address"


def test_nobody_changes_or_deletes_anothers(state):
    search = saved(state.aigerim)
    for act in (
        lambda: change(state.bolat, search, every=Every.NEVER),
        lambda: actions.delete_search(person=state.bolat, search_id=search.pk),
        lambda: actions.delete_search(person=state.bolat, search_id=uuid7()),
    ):
        assert refusal_of(act) == policies.NOT_YOURS
    assert policies.may_change(None, search) == policies.may_save(None, saved=0) == policies.SIGN_IN
    assert SavedSearch.objects.get().every == "day"


def test_a_search_without_letters_stays_and_is_not_told_of(state):
    search = saved(state.aigerim)
    wish = Wish("bridge")
    assert is_told_of(state.aigerim, wish)
    assert not is_told_of(state.bolat, wish)
    change(state.aigerim, search, every=Every.NEVER)
    assert not is_told_of(state.aigerim, wish)
    published(state, text="A new bridge")
    assert told(state.aigerim) is None
    change(state.aigerim, search, every=Every.DAY, now=TUESDAY)
    assert told(state.aigerim, now=WEDNESDAY) is None, "what came while no letters were wanted is no news"


def test_saving_the_same_again_each_day_does_not_put_its_letter_off(state):
    search = saved(state.aigerim)
    published(state, text="A new bridge")
    change(state.aigerim, search, now=TUESDAY, language="ru")
    search.refresh_from_db()
    assert search.next_at == TUESDAY
    assert told(state.aigerim) is not None


# What the job tells


def test_what_is_new_is_told_once_in_the_morning(state):
    published(state, text="An old bridge")
    saved(state.aigerim)
    published(state, text="A new bridge")
    assert told(state.aigerim, now=TUESDAY - timedelta(minutes=1)) is None
    letter = told(state.aigerim)
    assert "A new bridge" in letter.text
    assert "An old bridge" not in letter.text
    assert told(state.aigerim) is told(state.aigerim, now=WEDNESDAY) is None
    assert SavedSearch.objects.get().told_at == TUESDAY
    assert SavedSearch.objects.get().next_at == WEDNESDAY + timedelta(days=1)


def test_nothing_new_is_no_letter_and_the_mark_moves(state):
    search = saved(state.aigerim)
    published(state, text="A long road")
    assert told(state.aigerim) is None
    before = search.told_up_to
    search.refresh_from_db()
    assert search.told_up_to > before
    assert (search.told_at, search.next_at, Finding.objects.count()) == (None, WEDNESDAY, 0)


def test_an_answer_is_told_of_though_its_question_was(state):
    saved(state.aigerim)
    question = published(state, text="A new bridge")
    assert told(state.aigerim)
    answer(state, question)
    letter = told(state.aigerim, now=WEDNESDAY)
    assert "Answered" in letter.text
    assert question.shown_number in letter.text


def test_weekly_letters_come_on_mondays(state):
    saved(state.aigerim, every=Every.WEEK)
    published(state, text="A new bridge")
    assert told(state.aigerim, now=NEXT_MONDAY - timedelta(minutes=1)) is None
    assert told(state.aigerim, now=NEXT_MONDAY) is not None


def test_of_many_ten_are_told_the_newest_first_and_how_many_more(state):
    saved(state.aigerim)
    for number in range(12):
        published(state, text=f"Bridge number {number:02}")
    letter = told(state.aigerim)
    assert letter.subject == "12 new results in your search: bridge"
    assert letter.text.count("/en/questions/") == 10
    assert letter.text.index("number 11") < letter.text.index("number 02")
    assert "number 01" not in letter.text
    assert "And 2 more." in letter.text


def test_filters_of_the_search_hold_for_its_letters(state):
    saved(state.aigerim, theme_id=state.roads.pk)
    published(state, text="A bridge online")
    assert told(state.aigerim) is None
    published(state, text="A bridge of stone", theme_id=state.roads.pk)
    assert "of stone" in told(state.aigerim, now=WEDNESDAY).text


@pytest.mark.parametrize("gone", [{"is_active": False}, {"email": None}])
def test_whom_no_letter_reaches_is_passed_over(state, gone):
    saved(state.aigerim)
    Person.objects.filter(pk=state.aigerim.pk).update(**gone)
    published(state, text="A new bridge", person=state.bolat)
    assert told(state.aigerim) is None
    assert SavedSearch.objects.get().next_at == WEDNESDAY


def test_one_that_fails_holds_up_nobody_and_loses_nothing(state, caplog):
    secret, other = saved(state.aigerim, "bridge secretword"), saved(state.bolat)
    question = published(state, text="A new bridge")
    up_to = indexed()

    def find(search):
        if search.pk == secret.pk:
            raise ValueError(search.query)
        return News([question.pk], up_to)

    assert tell_due(find=find, now=TUESDAY) == 2
    assert [letter.person_id for letter in Letter.objects.filter(kind="saved_search")] == [state.bolat.pk]
    assert "saved_search_failed" in caplog.text
    assert "secretword" not in caplog.text
    secret.refresh_from_db()
    assert secret.next_at == TUESDAY + telling.FAILED_WAITS
    assert secret.told_up_to < up_to
    assert other.person_id == state.bolat.pk
    tell_of_new(secret.next_at)
    assert Letter.objects.filter(person=state.aigerim, kind="saved_search").count() == 1


def test_a_run_that_is_cut_off_leaves_nothing_half_done(state, monkeypatch):
    saved(state.aigerim)
    published(state, text="A new bridge")
    indexed()

    class CutOff(BaseException):
        pass

    def cut(*arguments, **named):
        raise CutOff

    with monkeypatch.context() as patched:
        patched.setattr(SavedSearch, "save", cut)
        with pytest.raises(CutOff):
            tell_of_new(TUESDAY)
    assert Finding.objects.count() == Letter.objects.filter(kind="saved_search").count() == 0
    assert told(state.aigerim) is not None


def test_a_round_that_is_repeated_with_an_old_mark_cannot_be_told_twice(state):
    """The constraint of the table, should the mark ever be set back."""
    search = saved(state.aigerim)
    question = published(state, text="A new bridge")
    news = News([question.pk], indexed())
    tell_due(find=lambda _search: news, now=TUESDAY)
    SavedSearch.objects.update(told_up_to=search.told_up_to, next_at=TUESDAY)
    tell_due(find=lambda _search: news, now=TUESDAY)
    assert Letter.objects.filter(kind="saved_search").count() == 1


# What goes, and when


def test_old_findings_go_and_those_of_waiting_letters_stay(state):
    saved(state.aigerim)
    saved(state.bolat)
    published(state, text="A new bridge")
    told(state.aigerim)
    Letter.objects.filter(person=state.aigerim).update(state="sent")
    tidy(TUESDAY + timedelta(days=29))
    assert Finding.objects.count() == 2
    tidy(TUESDAY + timedelta(days=31))
    assert [finding.search.person_id for finding in Finding.objects.all()] == [state.bolat.pk]


def test_erasure_takes_searches_findings_and_letters(state):
    saved(state.aigerim)
    saved(state.bolat)
    published(state, text="A new bridge")
    told(state.aigerim)
    assert actions.forget_searches(person_id=state.aigerim.pk) == 1
    assert [search.person_id for search in SavedSearch.objects.all()] == [state.bolat.pk]
    assert Finding.objects.count() == 1


def test_the_log_says_nothing_of_what_somebody_looks_for(state):
    from sukhbat.ledger.queries import last_index

    before = last_index(), indexed()
    search = saved(state.aigerim)
    change(state.aigerim, search, every=Every.WEEK)
    actions.delete_search(person=state.aigerim, search_id=search.pk)
    assert (last_index(), indexed()) == before
