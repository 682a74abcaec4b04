"""What is similar while one types: what is found, what it costs, what it never keeps, and when it is silent."""

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from sukhbat.kernel.limits import hit
from sukhbat.questions.models import Draft, Question
from sukhbat.similar.client import Near
from sukhbat.web.ask import similar, similar_found
from tests.assignments.steps import answered
from tests.concerns.steps import ask_many, concern_of, regroup
from tests.people import MONDAY
from tests.web.concern_steps import counted
from tests.web.steps import publish

pytestmark = pytest.mark.django_db
HERE = {"HTTP_SEC_FETCH_SITE": "same-origin"}
TYPED = "Когда в нашем ауле появится нормальный интернет?"


@pytest.fixture
def near(monkeypatch):
    """Set what the process answers; it notes the texts that came to it."""
    texts = []

    def set_to(answer):
        def asked(text, **options):
            texts.append((text, options))
            return answer

        monkeypatch.setattr(similar_found, "near", asked)
        return texts

    set_to([])
    return set_to


@pytest.fixture
def concern(state, at):
    """Six public questions of six people in Russian and Kazakh."""
    asked = ask_many(state, 6)
    Question.objects.filter(pk__in=[question.pk for question in asked[:5]]).update(language="ru")
    for question in asked:
        publish(state, question)
    regroup(asked)
    return counted(concern_of(asked[0]), people=6, ru=5, kk=1)


def post(client, text=TYPED, language="en", **fields):
    headers = fields.pop("headers", HERE)
    return client.post(f"/{language}/ask/similar/", {"text": text, **fields}, **headers)


def page(response):
    return response.content.decode()


def test_an_open_concern_can_be_joined(guest, concern, near):
    near([Near("concern", concern.pk, 0.1)])
    response = post(guest)
    assert response.status_code == 200
    text = page(response)
    assert 'data-words="1 similar question"' in text
    assert f'name="join" value="{concern.number}"' in text
    assert "asked by 6 people" in text
    assert "in 2 languages" in text
    assert f"concern no. {concern.number}" in text
    assert "private" in response["Cache-Control"]
    assert "no-store" in response["Cache-Control"]


def test_another_language_than_the_page_s_is_marked(guest, concern, near):
    near([Near("concern", concern.pk, 0.1)])
    assert 'class="chip line">in Russian' in page(post(guest, language="en"))
    assert 'lang="kk"' in page(post(guest, language="kk"))


def test_an_answered_question_can_be_read_and_thanked_for(state, guest, near):
    question = publish(state, answered(state))
    near([Near("question", question.pk, 0.1)])
    text = page(post(guest, ask="internet"))
    assert "Answered" in text
    assert f"/en/ask/answered/{question.number}/?conference=internet" in text
    assert 'name="join"' not in text
    thanks = guest.get(f"/en/ask/answered/{question.number}/?conference=internet")
    assert thanks.status_code == 200
    assert "Nothing was sent" in page(thanks)
    assert "/en/ask/?conference=internet" in page(thanks)
    assert not Draft.objects.exists()


def test_what_nobody_may_read_or_answered_yet_is_not_offered(state, guest, near):
    waiting, lone = ask_many(state, 2)
    publish(state, lone)
    near([Near("question", waiting.pk, 0.1), Near("question", lone.pk, 0.1)])
    assert post(guest).status_code == 204
    assert guest.get(f"/en/ask/answered/{lone.number}/").status_code == 404
    assert guest.get("/en/ask/answered/nonsense/").status_code == 404


def test_a_concern_without_a_public_question_is_not_offered(state, guest, near):
    asked = ask_many(state, 2)
    regroup(asked)
    near([Near("concern", concern_of(asked[0]).pk, 0.1)])
    assert post(guest).status_code == 204


def test_few_people_are_not_counted_aloud(state, guest, near):
    asked = ask_many(state, 2)
    for question in asked:
        publish(state, question)
    regroup(asked)
    counted(concern_of(asked[0]), people=2)
    near([Near("concern", concern_of(asked[0]).pk, 0.1)])
    assert "asked by a few people" in page(post(guest))


def test_personal_data_is_masked_before_anyone_is_asked(guest, at, near):
    texts = near([])
    post(guest, text=f"{TYPED} Мой телефон +7 701 123 45 67")
    ((text, options),) = texts
    assert "701" not in text
    assert text.startswith(TYPED)
    assert options["language"] == "en"
    assert options["timeout"] <= 0.2


def test_the_text_is_not_kept(guest, concern, near):
    near([Near("concern", concern.pk, 0.1)])
    with connection.execute_wrapper(_Refuses("нормальный")):
        post(guest)
    assert not guest.cookies
    assert not Draft.objects.exists()


class _Refuses:
    """Fails when a statement of the database carries the word."""

    def __init__(self, word):
        self.word = word

    def __call__(self, execute, sql, params, many, context):
        assert self.word not in f"{sql} {params}"
        return execute(sql, params, many, context)


@pytest.mark.parametrize("text", ["", "  ", "Короткий вопрос", "x" * 19, "\u200b" * 40])
def test_little_text_asks_nobody(guest, at, near, text):
    texts = near([])
    assert post(guest, text=text).status_code == 204
    assert texts == []


@pytest.mark.parametrize(
    "text", ["7" * 50, "\x00" * 30 + "text that is long enough", "ы" * 100_000, "'; DROP --" * 5]
)
def test_any_text_gets_an_answer(guest, at, near, text):
    near(None)
    assert post(guest, text=text).status_code in {200, 204}


def test_without_the_process_words_are_compared(state, guest, concern, near):
    from sukhbat.ledger.actions import number_leaves
    from sukhbat.search.reactions import react

    number_leaves(now=MONDAY)
    while react():
        pass
    near(None)
    text = page(post(guest, text="У нас в ауле очень баяу интернет уже год"))
    assert f'value="{concern.number}"' in text
    assert text.count('<li class="stack') == 1


def test_words_that_take_long_are_given_up(guest, at, near, monkeypatch):
    def slow(*_args, **_options):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(20)")

    near(None)
    monkeypatch.setattr(similar_found, "order", slow)
    assert post(guest).status_code == 204
    with connection.cursor() as cursor:
        cursor.execute("SHOW statement_timeout")
        assert cursor.fetchone() == ("0",)


def test_words_are_compared_for_one_at_a_time(guest, at, near, monkeypatch):
    """While that is done for somebody, the next one goes on without; afterwards it is done again."""
    seen = []

    def one(*_args, **_options):
        seen.append(post(guest).status_code if len(seen) < 1 else 0)
        raise similar_found.TooSlowError

    near(None)
    monkeypatch.setattr(similar_found, "order", one)
    seen_by_the_first = post(guest).status_code
    assert (seen_by_the_first, seen) == (204, [204])
    post(guest)
    assert len(seen) == 2


def test_only_our_own_page_may_ask(db, at, near):
    texts = near([])
    strict = Client(enforce_csrf_checks=True)
    for headers in ({}, {"HTTP_SEC_FETCH_SITE": "cross-site"}, {"HTTP_ORIGIN": "https://elsewhere.example"}):
        assert post(strict, headers=headers).status_code == 403
    assert strict.get(reverse("web:ask_similar")).status_code == 405
    assert texts == []
    assert post(strict).status_code == 204


def test_too_often_is_silent(state, guest, at, near):
    texts = near([])
    guest.force_login(state.aigerim)
    for _n in range(similar.PERSON.count):
        hit(similar.PERSON, str(state.aigerim.pk), now=MONDAY)
    response = post(guest)
    assert (response.status_code, response.content) == (429, b"")
    assert response["Retry-After"]
    assert texts == []
    guest.logout()
    assert post(guest).status_code == 204
    for _n in range(similar.NETWORK.count):
        hit(similar.NETWORK, "127.0.0.1", now=MONDAY)
    assert post(guest).status_code == 429


def test_what_it_costs(state, guest, concern, near, django_assert_max_num_queries):
    question = publish(state, answered(state))
    near([Near("concern", concern.pk, 0.1), Near("question", question.pk, 0.05)])
    post(guest)
    # A limit, the concerns, the questions, their answers (three).
    with django_assert_max_num_queries(7):
        post(guest)
