"""Saved searches: what a person may keep, what the job tells of them, and the letters."""

from datetime import timedelta

import pytest

from sukhbat.jobs.saved_searches import tell_of_new
from sukhbat.jobs.work import tidy
from sukhbat.kernel.ids import uuid7
from sukhbat.kernel.refusals import Refused
from sukhbat.notices.how_often import MOST, Every
from sukhbat.notices.models import Finding, Letter, SavedSearch
from sukhbat.notices.searches import actions, policies, telling
from sukhbat.notices.searches.queries import Wish, is_told_of, searches_of, values_of, wanted_of
from sukhbat.notices.searches.telling import News, tell_due
from sukhbat.notices.sending import send_waiting
from sukhbat.notices.tokens import read_search_token, search_token, unsubscribe_token
from sukhbat.people.models import Person
from sukhbat.questions.moderation import hide_question
from sukhbat.search.rules import LONGEST_QUERY
from tests.notices.searches import NEXT_MONDAY, TUESDAY, WEDNESDAY, answer, indexed, saved, told
from tests.people import MONDAY, make_person
from tests.web.steps import a_ground, published

pytestmark = pytest.mark.django_db


def refusal_of(act):
    with pytest.raises(Refused) as raised:
        act()
    return raised.value.refusal


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


# The letters


@pytest.mark.parametrize(("language", "path"), [("kk", "/kk/"), ("ru", "/ru/"), ("en", "/en/")])
def test_a_letter_is_whole_in_each_language(state, language, path):
    search = saved(state.aigerim, "bridge <b>", language=language, theme_id=state.roads.pk)
    question = published(state, text="A <b>bridge</b> & b?", theme_id=state.roads.pk)
    letter = told(state.aigerim)
    assert "\n" not in letter.subject
    assert "bridge <b>" in letter.subject
    assert f"http://127.0.0.1:8000{path}questions/{question.shown_number}/" in letter.text
    assert f"http://127.0.0.1:8000{path}search/?q=bridge+%3Cb%3E&theme=roads" in letter.text
    assert f"http://127.0.0.1:8000{path}my/searches/" in letter.text
    assert "A <b>bridge</b> & b?" in letter.text, "text is no HTML"
    assert "A &lt;b&gt;bridge&lt;/b&gt; &amp; b?" in letter.html
    assert "bridge &lt;b&gt;" in letter.html
    assert f'<html lang="{language}">' in letter.html
    assert question.body.name_en in letter.text or language != "en"
    assert "Жолдар" in letter.text, "the theme, in the language of the letter"
    for words in (letter.text, letter.html):
        assert letter.stop_url in words
        assert not any(mark in words for mark in ("{{", "{%", "my/notices"))
    assert read_search_token(letter.stop_url.rstrip("/").rpartition("/")[2]) == search.pk


def test_a_letter_arrives_with_the_one_click_header(state, mailhost):
    mailhost.start()
    saved(state.aigerim, language="ru")
    published(state, text="A new bridge", person=state.bolat)
    letter = told(state.aigerim)
    send_waiting(now=TUESDAY)
    (mail,) = [mail for mail in mailhost.mails() if mail["To"] == state.aigerim.email]
    assert mail["List-Unsubscribe"].strip() == f"<{letter.stop_url}>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail["Content-Language"] == "ru"
    assert mail["Subject"] == letter.subject
    assert Letter.objects.get(kind="saved_search").state == "sent"


def test_what_was_hidden_meanwhile_is_not_in_the_letter(state, mailhost):
    mailhost.start()
    saved(state.aigerim)
    hidden, shown = (
        published(state, text=f"A {word} bridge", person=state.bolat) for word in ("bad", "good")
    )
    told(state.aigerim)
    hide_question(person=state.dana, number=hidden.number, ground=a_ground(), now=TUESDAY)
    send_waiting(now=TUESDAY)
    (mail,) = [mail for mail in mailhost.mails() if mail["To"] == state.aigerim.email]
    text = mail.get_body(("plain",)).get_content()
    assert shown.text in text
    assert hidden.text not in text


def test_a_letter_with_nothing_left_to_tell_is_given_up(state, mailhost):
    mailhost.start()
    saved(state.aigerim)
    deleted = saved(state.bolat)
    question = published(state, text="A new bridge", person=make_person("marat"))
    told(state.aigerim)
    hide_question(person=state.dana, number=question.number, ground=a_ground(), now=TUESDAY)
    actions.delete_search(person=state.bolat, search_id=deleted.pk)
    send_waiting(now=TUESDAY)
    letters = Letter.objects.filter(kind="saved_search")
    assert set(letters.values_list("state", "last_error")) == {("given_up", "nothing left to tell")}
    assert mailhost.mails() == []


def test_one_click_ends_the_letters_of_one_search(state):
    search, other = saved(state.aigerim), saved(state.aigerim, "road")
    actions.stop_search(token=search_token(search.pk))
    actions.stop_search(token=search_token(search.pk))
    published(state, text="A new bridge")
    published(state, text="A new long road")
    assert "A new long road" in told(state.aigerim).text
    assert Letter.objects.filter(kind="saved_search").count() == 1
    assert {row.pk: row.every for row in searches_of(state.aigerim)} == {search.pk: "never", other.pk: "day"}


def test_a_letter_that_waits_does_not_go_out_after_the_click(state, mailhost):
    mailhost.start()
    search = saved(state.aigerim)
    published(state, text="A new bridge", person=state.bolat)
    told(state.aigerim)
    actions.stop_search(token=search_token(search.pk))
    send_waiting(now=TUESDAY)
    assert Letter.objects.get(kind="saved_search").state == "given_up"
    assert not [mail for mail in mailhost.mails() if mail["To"] == state.aigerim.email]


def test_a_token_of_another_kind_or_of_nothing_is_refused(state):
    from sukhbat.notices.rules import Group

    for token in ("x", "", unsubscribe_token(state.aigerim.pk, Group.NEW), search_token(uuid7())):
        assert refusal_of(lambda token=token: actions.stop_search(token=token)).status == 404


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
