"""Concerns at the desk in a real browser: judged by axe on a desk and a phone, answered without JavaScript."""

import pytest

from sukhbat.answers.queries import answer_of
from sukhbat.concerns.counting import count_changed
from sukhbat.questions.models import Question
from tests.assignments.steps import TEXT
from tests.browser import AXE, DESK, PHONE, window
from tests.desk.concerns.steps import asked_by_all, concern_of, signed, waiting
from tests.people import MONDAY, ask, make_state

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


@pytest.fixture
def state(transactional_db):
    return make_state()


@pytest.mark.parametrize(("width", "scheme"), [(DESK, "light"), (PHONE, "dark")], ids=["desk", "phone"])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(state, live_server, width, scheme):
    done = concern_of(asked_by_all(state, 4))
    signed(state, done)
    Question.objects.update(visibility="public")
    late = ask(state, text="Ауылға интернет қашан тартылады? Соңғы көше")
    open_one = concern_of([*asked_by_all(state, 3), late])
    writing, there = concern_of(asked_by_all(state, 2)), open_one.number
    waiting(state, open_one)
    count_changed(now=MONDAY)
    visits = {
        state.erlan: [
            "/ru/desk/bodies/min-digital/concerns/?show=all",
            f"/kk/desk/concerns/{writing.number}/",
            f"/ru/desk/concerns/{writing.number}/answer/",
        ],
        state.gulnar: [
            f"/en/desk/concerns/{there}/",
            f"/ru/desk/concerns/{there}/answer/",
            f"/en/desk/concerns/{done.number}/answer/",
        ],
    }
    for person, addresses in visits.items():
        with window(live_server.url, person, width=width, scheme=scheme, bypass=True) as page:
            for address in addresses:
                assert page.goto(address).status == 200
                for summary in page.locator("main details > summary").all():
                    if summary.is_visible():
                        summary.click()
                page.evaluate(AXE)
                found = page.evaluate("axe.run().then(r => r.violations.map(v => [v.id, v.nodes[0].html]))")
                assert found == [], address
                assert not page.evaluate("document.documentElement.scrollWidth > innerWidth"), address


def test_one_answer_is_written_ticked_and_signed_without_javascript(state, live_server):
    questions = asked_by_all(state)
    concern = concern_of(questions)
    count_changed(now=MONDAY)
    with window(live_server.url, state.erlan, width=PHONE, scripts=False) as page:
        page.goto("/en/desk/bodies/min-digital/")
        page.get_by_role("link", name="Concerns").click()
        page.get_by_role("link", name="интернет").click()
        page.get_by_role("link", name="Write the answer to all").click()
        page.locator("[name=kk-text]").fill(TEXT)
        page.locator("[name=kk-legal_ground]").fill("«Байланыс туралы» заң")
        for words in ("concrete facts", "what is done", "names the post", "how to complain"):
            page.get_by_role("checkbox", name=words).check()
        page.get_by_role("button", name="Save and hand over for signature").click()
        page.get_by_text("It goes to 3 questions").wait_for()
    with window(live_server.url, state.gulnar, width=PHONE, scripts=False) as page:
        page.goto(f"/en/desk/concerns/{concern.number}/answer/")
        page.get_by_role("checkbox", name=f"{questions[0].shown_number} gets this answer").uncheck()
        page.get_by_role("button", name="Save the ticks of this page").click()
        page.get_by_role("button", name="Sign and send to 2 questions").click()
        page.get_by_text("2 questions were answered.").wait_for()
        page.get_by_text("Unticked by the signatory").wait_for()
    assert answer_of(questions[0]) is None
    assert answer_of(questions[2]).in_language("kk").text == TEXT
