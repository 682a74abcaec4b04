"""The piles of a desk: what lies where, for whom, at what cost, and many at once."""

import re

import pytest
from django.urls import reverse
from django.utils import translation

from sukhbat.assignments.models import Assignment
from sukhbat.bodies.rules import Role
from sukhbat.questions.models import Question
from tests.assignments.steps import answered, assigned, handed_over, redirected
from tests.people import MONDAY, appoint, ask, make_person

pytestmark = pytest.mark.django_db
DESK = "/en/desk/bodies/min-digital/"


def counts(page):
    """The tabs' numbers by pile."""
    text = page.content.decode()
    return {
        name: int(n)
        for name, n in re.findall(r'href="\?pile=(\w+)"[^>]*>[^<]*<span class="count">(\d+)<', text)
    }


def numbers(page):
    return [row.question.number for row in page.context["rows"]]


def test_a_guest_is_sent_to_sign_in_and_back(enter):
    response = enter(None).get(DESK)
    assert response.status_code == 302
    assert "next=" in response["Location"]


@pytest.mark.parametrize(
    ("name", "status"), [("aigerim", 403), ("farid", 403), ("dana", 403), ("madina", 200)]
)
def test_only_the_body_the_coordinator_and_the_auditor_come_in(state, enter, name, status):
    assert enter(getattr(state, name)).get(DESK).status_code == status


def test_home_leads_straight_to_the_only_desk(state, enter):
    assert enter(state.saule).get("/en/desk/")["Location"] == DESK
    assert enter(state.aigerim).get("/en/desk/").status_code == 403


def test_home_offers_a_choice_of_several(state, enter):
    appoint(state.saule, Role.EXECUTOR, state.other)
    page = enter(state.saule).get("/en/desk/").content.decode()
    assert DESK in page
    assert "/en/desk/bodies/min-transport/" in page
    assert "akimat" not in page


def test_each_question_lies_in_its_piles(state, enter):
    fresh = ask(state)
    held, waiting, done = assigned(state), handed_over(state), answered(state)
    late = assigned(state)
    Question.objects.filter(pk=late.pk).update(registered_on="2026-11-02", due_on="2026-11-20")
    Question.objects.filter(pk=held.pk).update(due_on="2026-11-26")
    client = enter(state.erlan)
    page = client.get(DESK)
    assert counts(page) == {
        "unassigned": 1, "mine": 3, "signature": 1, "soon": 1, "overdue": 1, "work": 4, "answered": 1,
    }  # fmt: skip
    found = {name: set(numbers(client.get(f"{DESK}?pile={name}"))) for name in counts(page)}
    assert found["unassigned"] == {fresh.number}
    assert found["mine"] == {held.number, waiting.number, late.number}
    assert found["signature"] == {waiting.number}
    assert found["soon"] == {held.number}
    assert found["overdue"] == {late.number}
    assert found["answered"] == {done.number}


def test_the_most_urgent_is_first(state, enter):
    first, second = ask(state), ask(state)
    Question.objects.filter(pk=second.pk).update(due_on="2026-11-25")
    assert numbers(enter(state.saule).get(DESK)) == [second.number, first.number]


def test_everyone_begins_where_their_work_waits(state, enter):
    ask(state), handed_over(state)
    starts = {
        name: enter(getattr(state, name)).get(DESK).context["here"] for name in ("saule", "erlan", "gulnar")
    }
    assert starts == {"saule": "unassigned", "erlan": "mine", "gulnar": "signature"}


def test_a_redirected_question_leaves_the_desk(state, enter):
    redirected(state, ask(state))
    assert counts(enter(state.saule).get(DESK))["work"] == 0


def test_a_number_opens_the_question_and_words_find_it(state, enter):
    question = ask(state, text="Ақсуат ауылына су құбыры қашан тартылады?")
    elsewhere = ask(state, text="Ақсуат ауылының жолы нашар", theme_id=state.roads.pk)
    client = enter(state.saule)
    response = client.get(DESK, {"q": question.shown_number.lower()})
    assert response["Location"] == reverse("desk:item", args=[question.shown_number]).replace("/kk/", "/en/")
    assert numbers(client.get(DESK, {"q": "құбыры Ақсуат"})) == [question.number]
    assert numbers(client.get(DESK, {"q": elsewhere.shown_number})) == []


def test_filters_narrow_and_nonsense_does_not(state, enter):
    here = ask(state, region_id=state.abai.pk)
    ask(state, region_id=state.astana.pk)
    client = enter(state.saule)
    assert numbers(client.get(DESK, {"region": "10"})) == [here.number]
    assert (
        len(numbers(client.get(DESK, {"region": "no", "theme": "\x00", "language": "xx", "page": "9x"}))) == 2
    )
    assert client.get(DESK, {"page": "99"}).status_code == 200
    assert client.get(DESK, {"pile": "'; DROP", "item": "'"}).status_code == 404


@pytest.fixture
def crowd(state):
    """400 questions of the ministry in work, half of them assigned; copies of real ones, put in at once."""
    rows, held = [], []
    template = ask(state)
    for place in range(399):
        row = Question.objects.get(pk=template.pk)
        row.pk, row.number = Question().pk, f"{place:09}"
        row.stage = "assigned" if place % 2 else "received"
        rows.append(row)
        if place % 2:
            held.append(
                Assignment(question=row, executor=state.erlan, assigned_by=state.saule, assigned_at=MONDAY)
            )
    Question.objects.bulk_create(rows)
    Assignment.objects.bulk_create(held)
    return rows


@pytest.mark.parametrize("pile", ["unassigned", "work", "mine"])
def test_a_list_of_four_hundred_costs_twelve_queries_at_most(
    state, crowd, enter, django_assert_max_num_queries, pile
):
    appoint(state.saule, Role.EXECUTOR, state.ministry)
    client = enter(state.saule)
    client.get(DESK)
    with django_assert_max_num_queries(12):
        page = (
            client.get(f"{DESK}?pile={pile}&region=10&theme=internet")
            if pile == "mine"
            else client.get(f"{DESK}?pile={pile}")
        )
    assert page.status_code == 200


def test_pages_of_a_long_list_show_each_question_once(state, crowd, enter):
    client = enter(state.saule)
    seen = [
        number for page in range(1, 10) for number in numbers(client.get(f"{DESK}?pile=work&page={page}"))
    ]
    assert len(seen) == len(set(seen)) == 400


def test_ticked_questions_go_to_one_executor(state, enter):
    ticked, left = [ask(state) for _ in range(3)], ask(state)
    client = enter(state.saule)
    data = {
        "pick": [question.number for question in ticked],
        "executor": str(state.erlan.pk),
        "back": f"{DESK}?pile=unassigned&region=10",
    }
    response = client.post(f"{DESK}assign/", data)
    assert (response.status_code, response["Location"]) == (303, data["back"])
    assert Assignment.objects.filter(executor=state.erlan).count() == 3
    assert "3 questions were assigned." in client.get(DESK).content.decode()
    left.refresh_from_db()
    assert left.stage == "received"


def test_all_that_the_page_shows_in_one_press_without_scripts(state, enter):
    shown = [ask(state) for _ in range(4)]
    client = enter(state.saule)
    page = client.get(DESK).content.decode()
    listed = re.search(r'name="shown" value="([^"]+)"', page)[1]
    client.post(f"{DESK}assign/", {"scope": "page", "shown": listed, "executor": str(state.erlan.pk)})
    assert Assignment.objects.filter(ended_at=None).count() == len(shown)


@pytest.mark.parametrize(
    "data", [{}, {"pick": ["junk"]}, {"pick": ["7K3MQ2XD5"], "executor": "x"}, {"scope": "page"}]
)
def test_an_empty_choice_says_what_to_do(state, enter, data):
    client = enter(state.saule)
    assert client.post(f"{DESK}assign/", data).status_code == 303
    assert "Tick the questions" in client.get(DESK).content.decode()


def test_an_executor_may_not_assign_in_bulk(state, enter):
    question = ask(state)
    client = enter(state.erlan)
    client.post(f"{DESK}assign/", {"pick": [question.number], "executor": str(state.erlan.pk)})
    assert not Assignment.objects.exists()
    assert "Only a dispatcher" in client.get(DESK).content.decode()


def test_a_foreign_address_is_no_way_back(state, enter):
    response = enter(state.saule).post(f"{DESK}assign/", {"back": "//evil.example/"})
    assert response["Location"] == DESK


def test_the_pane_shows_the_chosen_question_beside_the_list(state, enter):
    question = ask(state)
    page = enter(state.saule).get(DESK, {"item": question.shown_number}).content.decode()
    assert 'class="card stack pane"' in page
    assert reverse("desk:assign", args=[question.shown_number]).replace("/kk/", "/en/") in page


def test_the_menu_leads_only_where_the_person_may_go(state, enter):
    with translation.override("en"):
        page = enter(state.saule).get(DESK).content.decode()
    nav = re.search(r'<nav class="nav".*?</nav>', page, re.DOTALL)[0]
    assert re.findall(r'href="([^"]+)"', nav) == ["/en/desk/"]
    appoint(state.saule, Role.MODERATOR, state.coordinator)
    nav = re.search(r'<nav class="nav".*?</nav>', enter(state.saule).get(DESK).content.decode(), re.DOTALL)[0]
    assert re.findall(r'href="([^"]+)"', nav) == ["/en/desk/", "/en/moderation/"]


def test_an_auditor_reads_and_cannot_act(state, enter):
    nurlan = make_person("nurlan")
    appoint(nurlan, Role.AUDITOR, state.coordinator)
    ask(state)
    page = enter(nurlan).get(DESK).content.decode()
    assert 'method="post" action="/en/desk' not in page


def test_what_is_dealt_with_in_the_pane_leads_to_the_next_one(state, enter):
    questions = [ask(state) for _ in range(2)]
    client = enter(state.saule)
    page = client.get(f"{DESK}?pile=unassigned&item={questions[0].shown_number}").content.decode()
    back = re.search(r'name="back" value="([^"]+)"', page)[1].replace("&amp;", "&")
    assert back == f"{DESK}?pile=unassigned&item={questions[1].shown_number}"
    data = {"executor": state.erlan.pk, "back": back}
    assert client.post(f"/en/desk/{questions[0].shown_number}/assign/", data)["Location"] == back
    page = client.get(back).content.decode()
    assert f'name="back" value="{DESK}?pile=unassigned"' in page
