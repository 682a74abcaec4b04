"""The desk in a real browser: by keyboard alone, on a desk and on a phone, without JavaScript, judged by axe."""

import pytest

from sukhbat.answers.queries import answer_of
from sukhbat.assignments.queries import open_assignment
from sukhbat.questions.models import Question
from tests.assignments.steps import TEXT, assigned, handed_over
from tests.browser import AXE, DESK, PHONE, window
from tests.people import ask, make_state

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


@pytest.fixture
def state(transactional_db):
    return make_state()


@pytest.mark.parametrize(("width", "scheme"), [(DESK, "light"), (PHONE, "dark")], ids=["desk", "phone"])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(state, live_server, width, scheme):
    fresh, writing, waiting = ask(state), assigned(state), handed_over(state)
    desk = "/ru/desk/bodies/min-digital/"
    visits = {
        state.saule: [desk, f"{desk}?item={fresh.shown_number}", f"/kk/desk/{fresh.shown_number}/"],
        state.erlan: [f"/ru/desk/{writing.shown_number}/"],
        state.gulnar: [
            f"{desk}?pile=signature&item={waiting.shown_number}",
            f"/en/desk/{waiting.shown_number}/",
        ],
        state.madina: ["/en/desk/"],
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


def test_a_dispatcher_assigns_by_keyboard_alone(state, live_server):
    question = ask(state)
    with window(live_server.url, state.saule) as page:
        page.goto("/en/desk/bodies/min-digital/")
        page.keyboard.press("?")
        assert page.get_by_role("dialog").get_by_text("The next or the previous question").is_visible()
        page.keyboard.press("Escape")
        page.keyboard.press("j")
        page.keyboard.press("Enter")
        page.wait_for_url("**item=*")
        page.get_by_label("Executor", exact=True).focus()
        page.keyboard.type("Erlan")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.get_by_role("status").get_by_text("is with Erlan now").wait_for()
    assert open_assignment(question).executor == state.erlan


def test_an_answer_is_written_and_signed_without_javascript(state, live_server):
    question = assigned(state)
    with window(live_server.url, state.erlan, width=PHONE, scripts=False) as page:
        page.goto(f"/en/desk/{question.shown_number}/")
        page.locator("[name=kk-text]").fill(TEXT)
        page.locator("[name=kk-legal_ground]").fill("«Байланыс туралы» заң")
        page.get_by_role("button", name="Save and hand over for signature").click()
        assert "Still missing" in page.get_by_role("alert").inner_text()
        for words in ("concrete facts", "what is done", "names the post", "how to complain"):
            page.get_by_role("checkbox", name=words).check()
        page.get_by_role("button", name="Save and hand over for signature").click()
        page.get_by_text("Waits for a signature").first.wait_for()
    with window(live_server.url, state.gulnar, width=PHONE, scripts=False) as page:
        page.goto("/en/desk/")
        page.get_by_role("link", name="интернет").click()
        page.get_by_role("button", name="Sign and send").click()
        page.get_by_text("Signed and sent").wait_for()
    assert answer_of(question).in_language("kk").text == TEXT
    assert Question.objects.get().stage == "answered"
