"""Plain search: what is found, in which order, and what is never found."""

import pytest

from sukhbat.questions.actions import withdraw_question
from sukhbat.questions.moderation import hide_question, mask_question
from sukhbat.search.models import SearchText
from tests.assignments.steps import answered
from tests.concerns.steps import regroup
from tests.people import MONDAY, ask
from tests.search.steps import found, indexed
from tests.web.steps import a_ground, hidden, publish, published

pytestmark = pytest.mark.django_db


def test_a_word_is_found_with_other_endings_and_without_kazakh_letters(state, guest):
    text = "Ауылымызға интернет қашан тартылады?"
    published(state, text=text)
    indexed()
    for query in ("интернет", "ИНТЕРНЕТКЕ", "ауылымызга", "кашан", "интернет ауылымыз", "қашан?"):
        assert found(guest, query) == [text], query
    assert found(guest, "мектеп") == []


@pytest.mark.parametrize(
    ("text", "queries"),
    [
        ("Мектептеріміздің жылуы нашар", ["мектеп", "мектепке", "мектептер", "mektep", "МЕКТЕБІ"]),
        ("Ауылдағы мектепке су кірді", ["мектептеріміздің", "ауыл мектебі", "мектеп ауылда"]),
        ("Азық-түлік қымбаттап барады", ["қымбат", "қымбаттады", "кымбаттап", "qymbat"]),
        ("Неге қазақ тілі дәрістері жоқ?", ["казак тили", "qazaq tili", "қазақ тілінде", "тіл қазақ"]),
        (
            "Когда дадут автобус для школьников?",
            ["школьник", "школьники", "автобусы школьникам", "shkolniki"],
        ),
        ("Почему дети ждут на улице?", ["ребёнок", "ребенка", "улицы детей"]),
        ("When will the hospitals be opened?", ["hospital opening", "opened hospital"]),
        ("auylga avtobus kelmeidi", ["ауылға автобус", "автобустар келмейді", "avtobus"]),
        ("казакстанда интернет багасы кымбат", ["қазақстан", "интернеттің бағасы", "қымбат"]),
    ],
)
def test_forms_of_words_find_each_other_in_each_way_of_typing(state, guest, text, queries):
    published(state, text=text)
    published(state, text="Something else altogether, about nothing of this")
    indexed()
    for query in queries:
        assert found(guest, query) == [text], query


def test_school_is_no_schoolchild(state, guest):
    published(state, text="Автобус для школьников")
    published(state, text="Ремонт школы")
    indexed()
    assert found(guest, "школьников") == ["Автобус для школьников"]
    assert found(guest, "школа") == ["Ремонт школы"]


def test_a_word_that_no_text_has_is_named_and_the_others_are_looked_for(state, guest):
    published(state, text="Жолды қашан жөндейсіздер?")
    published(state, text="Мектепке су кірді")
    indexed()
    assert found(guest, "жолды жөндейсіздер мектеп")[0] == "Жолды қашан жөндейсіздер?"
    response = guest.get("/en/search/", {"q": "жолды электростанция"})
    assert [row.hit.question.text for row in response.context["hits"]] == ["Жолды қашан жөндейсіздер?"]
    assert "No question has “электростанция”" in response.content.decode()


def test_words_in_quotes_stand_together_in_any_form(state, guest):
    published(state, text="Қазақ тілінде жауап беріңіздер")
    published(state, text="Тілі бар қазақ баласы")
    indexed()
    assert len(found(guest, "қазақ тілі")) == 2
    assert found(guest, "«қазақ тілі»") == ["Қазақ тілінде жауап беріңіздер"]


def test_the_word_as_typed_comes_before_its_other_forms_and_these_before_other_letters(state, guest):
    other_letters = published(state, text="Үн шығармай отыр бәрі")
    other_form = published(state, text="Ұнның бағасы қандай")
    as_typed = published(state, text="Дүкенде ұн таусылды")
    for _ in range(2):
        published(state, text="Something about bridges here")
    indexed()
    assert found(guest, "ұн") == [as_typed.text, other_form.text, other_letters.text]


def test_more_of_what_the_query_says_comes_first(state, guest):
    published(state, text="Дорога есть, лифта нет, подъезд чистый")
    for number in range(4):
        published(state, text=f"Дорога номер {number} разбита")
    indexed()
    assert found(guest, "дорога лифт")[0] == "Дорога есть, лифта нет, подъезд чистый"


def test_an_answer_is_searched_too_and_the_question_itself_comes_first(state, guest):
    with_answer = publish(state, answered(state, text="Ауылға қашан желі келеді?"))
    same = published(state, text="Талшықты желі деген не?")
    indexed()
    assert found(guest, "талшықты") == [same.text, with_answer.text]


def test_a_typing_error_still_finds_something_and_says_that_it_guesses(state, guest):
    published(state, text="When will the hospital open again?")
    indexed()
    response = guest.get("/en/search/", {"q": "hosptal"})
    assert [row.hit.question.text for row in response.context["hits"]] == [
        "When will the hospital open again?"
    ]
    assert response.context["found"].is_guess
    assert "Shown for <b>hospital</b>" in response.content.decode()


def test_what_is_not_public_is_never_found(state, guest):
    ask(state, text="Waiting words about bridges")
    ask(state, text="Private words about bridges", keep_private=True)
    hidden(state, text="Hidden words about bridges")
    indexed()
    assert found(guest, "bridges") == []
    assert SearchText.objects.count() == 0


def test_a_text_hidden_a_moment_ago_is_gone_before_the_jobs_saw_it(state, guest):
    question = published(state, text="Something about bridges here")
    indexed()
    assert found(guest, "bridges")
    hide_question(person=state.dana, number=question.number, ground=a_ground(), now=MONDAY)
    assert found(guest, "bridges") == []
    indexed()
    assert SearchText.objects.count() == 0


def test_a_masked_word_leaves_the_index(state, guest):
    question = published(state, text="Something about Mr Bridges here")
    indexed()
    mask_question(person=state.dana, number=question.number, fragments=["Mr Bridges"], now=MONDAY)
    indexed()
    assert found(guest, "bridges") == []
    assert found(guest, "something") != []


def test_what_its_author_took_back_is_gone_at_once(state, guest):
    question = published(state, text="Something about bridges here")
    indexed()
    withdraw_question(person=state.aigerim, number=question.number, now=MONDAY)
    assert found(guest, "bridges") == []
    indexed()
    assert SearchText.objects.count() == 0


def test_filters_narrow_what_is_found(state, guest):
    published(state, text="A road somewhere", theme_id=state.roads.pk, region_id=state.abai.pk)
    published(state, text="A road elsewhere")
    indexed()
    assert found(guest, "road", theme="roads") == ["A road somewhere"]
    assert found(guest, "road", region="10") == ["A road somewhere"]
    assert found(guest, "road", language="en") == []
    assert len(found(guest, "road")) == 2


def test_a_number_leads_to_its_question(state, guest):
    question = published(state)
    response = guest.get("/en/search/", {"q": f" {question.shown_number.lower()} "})
    assert (response.status_code, response["Location"]) == (302, f"/en/questions/{question.shown_number}/")
    private = ask(state, keep_private=True)
    assert guest.get("/en/search/", {"q": private.number}).status_code == 200


@pytest.mark.parametrize(
    "query",
    ["", " ", "a", "' OR 1=1 --", "интернет & !(", "a:* | b", "\x00", "<script>alert(1)</script>", "\u202eabc",
     "я" * 5_000, "слово " * 3_000, "a\u0300" * 900, "%", "_", "\\", "*", "::", "🙂🙂"],
)  # fmt: skip
def test_nothing_that_is_typed_breaks_the_search(state, guest, query):
    published(state)
    indexed()
    response = guest.get("/en/search/", {"q": query, "page": "-1"})
    assert response.status_code == 200
    assert "<script>alert(1)" not in response.content.decode()


@pytest.mark.parametrize("page", ["0", "-3", "x", "99999999999999999999", "२", "50"])
def test_a_page_that_is_none_is_some_page(state, guest, page):
    assert guest.get("/en/search/", {"q": "abc", "page": page}).status_code == 200


def test_hits_are_marked_and_escaped(state, guest):
    published(state, text="Where is the <b>bridge</b> & the road?")
    indexed()
    page = guest.get("/en/search/", {"q": "bridge"}).content.decode()
    assert "&lt;b&gt;<mark>bridge</mark>&lt;/b&gt; &amp; the road?" in page


def test_pages_show_every_hit_once(state, guest):
    for number in range(25):
        published(state, text=f"The bridge number {number} is broken")
    indexed()
    first, second = found(guest, "bridge", page="1"), found(guest, "bridge", page="2")
    assert (len(first), len(second)) == (20, 5)
    assert len(set(first + second)) == 25


def test_a_search_costs_a_bounded_number_of_queries(state, guest, django_assert_max_num_queries):
    for _ in range(5):
        publish(state, answered(state))
    indexed()
    guest.get("/en/search/", {"q": "интернет"})
    with django_assert_max_num_queries(9):
        guest.get("/en/search/", {"q": "интернет"})
    with django_assert_max_num_queries(13):
        guest.get("/en/search/", {"q": "интернет", "language": "kk", "state": "answered"})


def test_a_concern_that_many_of_the_found_stand_in_is_shown_above_them(state, guest):
    questions = [published(state, text=f"The bridge number {number} is broken") for number in range(3)]
    regroup([questions[0], questions[1]], [questions[2]])
    indexed()
    response = guest.get("/en/search/", {"q": "bridges"})
    (row,) = response.context["concerns"]
    assert row.question.pk in {questions[0].pk, questions[1].pk}
    assert row.concern.people is None  # fewer than five
    page = response.content.decode()
    assert "Many ask about this" in page
    assert f'href="/en/concerns/{row.concern.number}/"' in page
    assert guest.get("/en/search/", {"q": "bridges", "page": "2"}).context["concerns"] == []
