"""One concern's page: its name, its numbers, its answer, its questions, and where other numbers lead."""

import re
from datetime import timedelta

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sukhbat.answers.collective import fingerprint_of
from sukhbat.answers.queries import written
from sukhbat.answers.recipients import choices_of
from sukhbat.bodies.models import Region
from sukhbat.concerns import answering
from sukhbat.concerns.labelling import NewLabel, keep_labels
from sukhbat.concerns.merging import merge_concerns
from sukhbat.concerns.models import Concern
from sukhbat.questions.actions import withdraw_question
from sukhbat.questions.models import Question
from sukhbat.questions.moderation import hide_question
from sukhbat.web.concerns.questions import PAGE
from tests.answers.collective_steps import RUSSIAN, drafted
from tests.assignments.steps import TEXT
from tests.concerns.steps import ask_many, asker, regroup
from tests.people import MONDAY
from tests.web.concerns.steps import concern, count, public, text_of
from tests.web.steps import a_ground, hidden

pytestmark = pytest.mark.django_db


def page_of(guest, found, query="", language="en"):
    return guest.get(f"/{language}/concerns/{found.number}/{query}")


def numbers_shown(response) -> list[str]:
    return re.findall(r'<li class="num">([0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z])</li>', text_of(response))


@pytest.fixture
def net(state):
    """Twelve people of Abai in one concern."""
    return concern(public(state, 12, region_id=state.abai.pk, text="When comes the net to our village?"))


def test_a_page_tells_people_questions_body_and_that_it_is_no_survey(guest, net):
    page = text_of(page_of(guest, net))
    assert '<h1 lang="kk">When comes the net to our village?</h1>' in page
    assert "This is not a survey." in page
    assert "<dt>people</dt><dd>12</dd>" in page
    assert '<a href="#questions">12</a>' in page
    assert "/en/bodies/min-digital/" in page
    assert page.count("<h1") == 1


def test_it_is_called_in_the_reader_s_language_where_there_is_a_name(state, guest, net):
    russian = public(state, 1, text="Когда проведут интернет в наше село?")[0]
    Question.objects.filter(pk=russian.pk).update(language="ru")
    kazakh = Question.objects.exclude(pk=russian.pk).first()
    regroup(list(Question.objects.all()))
    labels = [NewLabel(net.pk, "ru", russian.pk, ("интернет", "село")), NewLabel(net.pk, "kk", kazakh.pk, ())]
    keep_labels(concerns=[net.pk], labels=labels, now=MONDAY)
    assert '<h1 lang="ru">Когда проведут интернет в наше село?</h1>' in text_of(
        page_of(guest, net, language="ru")
    )
    assert f'<h1 lang="kk">{kazakh.text}</h1>' in text_of(page_of(guest, net, language="kk"))
    assert '<span class="chip line">in Kazakh</span>' in text_of(page_of(guest, net))
    assert '<span class="chip line">' not in text_of(page_of(guest, net, language="kk")).split("<h1")[
        0
    ].replace('<span class="chip line num">', "")


def test_each_number_opens_to_its_questions(state, guest, net):
    response = page_of(guest, net)
    assert [(row.words, row.people, row.url) for row in response.context["languages"]] == [
        ("in Kazakh", 12, f"/en/concerns/{net.number}/?language=kk#questions")
    ]
    for query in ("?language=kk", "?region=10", "?theme=internet", "?week=2026-11-23"):
        narrowed = page_of(guest, net, query)
        assert narrowed.context["cell_people"] == 12
        assert len(numbers_shown(narrowed)) == PAGE


def test_questions_come_in_pages_each_once(state, guest):
    asked = public(state, PAGE + 5)
    found = concern(asked)
    first = page_of(guest, found)
    second = guest.get(first.context["list"].older_url)
    assert numbers_shown(first) + numbers_shown(second) == [one.shown_number for one in reversed(asked)]
    assert numbers_shown(guest.get(second.context["list"].newer_url)) == numbers_shown(first)
    assert page_of(guest, found, "?before=x").status_code == 404


def test_only_public_questions_that_count_are_shown(state, guest):
    asked = public(state, 7)
    unshown = hidden(state, person=asker(ask_many(state, 1)[0]), text="A text that was hidden on a ground")
    waiting = ask_many(state, 1, text="A text that waits for its check")[0]
    regroup([*asked, unshown, waiting])
    withdraw_question(person=asker(asked[0]), number=asked[0].number, now=MONDAY)
    found = concern([*asked[1:], waiting])
    page = text_of(page_of(guest, found))
    assert set(numbers_shown(page_of(guest, found))) == {one.shown_number for one in asked[1:]}
    assert "hidden on a ground</a>" not in page
    assert "waits for its check</a>" not in page
    assert "<dt>people</dt><dd>6</dd>" in page


def test_merged_numbers_lead_to_the_end_of_the_line(state, guest):
    sets = [public(state, 6, text=f"The net number {n}") for n in range(3)]
    regroup(*sets)
    count()
    first, second, third = Concern.objects.order_by("number")
    merge_concerns(person=state.madina, number=first.number, into=second.number, now=MONDAY)
    merge_concerns(person=state.madina, number=second.number, into=third.number, now=MONDAY)
    count()
    for old in (first, second):
        response = page_of(guest, old)
        assert (response.status_code, response["Location"]) == (301, f"/en/concerns/{third.number}/")
    assert page_of(guest, third).context["numbers"].people == 18
    assert guest.get(f"/en/concerns/{first.number}/cells.csv").status_code == 200


def test_an_ended_concern_says_so(guest, net):
    Concern.objects.filter(pk=net.pk).update(ended_at=MONDAY + timedelta(days=1))
    page = text_of(page_of(guest, net))
    assert "This concern ended on 24 November 2026" in page
    assert "<dt>people</dt>" not in page


def test_a_concern_without_public_questions_tells_nothing_of_them(state, guest):
    regroup(ask_many(state, 6, text="A text that waits for its check"))
    count()
    page = text_of(page_of(guest, Concern.objects.get()))
    assert "No question of this concern is public now." in page
    assert "waits for its check?" not in page
    assert "A text that" not in page


def test_before_it_is_counted_it_says_so(state, guest):
    regroup(public(state, 6))
    page = text_of(page_of(guest, Concern.objects.get()))
    assert "It is counted within a minute." in page


@pytest.mark.parametrize("number", ["0", "999999", "99999999999999999999"])
def test_a_number_of_none_is_a_sentence(state, guest, number):
    response = guest.get(f"/en/concerns/{number}/")
    assert response.status_code == 404
    assert guest.get(f"/en/concerns/{number}/cells.csv").status_code == 404


def test_rates_need_the_population(state, guest, net):
    assert "per 10,000 residents</dt>" not in text_of(page_of(guest, net))
    Region.objects.update(population=300_000)
    caches["fragments"].clear()
    response = page_of(guest, net)
    assert "<dt>people per 10,000 residents</dt><dd>0.20</dd>" in text_of(response)
    assert [(tile.people, tile.rate) for tile in response.context["map"].tiles] == [(12, "0.40"), (None, "")]


def test_weeks_are_bars_and_rows(state, guest):
    before = public(state, 6, now=MONDAY - timedelta(weeks=3))
    found = concern(before, public(state, 12))
    weeks = page_of(guest, found).context["weeks"]
    assert [(str(bar.week), bar.people) for bar in weeks.bars[-4:]] == [
        ("2026-11-02", 6),
        ("2026-11-09", None),
        ("2026-11-16", None),
        ("2026-11-23", 12),
    ]
    assert [bar.height for bar in weeks.bars] == [0] * 5 + [30, 0, 0, 60]
    assert '<a href="?week=2026-11-02#questions">' in text_of(page_of(guest, found))
    assert len(numbers_shown(page_of(guest, found, "?week=2026-11-02"))) == 6


def test_the_cost_does_not_grow_with_the_questions(state, guest):
    def cost(found) -> int:
        caches["fragments"].clear()
        with CaptureQueriesContext(connection) as seen:
            assert page_of(guest, found).status_code == 200
        return len(seen)

    few = concern(public(state, 5))
    cost(few)
    small = cost(few)
    many = concern(public(state, PAGE + 10, text="Another matter that many more people ask about"))
    assert cost(many) == small <= 18
    with CaptureQueriesContext(connection) as warm:
        page_of(guest, many)
    assert len(warm) <= 12


def test_an_answer_to_all_is_told_with_how_many_got_it(state, guest, net):
    drafted(
        state, answering.matter_of(net), kk="Интернет 2027 жылғы 1 қыркүйекке дейін тартылады.", ru=RUSSIAN
    )
    draft = answering.hand_over(person=state.erlan, number=net.number, now=MONDAY)
    seen = fingerprint_of(written(draft), choices_of(draft))
    answering.sign(person=state.gulnar, number=net.number, seen=seen, now=MONDAY)
    count()
    page = text_of(page_of(guest, net, language="ru"))
    assert RUSSIAN in page
    assert 'class="answer" lang="ru"' in page
    response = page_of(guest, net)
    assert response.context["told"][1] == 12
    assert "It went to 12 questions, to each asker by themselves." in text_of(response)
    assert "nothing in work" in text_of(guest.get("/en/concerns/"))


def test_an_answer_that_only_hidden_questions_got_is_not_told(state, guest, net):
    """Others may ask the same later; what the hidden ones asked is not to be read in their answer."""
    drafted(state, answering.matter_of(net), kk=TEXT)
    draft = answering.hand_over(person=state.erlan, number=net.number, now=MONDAY)
    answered = list(Question.objects.all())
    regroup([*answered, *public(state, 6)])
    seen = fingerprint_of(written(draft), choices_of(draft))
    answering.sign(person=state.gulnar, number=net.number, seen=seen, now=MONDAY)
    for question in answered:
        hide_question(person=state.dana, number=question.number, ground=a_ground(), now=MONDAY)
    count()
    response = page_of(guest, net)
    assert response.context["name"] is not None
    assert response.context["told"] is None
    assert TEXT not in text_of(response)


def test_a_village_counts_with_its_region(state, guest):
    values = {f"name_{code}": "Қарауыл" for code in ("kk", "ru", "en")}
    district = Region.objects.create(slug="1030", kind="district", parent=state.abai, **values)
    okrug = Region.objects.create(slug="103020", kind="okrug", parent=district, **values)
    village = Region.objects.create(slug="10302001", kind="village", parent=okrug, **values)
    places = (state.abai, district, okrug, village)
    found = concern(*(public(state, 2, region_id=place.pk) for place in places))
    response = page_of(guest, found)
    assert [(tile.place.slug, tile.people) for tile in response.context["map"].tiles] == [
        ("10", 8),
        ("71", None),
    ]
    assert len(numbers_shown(page_of(guest, found, "?region=10"))) == 8
    assert page_of(guest, found, "?region=1030").status_code == 404
