"""A question that got several answers: the one in force first, those before it folded below, with why."""

from datetime import timedelta

import pytest

from sukhbat.answers.actions import hand_over, save_draft, sign_answer
from sukhbat.answers.drafts import DraftText
from sukhbat.answers.models import Recipient
from sukhbat.answers.queries import answer_of, every_answer_of
from sukhbat.assignments.actions import assign_question
from sukhbat.concerns import answering
from sukhbat.questions.models import Question
from tests.assignments.steps import CONFIRMED, TEXT, answered
from tests.desk.concerns.steps import asked_by_all, concern_of, signed
from tests.people import MONDAY, ask
from tests.web.steps import hidden, publish

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
OWN = "Құрметті Болат! Сіздің көшеңізге желі 2027 жылғы 1 мамырда жетеді, себебі ол магистральға жақын."


def address(question, tail=""):
    return f"/en/questions/{question.shown_number}/{tail}"


def page(client, question):
    response = client.get(address(question))
    assert response.status_code == 200
    return response.content.decode()


def asked_for_own(state):
    """bolat's question: answered with all on Monday, said to differ on Tuesday."""
    asked = [publish(state, question) for question in asked_by_all(state)]
    signed(state, concern_of(asked))
    answering.say_different(person=state.bolat, number=asked[1].number, now=MONDAY + DAY)
    return asked[1]


def answered_by_itself(state, question, *, now, text=OWN):
    assign_question(person=state.saule, number=question.number, executor_id=state.erlan.pk, now=now)
    save_draft(
        person=state.erlan,
        number=question.number,
        texts={"kk": DraftText(text, "«Байланыс туралы» заң")},
        confirmed=CONFIRMED,
        binding="kk",
        now=now,
    )
    hand_over(person=state.erlan, number=question.number, now=now)
    sign_answer(person=state.gulnar, number=question.number, now=now)
    question.refresh_from_db()
    return question


def test_while_its_own_is_written_the_answer_to_all_is_the_one_shown(state, guest):
    question = asked_for_own(state)
    text = page(guest, question)
    assert "What stands here was the answer to everyone." in text
    assert "Earlier answer" not in text
    assert TEXT in text


def test_its_own_answer_stands_first_and_the_one_to_all_below_with_the_reason(state, guest):
    question = answered_by_itself(state, asked_for_own(state), now=MONDAY + 2 * DAY)
    text = page(guest, question)
    assert text.index(OWN) < text.index("Earlier answer to everyone, 23 November 2026") < text.index(TEXT)
    assert "The asker asked for an answer of their own on 24 November 2026." in text
    folded = text[text.index("Earlier answer to everyone") :]
    assert "This answer went to everyone who asked this." in folded
    assert "This answer went to everyone who asked this." not in text[: text.index("Earlier answer")]
    assert "in work again" not in text
    newest, before = every_answer_of(question)
    assert newest.answer == answer_of(question).answer
    assert (newest.recipient, before.recipient.question_id) == (None, question.pk)


def test_all_others_read_one_answer(state, guest):
    question = answered_by_itself(state, asked_for_own(state), now=MONDAY + 2 * DAY)
    other = Recipient.objects.exclude(question=question).first().question
    text = page(guest, other)
    assert TEXT in text
    assert OWN not in text
    assert "Earlier answer" not in text


def test_the_language_switch_holds_for_both(state, guest):
    question = answered_by_itself(state, asked_for_own(state), now=MONDAY + 2 * DAY)
    shown = guest.get(address(question) + "?answer=kk").content.decode()
    assert shown.count('lang="kk"><p>') == 2


def test_answered_by_itself_first_an_answer_to_all_passes_it_by(state, guest):
    own = publish(state, answered(state))
    other = publish(state, ask(state, person=state.bolat))
    concern = concern_of([own, other])
    assert own.pk not in answering.to_answer(concern)
    signed(state, concern)
    text = page(guest, own)
    assert "Earlier answer" not in text
    assert len(every_answer_of(own)) == 1


def test_answered_by_itself_in_work_again_and_then_with_all(state, guest):
    """No act leads there yet: a dispute that is upheld will."""
    own = publish(state, answered_by_itself(state, ask(state), now=MONDAY))
    Question.objects.filter(pk=own.pk).update(stage="assigned", outcome="", answered_at=None)
    other = publish(state, ask(state, person=state.bolat))
    signed(state, concern_of([own, other]), now=MONDAY + DAY)
    own.refresh_from_db()
    text = page(guest, own)
    assert text.index(TEXT) < text.index("Earlier answer, 23 November 2026") < text.index(OWN)
    assert "asked for an answer of their own" not in text


def test_of_a_hidden_question_no_answer_is_read(state, guest):
    question = answered_by_itself(state, asked_for_own(state), now=MONDAY + 2 * DAY)
    Question.objects.filter(pk=question.pk).update(
        visibility="hidden", hidden_ground=hidden(state).hidden_ground
    )
    text = page(guest, question)
    assert OWN not in text
    assert TEXT not in text
    assert "Earlier answer" not in text


def test_an_earlier_answer_costs_no_query_more(state, guest, django_assert_max_num_queries):
    question = asked_for_own(state)
    other = Recipient.objects.exclude(question=question).first().question
    answered_by_itself(state, question, now=MONDAY + 2 * DAY)
    for one in (question, other):
        guest.get(address(one))
        with django_assert_max_num_queries(14):
            guest.get(address(one))
