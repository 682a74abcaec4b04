"""The page of a conference on air: what the server shows before any script, to whom, and at which cost."""

import gzip
import re
from datetime import timedelta

import pytest

from sukhbat.conferences.hosting import pause_conference
from sukhbat.conferences.models import PublishedOrder
from sukhbat.questions.models import OrderEdition
from sukhbat.questions.moderation import hide_question
from sukhbat.questions.supports import Wish, change_supports
from tests.people import MONDAY, ask, make_conference
from tests.studio.steps import RECORD, aired, answered, public
from tests.web.steps import a_ground

pytestmark = pytest.mark.django_db
ADDRESS = "/en/conferences/internet/"
PRESSED = 'value="no" aria-pressed="true"'
RECORDING = "https://video.example.kz/talk.mp4"


def lead(conference, *questions, hides=False):
    PublishedOrder.objects.create(
        conference=conference, support=50, quota=30, lottery=20, hides_counts=hides, seed=b"s" * 32,
        commitment="c" * 64, published_at=MONDAY,
    )  # fmt: skip
    places = [[question.number, "support", None] for question in questions]
    OrderEdition.objects.create(conference=conference, taken_at=MONDAY, input_digest="0" * 64, places=places)


def support(state, person, question):
    change_supports(wishes=[Wish(person.pk, question.number, True, "10.0.0.1")], now=MONDAY)


def test_nothing_on_air_is_a_sentence(conference, guest, page_of):
    page = page_of(guest)
    assert "No question is on air at this moment" in page
    assert "No answer has been written down yet" in page
    assert "There is no broadcast on this page" in page
    assert "noscript" in page
    assert f'<a href="{ADDRESS}">Refresh</a>' in page
    assert "http-equiv" not in page


def test_the_question_on_air_stands_first(state, conference, guest, page_of):
    question = public(state, conference, text="Why is the net so slow here?")
    aired(state, conference, question)
    page = page_of(guest)
    card = re.search(r'data-part="air".*?</section>', page, re.DOTALL)[0]
    assert "Why is the net so slow here?" in card
    assert question.shown_number in card
    assert f'<article class="card stack question onair" data-number="{question.number}">' in card
    assert card.count('aria-live="polite"') == 1
    assert page.count("aria-live") == 2, "the card, and what is similar while one types"


def test_an_answer_tells_its_second_and_that_nobody_confirmed_it_yet(state, conference, guest, page_of):
    type(conference).objects.filter(pk=conference.pk).update(recording_url=RECORDING)
    answered(state, conference, public(state, conference))
    page = page_of(guest)
    assert "00:10:00" in page
    assert RECORD in page
    assert "from the air, not confirmed yet" in page
    assert f'href="{RECORDING}#t=600"' in page


def test_a_hidden_text_leaves_the_air_and_the_answers(state, conference, guest, page_of):
    said = public(state, conference, text="An answered question that goes")
    answered(state, conference, said)
    on_air = public(state, conference, text="A question on air that goes")
    aired(state, conference, on_air)
    for question in (said, on_air):
        assert question.text in page_of(guest)
        hide_question(person=state.dana, number=question.number, ground=a_ground(), now=MONDAY)
        assert question.text not in page_of(guest)


@pytest.mark.parametrize("hides", [False, True])
def test_the_leading_questions_have_buttons(state, conference, guest, page_of, hides):
    first, second = public(state, conference, text="The first of them all?"), public(state, conference)
    lead(conference, first, second, hides=hides)
    support(state, state.bolat, first)
    page = page_of(guest)
    part = re.search(r'id="leading".*?</section>', page, re.DOTALL)[0]
    assert re.findall(r'data-leading="(\w+)"', part) == [first.number, second.number]
    assert ("<b data-supports>1</b>" in part) is not hides
    assert ("told after the live part" in part) is hides
    assert "csrfmiddlewaretoken" not in page


def test_one_s_own_support_and_question_are_marked_for_oneself_alone(state, conference, guest, page_of):
    question = public(state, conference, text="A question that bolat supports")
    lead(conference, question)
    support(state, state.bolat, question)
    assert PRESSED not in page_of(guest)
    guest.force_login(state.bolat)
    page = page_of(guest)
    assert page.count(PRESSED) == 2
    assert "You have not asked this conference anything yet" in page
    guest.force_login(state.aigerim)
    page = page_of(guest)
    assert PRESSED not in page
    mine = re.search(r'id="mine".*?</section>', page, re.DOTALL)[0]
    assert question.shown_number in mine
    assert "Place 1 on the way to the air" in mine
    assert "By support. Supported by: 1." in mine
    assert f'data-support="{question.number}"' not in page


def test_a_waiting_question_of_one_s_own_says_what_it_waits_for(state, conference, guest, page_of):
    ask(state, conference=conference)
    guest.force_login(state.aigerim)
    assert "A moderator looks at the text" in page_of(guest)


def test_a_pause_is_told(state, conference, guest, page_of):
    hint = 'data-part="paused" hidden'
    assert hint in page_of(guest)
    pause_conference(person=state.aruzhan, slug=conference.slug, now=MONDAY)
    assert hint not in page_of(guest)


def test_while_collecting_the_leading_questions_are_there_and_nothing_live(state, guest, page_of):
    conference = make_conference(state)
    question = public(state, conference)
    lead(conference, question)
    page = page_of(guest)
    assert f'data-leading="{question.number}"' in page
    assert "data-live=" not in page
    assert "live-stream.js" not in page


def test_after_the_end_the_answers_stay_and_the_buttons_go(state, conference, guest, at, page_of):
    type(conference).objects.filter(pk=conference.pk).update(recording_url=RECORDING)
    answered(state, conference, public(state, conference))
    lead(conference, public(state, conference))
    at(MONDAY + timedelta(hours=3))
    page = page_of(guest)
    assert "Answered on air" in page
    assert RECORD in page
    assert "#t=600" in page
    assert "data-support=" not in page
    assert "data-leading" not in page
    assert "live-stream.js" not in page


def test_a_guest_s_page_is_everyone_s_and_light(state, conference, guest):
    for _ in range(30):
        public(state, conference, text="When will every village have the net? " * 8)
    answered(state, conference, public(state, conference))
    response = guest.get(ADDRESS, headers={"Accept-Encoding": "gzip"})
    assert response["Cache-Control"] == "public, max-age=1, stale-while-revalidate=30"
    assert not response.cookies
    page = gzip.decompress(response.content).decode()
    assert "data-pass-url" not in page
    assert "data-live-ask" not in page
    tag = guest.get(ADDRESS)["ETag"]
    assert guest.get(ADDRESS, headers={"If-None-Match": tag}).status_code == 304
    assert weight(page) + len(response.content) <= 60 * 1024


def weight(page):
    """Packed bytes of the style and every script that the page names."""
    from pathlib import Path

    static = Path(__file__).resolve().parents[2] / "sukhbat" / "web" / "static"
    named = set(re.findall(r'(?:src|href)="/static/([^"]+\.(?:js|css))"', page))
    imported = {f"web/js/live-{name}.js" for name in ("fill", "send")}
    return sum(len(gzip.compress((static / name).read_bytes(), 6)) for name in named | imported)


def test_what_a_warm_page_costs(state, conference, guest, django_assert_max_num_queries):
    questions = [public(state, conference) for _ in range(12)]
    lead(conference, *questions)
    answered(state, conference, questions[0])
    guest.get(ADDRESS)
    with django_assert_max_num_queries(5):
        guest.get(ADDRESS)


def test_what_a_person_s_page_costs(state, conference, guest, django_assert_max_num_queries, page_of):
    questions = [public(state, conference) for _ in range(12)]
    lead(conference, *questions)
    answered(state, conference, questions[0])
    guest.force_login(state.bolat)
    guest.get(ADDRESS)
    with django_assert_max_num_queries(16):
        guest.get(ADDRESS)


def test_a_question_s_page_tells_its_place_and_why(state, conference, guest, page_of):
    first, second = public(state, conference), public(state, conference)
    address = f"/en/questions/{second.shown_number}/"
    assert "On the way to the air" not in page_of(guest, address)
    lead(conference, first)
    assert "It is not among the leading questions" in page_of(guest, address)
    edition = OrderEdition.objects.get()
    edition.places += [[second.number, "quota", "region:10"]]
    edition.reasons, edition.size, edition.aired = [None, [3, 1]], 20, 4
    edition.save()
    page = page_of(guest, address)
    assert "Place 2 on the way to the air" in page
    assert "of the 20 questions 3 are of its region, but only 1 of the 5 places before it" in page
    assert "c" * 64 in page


def test_a_question_s_page_tells_of_the_air(state, conference, guest, page_of):
    question = public(state, conference)
    address = f"/en/questions/{question.shown_number}/"
    assert "on air" not in page_of(guest, address).split("</article>")[1]
    airing = aired(state, conference, question)
    assert "On air now" in page_of(guest, address)
    from sukhbat.answers.live import answer_live
    from sukhbat.questions.records import Record

    record = Record(text=RECORD, language="kk", second=3858)
    answer_live(
        person=state.aruzhan, slug=conference.slug, number=question.number, record=record,
        seen=str(airing.pk), now=MONDAY,
    )  # fmt: skip
    page = page_of(guest, address)
    assert "Answered on air at 01:04:18" in page
    assert "not confirmed yet" in page
    assert RECORD in page
