"""What rises this week on the home page: people, languages, a trend; nothing of few people, nothing when nothing rises."""

from datetime import timedelta

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sukhbat.questions.models import Question
from sukhbat.questions.moderation import hide_question
from tests.people import MONDAY
from tests.web.concerns.steps import concern, public, text_of
from tests.web.steps import a_ground

pytestmark = pytest.mark.django_db
HEAD = "What worries people now"


def rise(state, people: int, text: str, *, russian: int = 0):
    """A concern of six people seven weeks ago, and of so many this week, some of whom asked in Russian."""
    new = public(state, people, text=text)
    Question.objects.filter(pk__in=[one.pk for one in new[:russian]]).update(language="ru")
    return concern(public(state, 6, text=text, now=MONDAY - timedelta(weeks=7)), new)


def strip(page: str) -> str:
    return page.partition('id="worries-head"')[2].partition("</section>")[0]


def test_a_rise_stands_with_people_languages_and_trend(state, guest):
    found = rise(state, 30, "When comes the net to our village?", russian=9)
    page = strip(text_of(guest.get("/en/")))
    assert f'<a href="/en/concerns/{found.number}/">When comes the net to our village?</a>' in page
    assert '<b class="much">30</b>' in page
    assert "<li>in Kazakh, in Russian</li>" in page
    assert 'aria-label="People by week, the last nine weeks: – 6 – – – – – – 30"' in page
    assert "10 times the usual week, or more" in page
    assert "This is not a survey." in page


def test_nothing_stands_there_when_nothing_rises(state, guest):
    assert HEAD not in text_of(guest.get("/en/"))
    caches["fragments"].clear()
    concern(public(state, 2, now=MONDAY - timedelta(weeks=7)), public(state, 2))
    page = text_of(guest.get("/en/"))
    assert HEAD not in page
    assert 'id="worries-head"' not in page


def test_when_nothing_rises_the_largest_stand_there(state, guest):
    texts = ("Net is slow", "Bridge is closed", "Clinic is full", "School is cold")
    found = [
        concern(public(state, 4 + n, text=f"{text} since spring, when is it repaired?"))
        for n, text in enumerate(texts)
    ]
    page = text_of(guest.get("/en/"))
    assert HEAD not in page
    page = strip(page)
    assert [f"/concerns/{one.number}/" in page for one in found] == [False, True, True, True]
    assert [page.index(f'<b class="much">{n}</b>') for n in (7, 6, 5)] == sorted(
        page.index(f'<b class="much">{n}</b>') for n in (5, 6, 7)
    )
    assert 'class="spark"' not in page
    assert "This is not a survey." in page
    for question in Question.objects.filter(text__startswith="School"):
        hide_question(person=state.dana, number=question.number, ground=a_ground(), now=MONDAY)
    assert "School" not in strip(text_of(guest.get("/en/")))


def test_few_people_of_a_language_or_a_week_are_not_told(state, guest):
    """Three of thirty asked in Russian: neither language may be told. A week of three people has no bar."""
    text = "When comes the net to our village?"
    new = public(state, 30, text=text)
    Question.objects.filter(pk__in=[one.pk for one in new[:3]]).update(language="ru")
    weeks = [
        public(state, n, text=text, now=MONDAY - timedelta(weeks=back))
        for back, n in ((7, 6), (6, 3), (5, 3))
    ]
    concern(*weeks, new)
    page = strip(text_of(guest.get("/en/")))
    assert '<b class="much">30</b>' in page
    assert "in Russian" not in page
    assert "in Kazakh" not in page
    assert 'nine weeks: – 6 – – – – – – 30"' in page


def test_the_three_steepest_stand_there(state, guest):
    texts = ("Net is slow", "Bridge is closed", "Clinic is full", "School is cold")
    found = [
        rise(state, 12 + 8 * n, f"{text} since spring, when is it repaired?") for n, text in enumerate(texts)
    ]
    page = strip(text_of(guest.get("/en/")))
    assert [f"/concerns/{one.number}/" in page for one in found] == [False, True, True, True]


def test_a_hidden_text_is_gone_at_once(state, guest):
    rise(state, 30, "The words that will be hidden in a moment")
    assert "hidden in a moment" in strip(text_of(guest.get("/en/")))
    for question in Question.objects.all():
        hide_question(person=state.dana, number=question.number, ground=a_ground(), now=MONDAY)
    assert HEAD not in text_of(guest.get("/en/"))


def test_what_the_strip_costs(state, guest):
    """The numbers are kept for a minute; each page reads the words only: concerns, labels, first questions."""

    def cost() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert guest.get("/en/").status_code == 200
        return len(seen)

    guest.get("/en/")
    without = cost()
    rise(state, 30, "When comes the net to our village?")
    caches["fragments"].clear()
    guest.get("/en/")
    one = cost()
    assert one <= without + 3
    rise(state, 20, "Why is the bridge closed since spring?")
    caches["fragments"].clear()
    guest.get("/en/")
    assert cost() == one
