"""The letters about saved searches: their words, what is left out of them, and the click that ends them."""

import pytest

from sukhbat.kernel.ids import uuid7
from sukhbat.notices.models import Letter
from sukhbat.notices.searches import actions
from sukhbat.notices.searches.queries import searches_of
from sukhbat.notices.sending import send_waiting
from sukhbat.notices.tokens import read_search_token, search_token, unsubscribe_token
from sukhbat.questions.moderation import hide_question
from tests.notices.searches import TUESDAY, refusal_of, saved, told
from tests.people import make_person
from tests.web.steps import a_ground, published

pytestmark = pytest.mark.django_db


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
