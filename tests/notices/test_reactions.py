"""Who is told what: each event reaches its people, once."""

import pytest

from sukhbat.answers.actions import return_to_executor
from sukhbat.assignments.actions import reassign_question, return_question
from sukhbat.assignments.decisions import decline_question, extend_due
from sukhbat.bodies.models import Officer
from sukhbat.ledger.actions import record
from sukhbat.ledger.rules import SYSTEM
from sukhbat.notices import reactions
from sukhbat.notices.models import Cursor, Letter, Notice, Unfinished
from sukhbat.notices.reactions import react
from sukhbat.people.models import Person
from sukhbat.questions.actions import withdraw_question
from sukhbat.questions.events import DueMoved, QuestionClosed
from sukhbat.questions.models import Question
from sukhbat.questions.moderation import hide_question, mask_question, publish_question
from tests.assignments.steps import LONG_REASON, answered, assigned, handed_over, redirected, second_executor
from tests.notices.helpers import kinds, letter_to, mailed, number_all, tell, words_to
from tests.people import MONDAY, ask

pytestmark = pytest.mark.django_db
REASON = "Бұл мәтінде сұрақ жоқ, сондықтан жауап беру мүмкін емес."


def test_a_question_is_told_to_its_author_and_its_dispatchers(state):
    ask(state)
    tell()
    assert kinds(state.aigerim) == ["received"]
    assert kinds(state.saule) == ["new"]
    assert Notice.objects.count() == 2
    assert Letter.objects.count() == 2


def test_what_moderation_does_reaches_the_author_alone(state):
    published, masked, hidden = ask(state), ask(state, text="Көршім Асан неге төлемейді екен?"), ask(state)
    publish_question(person=state.dana, number=published.number, now=MONDAY)
    mask_question(person=state.dana, number=masked.number, fragments=["Асан"], now=MONDAY)
    hide_question(person=state.dana, number=hidden.number, ground="advertising", now=MONDAY)
    tell()
    assert kinds(state.aigerim) == ["received"] * 3 + ["published", "masked", "hidden"]
    assert kinds(state.saule) == ["new"] * 3
    assert kinds(state.dana) == []


def test_publishing_alone_sends_no_mail(state):
    question = ask(state)
    publish_question(person=state.dana, number=question.number, now=MONDAY)
    tell()
    assert len(mailed(state.aigerim)) == 1


def test_an_assignment_is_told_to_author_and_executor_not_to_who_made_it(state):
    assigned(state)
    tell()
    assert kinds(state.aigerim) == ["received", "assigned"]
    assert kinds(state.erlan) == ["yours"]
    assert kinds(state.saule) == ["new"]


def test_a_question_given_on_is_told_to_both_executors(state):
    question = assigned(state)
    marat = second_executor(state)
    reassign_question(
        person=state.saule, number=question.number, executor_id=marat.pk, now=MONDAY.replace(hour=10)
    )
    tell()
    assert kinds(state.erlan) == ["yours", "not_yours"]
    assert kinds(marat) == ["yours"]
    assert kinds(state.aigerim) == ["received", "assigned"]


def test_a_returned_question_is_told_to_the_dispatchers(state):
    question = assigned(state)
    return_question(
        person=state.erlan, number=question.number, reason="Демалыстамын, ауыстырыңыз", now=MONDAY
    )
    tell()
    assert kinds(state.saule) == ["new", "unassigned"]


def test_a_redirect_is_told_to_all_three_sides(state):
    question = assigned(state)
    redirected(state, question, now=MONDAY.replace(hour=10))
    tell()
    assert kinds(state.aigerim) == ["received", "assigned", "redirected"]
    assert kinds(state.farid) == ["arrived"]
    assert kinds(state.erlan) == ["yours", "left"]
    # saule sent it on herself; a second dispatcher of her body would be told.
    assert kinds(state.saule) == ["new"]


def test_the_way_to_an_answer_is_told_step_by_step(state):
    question = handed_over(state)
    return_to_executor(person=state.gulnar, number=question.number, reason="Мерзімін нақтылаңыз.", now=MONDAY)
    tell()
    assert kinds(state.gulnar) == ["to_sign"]
    assert kinds(state.erlan) == ["yours", "sent_back"]


def test_a_signed_answer_reaches_the_author_with_its_text(state):
    answered(state)
    tell()
    assert kinds(state.aigerim) == ["received", "assigned", "answered"]
    assert kinds(state.erlan) == ["yours", "signed"]
    written = words_to(state.aigerim, "answered")
    assert "талшықты-оптикалық" in written.text
    assert "талшықты-оптикалық" in written.html
    assert letter_to(state.aigerim, "answered").group == ""


def test_an_extension_and_a_decline_bring_their_public_reasons(state):
    question = assigned(state)
    extend_due(
        person=state.gulnar, number=question.number, days=5, reason=LONG_REASON, language="kk", now=MONDAY
    )
    declined = assigned(state)
    decline_question(
        person=state.gulnar,
        number=declined.number,
        ground="decline-no-question",
        explanation=REASON,
        language="kk",
        now=MONDAY,
    )
    tell()
    assert LONG_REASON.strip() in words_to(state.aigerim, "extended").text
    assert REASON in words_to(state.aigerim, "declined").text
    assert kinds(state.erlan) == ["yours", "new_date", "yours"]


def test_taking_back_is_confirmed_and_told_to_whoever_holds_it(state):
    held, loose = assigned(state), ask(state)
    withdraw_question(person=state.aigerim, number=held.number, now=MONDAY)
    withdraw_question(person=state.aigerim, number=loose.number, now=MONDAY)
    tell()
    assert kinds(state.aigerim)[-2:] == ["withdrawn", "withdrawn"]
    assert kinds(state.erlan) == ["yours", "taken_back"]
    assert kinds(state.saule) == ["new", "new", "taken_back"]


def test_moved_dates_and_the_end_are_told(state):
    question = ask(state)
    record(
        event=DueMoved(due_on=question.due_on, conference="internet"),
        subject=question.number,
        actor=SYSTEM,
        now=MONDAY,
    )
    record(
        event=QuestionClosed(outcome="no_feedback", window_ended_on=question.due_on),
        subject=question.number,
        actor=SYSTEM,
        now=MONDAY,
    )
    tell()
    assert kinds(state.aigerim) == ["received", "due_moved", "closed"]
    assert kinds(state.saule) == ["new", "new_date"]


def test_a_body_without_dispatchers_is_not_left_in_the_dark(state):
    Officer.objects.filter(person=state.saule).delete()
    ask(state)
    tell()
    assert kinds(state.gulnar) == ["new"]


def test_with_nobody_in_a_body_the_coordinators_are_told(state):
    Officer.objects.filter(body=state.ministry).delete()
    ask(state, chosen_body_id=state.ministry.pk, theme_id=None)
    Question.objects.update(body=state.ministry)
    tell()
    assert "madina" in str(Notice.objects.filter(kind="new").get().person.email)


def test_who_is_inactive_or_without_address_gets_no_letter(state):
    Person.objects.filter(pk=state.aigerim.pk).update(email=None)
    Person.objects.filter(pk=state.saule.pk).update(is_active=False)
    ask(state)
    tell()
    assert kinds(state.aigerim) == ["received"]
    assert kinds(state.saule) == []
    assert Letter.objects.count() == 0


def test_reading_the_log_again_tells_nobody_twice(state):
    answered(state)
    tell()
    before = set(Notice.objects.values_list("entry_id", "person_id")), Letter.objects.count()
    Letter.objects.filter(person=state.saule).delete()
    Cursor.objects.update(index=-1)
    assert tell() > 0
    assert set(Notice.objects.values_list("entry_id", "person_id")) == before[0]
    assert Letter.objects.filter(person=state.saule).count() == 0


def test_an_entry_that_fails_is_set_aside_and_told_later(state, monkeypatch):
    first, second = ask(state), ask(state, person=state.bolat)
    real = reactions.facts_of

    def broken(entry):
        if entry.subject == first.number:
            raise ValueError("unreadable facts")
        return real(entry)

    monkeypatch.setattr(reactions, "facts_of", broken)
    tell()
    assert kinds(state.aigerim) == []
    assert kinds(state.bolat) == ["received"]
    assert kinds(state.saule) == ["new"]
    assert Unfinished.objects.get().failure == "ValueError"

    monkeypatch.setattr(reactions, "facts_of", real)
    react(now=MONDAY)
    assert kinds(state.aigerim) == []
    react(now=MONDAY.replace(hour=10))
    assert kinds(state.aigerim) == ["received"]
    assert Unfinished.objects.count() == 0
    assert second.number


def test_an_entry_that_cannot_be_stored_does_not_take_its_batch_along(state, monkeypatch):
    ask(state)
    ask(state, person=state.bolat)
    real = reactions.message_id

    def too_long(entry_id, person_id, domain):
        made = real(entry_id, person_id, domain)
        return "ы" * 300 if person_id == state.aigerim.pk else made

    monkeypatch.setattr(reactions, "message_id", too_long)
    tell()
    assert kinds(state.aigerim) == []
    assert kinds(state.bolat) == ["received"]
    assert Unfinished.objects.get().failure == "DataError"


def test_imports_and_samples_of_long_ago_write_no_mail(state):
    ask(state, is_sample=True)
    tell(now=MONDAY.replace(month=12))
    assert kinds(state.aigerim) == ["received"]
    assert Letter.objects.count() == 0


def test_nothing_is_told_before_it_has_its_place_in_the_log(state):
    ask(state)
    assert react(now=MONDAY) == 0
    number_all()
    assert react(now=MONDAY) == 1
