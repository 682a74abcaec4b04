"""Bodies, themes, the home page and the pages about the site."""

from datetime import timedelta

import pytest

from sukhbat.bodies.models import Body
from sukhbat.kernel.models import Site
from sukhbat.questions.actions import withdraw_question
from tests.assignments.steps import answered, assigned, redirected
from tests.people import MONDAY, ask, make_conference
from tests.web.steps import publish, published

pytestmark = pytest.mark.django_db


def text_of(response):
    return response.content.decode()


def numbers(response, slug):
    row = next(row for row in response.context["rows"] if row.body.slug == slug)
    return row.held.received, row.held.answered, row.held.in_work, row.overdue, row.held.declined


def test_the_tree_has_parents_first_and_numbers_that_follow_the_questions(state, guest, at):
    answered(state)
    ask(state)
    response = guest.get("/en/bodies/")
    assert next((row.body.slug, row.depth) for row in response.context["rows"]) == ("office", 0)
    assert numbers(response, "min-digital") == (2, 1, 1, 0, 0)
    at(MONDAY + timedelta(days=60))
    assert numbers(guest.get("/en/bodies/"), "min-digital") == (2, 1, 1, 1, 0)


def test_a_body_in_a_ring_or_without_parent_is_not_lost(state):
    from sukhbat.questions.rules import Balance
    from sukhbat.web.directory.tree import tree_rows

    bodies = [state.ministry, state.other]
    rows = tree_rows(bodies, {body.pk: Balance() for body in bodies}, {})
    assert [(row.body, row.depth) for row in rows] == [(state.ministry, 0), (state.other, 0)]


def test_a_body_s_equation_counts_what_it_sent_on(state, guest):
    question = published(state)
    redirected(state, question)
    ask(state)
    equation = guest.get("/en/bodies/min-digital/").context["equation"]
    assert equation.closes
    assert [part.value for part in equation.came] == [2, 0]
    assert [part.value for part in equation.went] == [0, 0, 1, 0, 0, 1]
    other = guest.get("/en/bodies/min-transport/")
    assert [part.value for part in other.context["equation"].came] == [0, 1]
    assert question.text in text_of(other)


def test_a_body_that_is_gone_names_its_successor_and_takes_no_questions(state, guest):
    Body.objects.filter(pk=state.ministry.pk).update(valid_until=MONDAY.date(), successor=state.other)
    page = text_of(guest.get("/en/bodies/min-digital/"))
    assert "no longer in force since 23 November 2026" in page
    assert "/en/bodies/min-transport/" in page
    assert "Ask this body" not in page


def test_a_theme_lists_its_questions_and_who_answers(state, guest):
    question = published(state)
    page = text_of(guest.get("/en/themes/internet/"))
    assert question.text in page
    assert state.ministry.name_en in page
    assert question.text not in text_of(guest.get("/en/themes/roads/"))


@pytest.mark.parametrize("address", ["/en/bodies/none/", "/en/themes/none/", "/en/conferences/none/"])
def test_what_is_missing_is_404(state, guest, address):
    assert guest.get(address).status_code == 404


def test_home_shows_the_balance_the_answers_and_what_is_coming(state, guest):
    make_conference(state)
    question = publish(state, answered(state))
    waiting = ask(state)
    withdraw_question(person=state.aigerim, number=waiting.number, now=MONDAY)
    ask(state)
    response = guest.get("/en/")
    assert [part.value for part in response.context["parts"]] == [3, 1, 1, 0, 1, 0, 0]
    page = text_of(response)
    assert question.text in page
    assert "Интернет және тарифтер (en)" in page
    assert 'action="/en/ask/draft/"' in page
    assert "csrfmiddlewaretoken" not in page


def test_every_number_of_the_home_page_opens_to_as_many_questions(state, guest, at):
    publish(state, answered(state))
    publish(state, assigned(state))
    published(state)
    at(MONDAY + timedelta(days=60))
    for part in guest.get("/en/").context["parts"]:
        if part.url:
            shown = text_of(guest.get(part.url)).count('<li class="stack question compact"')
            assert shown == part.value, part.label


def test_a_sample_says_so(state, guest):
    assert ">Sample<" not in text_of(guest.get("/en/"))
    Site.objects.update_or_create(pk=1, defaults={"is_sample": True})
    from django.core.cache import caches

    caches["fragments"].clear()
    assert ">Sample<" in text_of(guest.get("/en/"))


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
@pytest.mark.parametrize(
    "address", ["", "how/", "accessibility/", "bodies/", "themes/", "questions/", "search/"]
)
def test_every_page_is_there_in_three_languages_and_names_the_others(state, guest, language, address):
    page = text_of(guest.get(f"/{language}/{address}"))
    assert f'<html lang="{language}">' in page
    for other in ("kk", "ru", "en"):
        assert f'hreflang="{other}" href="/{other}/{address}"' in page
    assert page.count("<h1") == 1


def test_an_official_finds_their_desk_in_the_menu(state, guest):
    guest.force_login(state.dana)
    page = text_of(guest.get("/en/"))
    assert "/en/moderation/" in page
    assert "/en/operator/" not in page
