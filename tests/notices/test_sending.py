"""The outbox against a real SMTP server in another process."""

from datetime import timedelta
from email import policy

import pytest
from django.db import connection

from sukhbat.kernel.ids import uuid7
from sukhbat.notices import sending
from sukhbat.notices.letters import words_of
from sukhbat.notices.models import Letter
from sukhbat.notices.rules import BACKOFF, wait_after
from sukhbat.notices.sending import MailServerUnreachableError, send_waiting
from sukhbat.people.models import Person
from sukhbat.questions.moderation import mask_question
from tests.assignments.steps import answered
from tests.notices.helpers import letter_to, tell
from tests.people import MONDAY, ask, make_person

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def mails_to(mailhost, person):
    return [mail for mail in mailhost.mails() if mail["To"] == person.email]


def test_a_letter_arrives_whole_in_its_readers_language(state, mailhost):
    mailhost.start()
    Person.objects.filter(pk=state.aigerim.pk).update(language="ru")
    question = ask(state)
    tell()
    letter = letter_to(state.aigerim, "received")
    assert send_waiting(now=MONDAY) == 2

    (mail,) = mails_to(mailhost, state.aigerim)
    assert mail["Subject"] == words_of(letter).subject
    assert question.shown_number in mail["Subject"]
    assert b"Subject: =?utf-8?" in mail.as_bytes(policy=policy.compat32)
    assert mail["Message-ID"] == letter.message_id
    assert letter.message_id.endswith("@sukhbat.example>")
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Content-Language"] == "ru"
    assert mail["Date"]
    assert mail.get_content_type() == "multipart/alternative"
    text, html = (part.get_content() for part in mail.iter_parts())
    assert question.shown_number in text
    assert question.text in text
    assert "<blockquote" in html
    assert f"http://127.0.0.1:8000/ru/questions/{question.shown_number}/" in text


def test_a_letter_says_what_holds_when_it_goes_out(state, mailhost):
    """What was masked between the notice and the letter is masked in the letter to an official."""
    mailhost.start()
    question = ask(state, text="Интернет қашан келеді? Екінші пәтерде тұрамын.")
    tell()
    mask_question(
        person=state.dana, number=question.number, fragments=["Екінші пәтерде тұрамын."], now=MONDAY
    )
    send_waiting(now=MONDAY)
    (mail,) = mails_to(mailhost, state.saule)
    text = mail.get_body(("plain",)).get_content()
    assert "Интернет қашан келеді?" in text
    assert "Екінші пәтерде" not in text


def test_a_letter_that_cannot_be_worded_waits_without_an_attempt_and_holds_up_nobody(
    state, mailhost, monkeypatch
):
    """Also when a query of the wording failed, which spoils a transaction that has no savepoint."""
    mailhost.start()
    ask(state)
    tell()

    def broken(letter):
        if letter.person_id == state.aigerim.pk:
            with connection.cursor() as cursor:
                cursor.execute("SELECT no_such_column")
        return words_of(letter)

    monkeypatch.setattr(sending, "words_of", broken)
    now = MONDAY
    for _ in range(10):
        send_waiting(now=now)
        now += sending.UNWORDED_WAITS
    assert len(mails_to(mailhost, state.saule)) == 1
    letter = Letter.objects.get(person=state.aigerim)
    assert (letter.state, letter.attempts, letter.last_error) == ("waiting", 0, "ProgrammingError")

    monkeypatch.setattr(sending, "words_of", words_of)
    send_waiting(now=now)
    assert len(mails_to(mailhost, state.aigerim)) == 1


def test_a_letter_about_what_is_gone_holds_up_nobody(state, mailhost):
    mailhost.start()
    ask(state)
    tell()
    Letter.objects.filter(person=state.aigerim).update(entry_id=uuid7())
    assert send_waiting(now=MONDAY) == 2
    assert len(mails_to(mailhost, state.saule)) == 1
    assert Letter.objects.get(person=state.aigerim).last_error == "DoesNotExist"


def test_only_mail_that_is_not_owed_can_be_switched_off_by_one_click(state, mailhost):
    mailhost.start()
    answered(state)
    tell()
    send_waiting(now=MONDAY)
    owed = [mail for mail in mails_to(mailhost, state.aigerim) if mail["List-Unsubscribe"] is None]
    assert len(owed) == 2, "received and answered"
    (assigned,) = [mail for mail in mails_to(mailhost, state.aigerim) if mail["List-Unsubscribe"]]
    (new,) = mails_to(mailhost, state.saule)
    for mail in (assigned, new):
        assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        address = mail["List-Unsubscribe"].strip().removeprefix("<").removesuffix(">")
        assert address.startswith("http://127.0.0.1:8000/notices/unsubscribe/")
        assert address in mail.get_body(("plain",)).get_content()


def test_a_server_that_is_down_costs_no_letter_an_attempt(state, mailhost):
    ask(state)
    tell()
    for _ in range(10):
        with pytest.raises(MailServerUnreachableError):
            send_waiting(now=MONDAY)
    assert set(Letter.objects.values_list("attempts", "state")) == {(0, "waiting")}
    mailhost.start()
    assert send_waiting(now=MONDAY) == 2
    assert len(mailhost.mails()) == 2
    assert set(Letter.objects.values_list("state", flat=True)) == {"sent"}


def test_an_address_that_does_not_exist_bounces_and_is_not_tried_again(state, mailhost):
    mailhost.start()
    person = make_person("nobody")
    ask(state, person=person)
    tell()
    send_waiting(now=MONDAY)
    letter = Letter.objects.get(person=person)
    assert (letter.state, letter.attempts) == ("bounced", 1)
    assert letter.last_error.startswith("550 5.1.1")
    assert send_waiting(now=MONDAY + timedelta(days=1)) == 0
    assert len(mails_to(mailhost, state.saule)) == 1


def test_a_mailbox_that_is_busy_is_tried_again_with_growing_pauses_and_then_given_up(state, mailhost):
    mailhost.start()
    person = make_person("later")
    ask(state, person=person)
    tell()
    now = MONDAY
    waits = []
    for _ in range(6):
        send_waiting(now=now)
        letter = Letter.objects.get(person=person)
        waits.append(letter.next_try_at - now)
        assert letter.last_error.startswith("451")
        assert send_waiting(now=letter.next_try_at - timedelta(seconds=1)) == 0 or letter.state != "waiting"
        now = letter.next_try_at
    assert waits[:5] == list(BACKOFF)
    assert (letter.state, letter.attempts) == ("given_up", 6)
    assert mails_to(mailhost, person) == []


def test_what_the_server_hangs_up_on_or_refuses_does_not_hold_up_the_others(state, mailhost):
    mailhost.start()
    for name in ("quit", "refused", "fine"):
        ask(state, person=make_person(name))
    tell()
    for _ in range(4):
        send_waiting(now=MONDAY)
    states = dict(Letter.objects.exclude(person=state.saule).values_list("to", "state"))
    assert states == {
        "quit@example.kz": "waiting",
        "refused@example.kz": "bounced",
        "fine@example.kz": "sent",
    }
    assert Letter.objects.get(to="quit@example.kz").attempts == 1
    assert len(mails_to(mailhost, state.saule)) == 3


def test_a_letter_that_cannot_be_built_does_not_hold_up_the_others(state, mailhost):
    mailhost.start()
    ask(state)
    tell()
    Letter.objects.filter(person=state.aigerim).update(to="two@example.kz\nlines")
    assert send_waiting(now=MONDAY) == 2
    assert len(mails_to(mailhost, state.saule)) == 1
    letter = Letter.objects.get(person=state.aigerim)
    assert (letter.state, letter.last_error) == ("waiting", "BadHeaderError")


def test_the_pauses_end():
    assert [wait_after(attempts) for attempts in range(1, 7)] == [*BACKOFF, None]
