"""My questions, my account, and going away for ever."""

import re
from uuid import uuid4

import pytest
from django.template import Context, Template
from django.test import Client, RequestFactory
from django.urls import reverse

from sukhbat.ledger.models import ActorTag
from sukhbat.ledger.queries import entries_about
from sukhbat.notices.models import Notice
from sukhbat.people.models import Identity, Person
from sukhbat.questions.counters import total_balance
from sukhbat.questions.models import Access, Draft, Question, QuestionPrivate
from sukhbat.questions.queries import PAGE
from tests.people import MONDAY, ask

pytestmark = pytest.mark.django_db
MY = reverse("web:my")
OWN_PAGES = ["web:my", "web:profile", "web:erase"]


@pytest.fixture(autouse=True)
def at_monday(monkeypatch, state):
    monkeypatch.setattr("sukhbat.kernel.clock.now", lambda: MONDAY)


@pytest.mark.parametrize("name", OWN_PAGES)
def test_a_guest_is_asked_who_they_are_and_comes_back(client, name):
    response = client.get(reverse(name))
    assert response["Location"] == f"{reverse('account_login')}?next={reverse(name).replace('/', '%2F')}"


def test_my_questions_are_mine_alone(client, state):
    mine, _others = ask(state), ask(state, person=state.bolat, text="Басқа адамның сұрағы осында")
    client.force_login(state.aigerim)
    page = client.get(MY).content.decode()
    assert mine.shown_number in page
    assert "Басқа адамның" not in page


def test_the_list_goes_on_by_key(client, state, monkeypatch):
    monkeypatch.setattr("sukhbat.web.my.questions.PAGE", 2)
    questions = [ask(state) for _ in range(3)]
    client.force_login(state.aigerim)
    first = client.get(MY)
    assert [row.pk for row in first.context["questions"]] == [questions[2].pk, questions[1].pk]
    second = client.get(MY + first.context["older_url"])
    assert [row.pk for row in second.context["questions"]] == [questions[0].pk]
    assert second.context["older_url"] == ""
    assert client.get(MY + "?before=nonsense").status_code == 200


def test_the_list_costs_the_same_for_one_and_for_many(client, state, django_assert_max_num_queries):
    for _ in range(5):
        ask(state)
    client.force_login(state.aigerim)
    client.get(MY)
    with django_assert_max_num_queries(10):
        client.get(MY)


def test_a_question_with_unread_news_says_so(client, state):
    quiet, news = ask(state), ask(state)
    client.force_login(state.aigerim)
    entry = entries_about(news.number).get()
    Notice.objects.create(
        entry_id=entry.pk,
        person=state.aigerim,
        kind="received",
        number=news.number,
        language="kk",
        created_at=MONDAY,
    )
    assert client.get(MY).context["news"] == {news.number} != {quiet.number}


def test_what_was_written_and_not_sent_waits_there(client, state):
    client.force_login(state.aigerim)
    typed = {"text": "Ауылымызға жол қашан салынады?"}
    client.post(reverse("web:ask_draft"), typed, HTTP_SEC_FETCH_SITE="same-origin")
    elsewhere = Client()
    elsewhere.force_login(state.aigerim)
    assert reverse("web:ask_review", args=[Draft.objects.get().pk]) in elsewhere.get(MY).content.decode()


def test_a_flood_of_drafts_does_not_fill_the_page(client, state):
    Draft.objects.bulk_create(
        Draft(secret_hash="", key=uuid4(), person=state.aigerim, created_at=MONDAY, touched_at=MONDAY)
        for _n in range(40)
    )
    client.force_login(state.aigerim)
    assert len(re.findall(r"/ask/[0-9a-f-]{36}/", client.get(MY).content.decode())) == PAGE


def test_withdrawing_asks_first_and_keeps_the_number(client, state):
    question = ask(state)
    address = reverse("web:withdraw", args=[question.number])
    client.force_login(state.bolat)
    assert client.get(address).status_code == client.post(address).status_code == 404
    client.force_login(state.aigerim)
    assert client.get(address).status_code == 200
    assert Question.objects.get().stage == "received"
    assert client.post(address).status_code == 303
    assert Question.objects.get().stage == "withdrawn"
    assert client.post(address).status_code == 409
    assert total_balance().withdrawn == 1
    assert client.get(reverse("web:withdraw", args=["0000-0000-1"])).status_code == 404


def test_name_and_language_are_changed(client, state):
    client.force_login(state.aigerim)
    client.post(reverse("web:profile"), {"name": "  Айгерім\x00 Қ.  ", "language": "ru"})
    person = Person.objects.get(pk=state.aigerim.pk)
    assert (person.name, person.language) == ("Айгерім Қ.", "ru")
    wrong = client.post(reverse("web:profile"), {"name": "я" * 500, "language": "xx"})
    assert wrong.status_code == 422
    assert set(wrong.context["form"].errors) == {"name", "language"}


def test_signing_out_everywhere_leaves_only_this_session(client, state):
    elsewhere = Client()
    for browser in (client, elsewhere):
        browser.force_login(state.aigerim)
    assert client.post(reverse("web:sign_out_everywhere")).status_code == 303
    assert client.get(MY).status_code == 200
    assert elsewhere.get(MY).status_code == 302


def panel(person, question):
    request = RequestFactory().get("/")
    request.user = person
    return Template("{% load owner %}{% owner_panel question %}").render(
        Context({"request": request, "question": question})
    )


def test_the_owner_sees_who_looked_and_nobody_else_sees_the_panel(state):
    question = ask(state)
    Access.objects.create(
        question=question,
        person=state.dana,
        role="moderator",
        what="original",
        reason="Шағымды тексеру",
        at=MONDAY,
    )
    assert "Шағымды тексеру" in panel(state.aigerim, question)
    assert reverse("web:withdraw", args=[question.number]) in panel(state.aigerim, question)
    assert panel(state.bolat, question).strip() == ""


def test_the_panel_asks_nothing_for_a_guest(state, django_assert_num_queries):
    from django.contrib.auth.models import AnonymousUser

    question = ask(state)
    with django_assert_num_queries(0):
        assert panel(AnonymousUser(), question).strip() == ""


@pytest.fixture
def erased(client, state):
    """aigerim asked, drafted, proved her identity, and had herself erased."""
    person = state.aigerim
    question = ask(
        state,
        person=person,
        text="Менің нөмірім 8 701 123 45 67, қашан қосасыздар?",
        name="Айгерім",
        hide_name=False,
    )
    Identity.objects.create(person=person, provider="egov", subject_hash="0" * 64, verified_at=MONDAY)
    client.force_login(person)
    client.post(
        reverse("web:ask_draft"), {"text": "Тағы бір сұрағым бар еді"}, HTTP_SEC_FETCH_SITE="same-origin"
    )
    assert client.post(reverse("web:erase"), {}).status_code == 422
    assert Person.objects.get(pk=person.pk).email
    assert client.post(reverse("web:erase"), {"is_sure": "on"}).status_code == 303
    return question


def test_erasing_takes_what_was_told(client, state, erased):
    person = Person.objects.get(pk=state.aigerim.pk)
    assert (person.email, person.phone, person.name, person.is_active) == (None, None, "", False)
    private = QuestionPrivate.objects.get()
    assert (private.original, private.name, private.contact, bytes(private.salt)) == ("", "", "", b"")
    assert private.author is None
    assert Question.objects.get().asker_name == ""
    assert not Identity.objects.exists()
    assert not Draft.objects.exists()
    assert not ActorTag.objects.filter(person_id=person.pk).exists()
    assert client.get(MY).status_code == 302


def test_erasing_leaves_number_dates_and_entries(erased):
    question = Question.objects.get()
    assert (question.number, question.due_on) == (erased.number, erased.due_on)
    assert [entry.event for entry in entries_about(question.number)] == [
        "question:received",
        "question:asker_erased",
    ]
    assert entries_about(question.number)[1].actor_tag is None
    assert total_balance().received == 1


def test_an_erased_address_is_free_for_a_new_person(erased, state):
    from sukhbat.people.signin import person_for_email

    assert person_for_email(email="aigerim@example.kz", language="kk").pk != state.aigerim.pk


def test_who_acts_for_a_body_is_not_erased(client, state):
    client.force_login(state.erlan)
    assert client.post(reverse("web:erase"), {"is_sure": "on"}).status_code == 409
    assert Person.objects.get(pk=state.erlan.pk).email
