"""The concern on a question's page, and its asker's "mine is different"."""

from datetime import timedelta

import pytest

from sukhbat.answers.models import Recipient
from sukhbat.concerns.models import Decision, Membership
from sukhbat.concerns.reasons import own_parting
from sukhbat.questions.models import Question
from tests.concerns.steps import VERSION, ask_many, asker, concern_of, regroup, standing
from tests.desk.concerns.steps import asked_by_all, signed
from tests.desk.concerns.steps import concern_of as together
from tests.people import MONDAY, ask
from tests.web.concern_steps import counted
from tests.web.steps import hidden, publish

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def asked(state, at):
    """Six public questions in one concern."""
    asked = ask_many(state, 6)
    for question in asked:
        publish(state, question)
    regroup(asked)
    counted(concern_of(asked[0]), people=6, kk=4, ru=2)
    return asked


@pytest.fixture
def mine(asked, guest):
    """One of them, whose asker is signed in."""
    guest.force_login(asker(asked[0]))
    return asked[0]


def address(question, language="en"):
    return f"/{language}/questions/{question.shown_number}/"


def page(client, question):
    response = client.get(address(question))
    assert response.status_code == 200
    return response.content.decode()


def part(client, question):
    return client.post(address(question) + "different/")


def test_everyone_reads_who_else_asks_and_why_it_stands_there(guest, asked):
    text = page(guest, asked[0])
    number = concern_of(asked[0]).number
    assert f'<a href="/en/concerns/{number}/">Concern no. {number}</a>' in text
    assert "asked by 6 people" in text
    assert "in 2 languages" in text
    assert "A program that compares meanings" in text
    assert "0.80" in text
    assert f"<code>{VERSION}</code>" in text
    assert "Mine is different" not in text


def test_few_people_are_not_counted_aloud(state, guest, at):
    asked = ask_many(state, 2)
    for question in asked:
        publish(state, question)
    regroup(asked)
    counted(concern_of(asked[0]), people=2)
    assert "asked by a few people" in page(guest, asked[0])


def test_a_question_alone_and_a_hidden_one_say_nothing(state, guest, at):
    assert "Who else asks this" not in page(guest, publish(state, ask(state)))
    gone = hidden(state)
    regroup([gone, publish(state, ask(state))])
    assert "Who else asks this" not in page(guest, gone)


def test_before_anything_is_public_only_the_asker_learns_of_the_concern(state, guest, at):
    asked = ask_many(state, 2)
    regroup(asked)
    assert "Who else asks this" not in page(guest, asked[0])
    guest.force_login(asker(asked[0]))
    text = page(guest, asked[0])
    assert "nobody else can read them yet" in text
    assert f"/concerns/{concern_of(asked[0]).number}/" not in text
    assert "Mine is different" in text


def test_mine_is_different_says_first_what_happens(guest, mine):
    number = concern_of(mine).number
    assert "until three working days after our notice to you" in page(guest, mine)
    text = guest.get(address(mine) + "different/").content.decode()
    assert f"leaves concern no. {number} at once" in text
    assert "Its due date does not change" in text
    assert not Decision.objects.exists()


def test_it_leaves_at_once_and_everything_else_stays(guest, mine):
    before = Question.objects.values("due_on", "body_id", "stage", "number").get(pk=mine.pk)
    concern = concern_of(mine)
    response = part(guest, mine)
    assert (response.status_code, response["Location"]) == (
        303,
        f"/en/questions/{mine.shown_number}/#together",
    )
    assert concern_of(mine) is None
    assert mine.pk not in standing(concern)
    assert Question.objects.values("due_on", "body_id", "stage", "number").get(pk=mine.pk) == before
    text = page(guest, mine)
    assert "stands by itself now" in text
    assert f"is a different one than concern no. {concern.number}" in text
    assert "A different question: it left concern" in text
    guest.logout()
    assert "You said that" not in page(guest, mine)


def test_pressed_twice_it_is_said_once(guest, mine):
    part(guest, mine)
    assert part(guest, mine).status_code == 303
    assert Decision.objects.count() == 1


def test_it_is_taken_back(guest, mine):
    concern = concern_of(mine)
    part(guest, mine)
    assert "Take that back" in page(guest, mine)
    response = guest.post(address(mine) + "different/undo/")
    assert response.status_code == 303
    assert concern_of(mine) == concern
    assert own_parting(mine) is None
    again = guest.post(address(mine) + "different/undo/")
    assert again.status_code == 409
    assert "already taken back" in again.content.decode()


def test_taken_back_when_the_concern_is_gone(guest, asked, mine):
    part(guest, mine)
    Membership.objects.all().delete()
    response = guest.post(address(mine) + "different/undo/", follow=True)
    assert "stands by itself" in response.content.decode()


@pytest.mark.parametrize(("days", "status"), [(3, 303), (4, 409)])
def test_the_window_is_three_working_days_after_the_notice(guest, mine, at, days, status):
    Membership.objects.filter(question=mine).update(told_at=MONDAY)
    assert "until 26 November 2026" in page(guest, mine)
    at(MONDAY + days * DAY)
    response = part(guest, mine)
    assert response.status_code == status
    if status == 409:
        sentence = "The three working days to say this have passed."
        assert sentence in response.content.decode()
        text = page(guest, mine)
        assert sentence in text
        assert "/different/" not in text
        assert concern_of(mine) is not None


def test_it_is_the_asker_s_word_alone(state, guest, asked):
    question = asked[0]
    for method in (guest.get, guest.post):
        assert "/account/sign-in/" in method(address(question) + "different/")["Location"]
    for stranger in (asker(asked[1]), state.bolat, state.gulnar, state.madina):
        guest.force_login(stranger)
        for end in ("different/", "different/undo/"):
            assert guest.post(address(question) + end).status_code == 404
        assert "Mine is different" not in page(guest, question)
    assert guest.get(address(question) + "different/undo/").status_code == 405
    assert guest.get("/en/questions/0000-0000-1/different/").status_code == 404
    assert concern_of(question) is not None


def test_the_last_one_has_nobody_to_differ_from(guest, asked, mine):
    Membership.objects.exclude(question=mine).delete()
    assert "Mine is different" not in page(guest, mine)
    assert part(guest, mine).status_code == 409


def test_an_answer_to_all_is_said_to_be_one_and_may_not_be_mine(state, guest, at):
    asked = asked_by_all(state, 3)
    for question in asked:
        publish(state, question)
    signed(state, together(asked))
    mine, due_on = asked[1], asked[1].due_on
    text = page(guest, mine)
    assert "This answer went to everyone who asked this." in text
    guest.force_login(state.bolat)
    assert "until 26 November 2026" in page(guest, mine)
    says = guest.get(address(mine) + "different/").content.decode()
    assert "It goes back into work." in says
    assert "by 14 December 2026" in says
    assert part(guest, mine).status_code == 303
    mine.refresh_from_db()
    assert (mine.stage, mine.due_on) == ("received", due_on)
    text = page(guest, mine)
    assert "What stands here was the answer to everyone." in text
    assert "The answer is still to come" in text
    assert "is a different one than concern no." in text


def test_the_window_after_an_answer_to_all_ends_too(state, guest, at):
    asked = asked_by_all(state, 3)
    for question in asked:
        publish(state, question)
    signed(state, together(asked))
    Recipient.objects.update(told_at=MONDAY)
    at(MONDAY + 4 * DAY)
    guest.force_login(state.bolat)
    assert part(guest, asked[1]).status_code == 409
    text = page(guest, asked[1])
    assert "The time to say this has passed." in text
    assert "/different/" not in text


def test_a_question_alone_cannot_differ(state, guest, at):
    guest.force_login(state.aigerim)
    response = part(guest, ask(state))
    assert response.status_code == 409
    assert "stands in no concern" in response.content.decode()


def test_one_s_own_questions_say_where_they_stand(guest, mine, django_assert_max_num_queries):
    assert f"in concern no. {concern_of(mine).number}" in guest.get("/en/my/").content.decode()


def test_what_it_costs(state, guest, asked, django_assert_max_num_queries):
    alone = publish(state, ask(state))
    for question, most in ((alone, 10), (asked[0], 11)):
        guest.get(address(question))
        with django_assert_max_num_queries(most):
            guest.get(address(question))
