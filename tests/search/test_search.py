"""Plain search: what is found, in which order, what is never found, and how the index follows the log."""

import pytest
from django.test import Client

from sukhbat.ledger.actions import number_leaves
from sukhbat.questions.actions import withdraw_question
from sukhbat.questions.moderation import hide_question, mask_question
from sukhbat.search.models import Cursor, SearchLemma, SearchText, SearchWord
from sukhbat.search.queries import Near
from sukhbat.search.reactions import react
from tests.assignments.steps import answered
from tests.concerns.steps import regroup
from tests.people import MONDAY, ask
from tests.web.steps import a_ground, hidden, publish, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def guest(monkeypatch):
    monkeypatch.setattr("sukhbat.kernel.clock.now", lambda: MONDAY)
    return Client()


def indexed():
    """Bring the index up to the log, as the jobs do."""
    number_leaves(now=MONDAY, window=None)
    while react():
        pass


def found(guest, query, **filters):
    response = guest.get("/en/search/", {"q": query, **filters})
    assert response.status_code == 200
    return [row.hit.question.text for row in response.context["hits"]]


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


def test_reading_the_log_again_changes_nothing(state):
    published(state)
    indexed()
    before = list(SearchText.objects.values_list("question_id", "words", "answer_words"))
    Cursor.objects.update(index=-1)
    indexed()
    assert list(SearchText.objects.values_list("question_id", "words", "answer_words")) == before
    assert react() == 0


def test_a_search_costs_a_bounded_number_of_queries(state, guest, django_assert_max_num_queries):
    for _ in range(5):
        publish(state, answered(state))
    indexed()
    guest.get("/en/search/", {"q": "интернет"})
    with django_assert_max_num_queries(9):
        guest.get("/en/search/", {"q": "интернет"})
    with django_assert_max_num_queries(13):
        guest.get("/en/search/", {"q": "интернет", "language": "kk", "state": "answered"})


def spoken(language, question):
    """The question as one asked in that language."""
    question.language = language
    question.save(update_fields=["language"])
    return question


def near_to(monkeypatch, *questions):
    """Let the process of meanings name these, the nearest first; without any it is away."""
    told = [Near(row.pk, -place / 100) for place, row in enumerate(questions)] if questions else None
    monkeypatch.setattr("sukhbat.web.search.views.near", lambda text: told)


def test_the_same_meaning_is_found_in_another_language_and_said_to_be(state, guest, monkeypatch):
    kazakh = spoken("kk", published(state, text="Ауылда интернет жоқ, қашан болады?"))
    russian = spoken("ru", published(state, text="Когда в селе наладят связь?"))
    alike = spoken("kk", published(state, text="Байланыс ұстамайды бізде"))
    indexed()
    near_to(monkeypatch, russian, kazakh, alike)
    response = guest.get("/en/search/", {"q": "ауылда интернет жоқ"})
    hits = [row.hit for row in response.context["hits"]]
    assert [hit.question.pk for hit in hits] == [kazakh.pk, russian.pk, alike.pk]
    assert [(hit.has_words, hit.is_across) for hit in hits] == [(True, False), (False, True), (False, False)]
    page = response.content.decode()
    assert page.count("Close in meaning, another language") == 1
    assert page.count('"chip line">Close in meaning<') == 1
    assert response.context["found"].counts["language"] == {"kk": 2, "ru": 1}


def test_what_is_near_but_not_public_or_filtered_out_is_not_shown(state, guest, monkeypatch):
    shown = spoken("ru", published(state, text="Когда в селе наладят связь?"))
    gone = hidden(state, text="Hidden words about bridges")
    waiting = ask(state, text="Waiting words about bridges")
    indexed()
    near_to(monkeypatch, gone, waiting, shown)
    assert found(guest, "байланыс қайда") == [shown.text]
    assert found(guest, "байланыс қайда", language="kk") == []
    response = guest.get("/en/search/", {"q": "байланыс қайда"})
    assert "No question has these words. Close in meaning:" in response.content.decode()


def test_without_the_process_of_meanings_words_are_found_and_it_is_said(state, guest, monkeypatch):
    question = published(state, text="Something about bridges here")
    indexed()
    near_to(monkeypatch)
    response = guest.get("/en/search/", {"q": "bridge"})
    assert [row.hit.question.pk for row in response.context["hits"]] == [question.pk]
    assert "Only words are compared just now" in response.content.decode()


def facets(guest, **asked):
    response = guest.get("/en/search/", asked)
    selects = {
        row.name: {choice.value: choice.count for choice in row.choices}
        for row in response.context["filters"]
    }
    links = {str(link.label): link.count for link in response.context["languages"]}
    return selects, links


def test_facets_are_counted_of_what_was_found(state, guest):
    spoken("en", published(state, text="A road somewhere", theme_id=state.roads.pk, region_id=state.abai.pk))
    spoken("ru", published(state, text="Дорога и road рядом", theme_id=state.roads.pk))
    publish(state, answered(state, text="Another road of stone"))
    published(state, text="Nothing of that kind")
    indexed()
    selects, links = facets(guest, q="road")
    assert selects["theme"]["roads"] == 2
    assert selects["region"] == {state.abai.slug: 1}
    assert selects["state"] == {"in_work": 2, "answered": 1}
    assert sum(selects["body"].values()) == 3
    assert links["All languages"] == 3


def test_a_facet_in_use_still_offers_the_others_and_narrows_the_rest(state, guest):
    spoken("en", published(state, text="A road somewhere", theme_id=state.roads.pk))
    spoken("ru", published(state, text="Дорога и road рядом", theme_id=state.roads.pk))
    spoken("en", published(state, text="One more road"))
    indexed()
    selects, links = facets(guest, q="road", language="ru")
    assert links == {"All languages": 3, "in Russian": 1, "in English": 2}
    assert selects["theme"] == {"roads": 1}
    body = next(iter(selects["body"]))
    assert found(guest, "road", language="ru", body=body) == ["Дорога и road рядом"]


@pytest.mark.parametrize(
    "filters", [{"body": "no-such"}, {"theme": "no-such"}, {"state": "x"}, {"language": "de"}]
)
def test_an_unknown_filter_is_told_in_a_sentence(state, guest, filters):
    response = guest.get("/en/search/", {"q": "road", **filters})
    assert response.status_code == 404
    assert "There is no such theme" in response.content.decode()


def test_nothing_under_filters_leads_back_to_the_search(state, guest):
    spoken("en", published(state, text="A road somewhere"))
    indexed()
    page = guest.get("/en/search/", {"q": "road", "language": "kk"}).content.decode()
    assert "Nothing under these filters" in page
    assert 'href="?q=road"' in page


def test_a_page_behind_the_last_one_leads_back(state, guest):
    published(state, text="A road somewhere")
    indexed()
    assert "There are no more pages" in guest.get("/en/search/", {"q": "road", "page": "4"}).content.decode()


# -- the index and its vocabulary


def vocabulary():
    return dict(SearchWord.objects.values_list("word", "seen")), dict(
        SearchLemma.objects.values_list("lemma", "seen")
    )


def test_words_are_counted_exactly_and_a_masked_one_leaves(state):
    question = published(state, text="Something about Mr Bridges here")
    published(state, text="Something else here")
    indexed()
    words, lemmas = vocabulary()
    assert (words["something"], words["bridges"], lemmas["bridg"], lemmas[""]) == (2, 1, 1, 2)
    mask_question(person=state.dana, number=question.number, fragments=["Mr Bridges"], now=MONDAY)
    indexed()
    words, lemmas = vocabulary()
    assert "bridges" not in words
    assert "bridg" not in lemmas
    assert (words["something"], lemmas[""]) == (2, 2)
    withdraw_question(person=state.aigerim, number=question.number, now=MONDAY)
    indexed()
    words, lemmas = vocabulary()
    assert (words["something"], words["here"], lemmas[""]) == (1, 1, 1)


def test_texts_of_an_older_reading_are_read_anew_in_steps(state, guest):
    texts = [f"Мектептеріміздің жылуы номер {number}" for number in range(5)]
    for text in texts:
        published(state, text=text)
    indexed()
    before = vocabulary()
    kept = list(SearchText.objects.order_by("pk").values_list("lemmas", "folded"))
    # As the migration leaves them.
    SearchText.objects.update(reading=0, lemmas="", folded="")
    SearchWord.objects.all().delete()
    SearchLemma.objects.all().delete()
    assert found(guest, "мектеп") == []
    assert react(limit=2) == 2
    assert found(guest, "мектеп") == [texts[4], texts[3]]
    assert [react(limit=2) for _step in range(3)] == [2, 1, 0]
    assert list(SearchText.objects.order_by("pk").values_list("lemmas", "folded")) == kept
    assert vocabulary() == before


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
